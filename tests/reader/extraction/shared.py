"""The data beside the project, which tests may read and the project never copies."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3].parent / "shared"


def shared(path: str) -> Path:
    """Return the file or folder, or skip the test that needs it."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"needs {path} in the shared folder beside the project")
    return found


def json_lines(path: str) -> list[dict[str, Any]]:
    with gzip.open(shared(path), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
