"""Which Chromium the browser tests and benchmarks drive, and how."""

from __future__ import annotations

import os
import shutil

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--font-render-hinting=none",  # letters as wide as their font says, whatever the system's settings
)  # fmt: skip


def browser_path() -> str | None:
    """The browser that `.ci/browser` found, else the system's; None where there is neither."""
    return os.environ.get("TEST_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
