"""Makes the icons of the installed site anew from static/icon.svg: `python -m tests.e2e.icons`."""

from __future__ import annotations

import re

from playwright.sync_api import sync_playwright

from tests.chromium import QUIET, browser_path
from tests.served import ROOT

STATIC = ROOT / "static"
SIZES = {"icon-192.png": 192, "icon-512.png": 512, "icon-mask.png": 512}
MASKED = '<rect width="64" height="64" fill="#1f2f45"/><g transform="translate(9.6 9.6) scale(.7)">{}</g>'


def main() -> None:
    source = (STATIC / "icon.svg").read_text("utf-8")
    opening, drawing = re.fullmatch(r"(<svg[^>]*>)(.*)</svg>\s*", source, re.DOTALL).groups()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(QUIET))
        for name, size in SIZES.items():
            # A system cuts its own shape out of a maskable icon: all that matters lies in the circle of 80% (W3C).
            drawn = MASKED.format(drawing) if "mask" in name else drawing
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(
                f"<style>body{{margin:0}}svg{{display:block;inline-size:100vw}}</style>{opening}{drawn}</svg>"
            )
            page.screenshot(path=STATIC / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
