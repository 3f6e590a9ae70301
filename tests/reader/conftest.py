"""What the reader's tests share: the static files as a real site has them, collected once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.settings import HASHED


@pytest.fixture(scope="session")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("static")
    # Not compressed, which takes most of the time: tests/reader/test_serve.py has a site that does it.
    not_compressed = {"WHITENOISE_SKIP_COMPRESS_EXTENSIONS": ("js", "css", "svg")}
    with override_settings(STORAGES=HASHED, STATIC_ROOT=root, **not_compressed):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["ext"])  # see reader/apps.py
    return root
