"""What a browser saves pages with as a person sees them: a bookmark, a script with this site's origin in it, and an
extension."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import quote

from rjsmin import jsmin

HERE = Path(__file__).parent
EXTENSION = HERE / "extension"


def bookmarklet(site: str) -> str:
    """Return the bookmark's address, `javascript:…`, for a site's origin such as https://attest.example.org."""
    page = jsmin((EXTENSION / "page.js").read_text("utf-8")).rstrip().rstrip(";")
    script = jsmin((HERE / "bookmarklet.js").read_text("utf-8"))
    script = script.replace("PAGE", page).replace("SITE", json.dumps(site))
    # A browser decodes an address before it runs it: a % that stands in the script is one in the address too.
    return f"javascript:{quote(script, safe='~()*!.;,:@&=+$-_/?')}"


def extension_archive() -> bytes:
    """Return the browser extension as a ZIP of one folder. The same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(EXTENSION.rglob("*")):
            if path.is_file():
                name = f"attest-extension/{path.relative_to(EXTENSION).as_posix()}"
                archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
