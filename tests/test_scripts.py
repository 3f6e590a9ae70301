"""What a reading page loads of our own scripts before anybody does anything."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from rjsmin import jsmin

SCRIPTS = Path(__file__).parents[1] / "static" / "js"
MOST = 12 * 1024  # bytes, compressed, as `HashedStorage` serves them
IMPORTED = re.compile(r'(?:\bfrom|\bimport)\s*"\./([^"]+)"')  # not `import("./…")`, which loads later


def loaded_with(name: str) -> dict[str, str]:
    """Return the source of a module and of all that it cannot run without."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = jsmin((SCRIPTS / name).read_text("utf-8"))
            waiting += IMPORTED.findall(found[name])
    return found


def test_the_reading_page_is_at_work_with_few_scripts():
    modules = loaded_with("main.js")
    assert {"main.js", "news.js", "keys.js"} <= modules.keys()
    assert sum(len(gzip.compress(source.encode(), 9)) for source in modules.values()) <= MOST


def test_what_makes_highlights_waits_for_a_gesture():
    later = set(re.findall(r'import\("\./([^"]+)"\)', loaded_with("main.js")["first-gesture.js"]))
    assert later == {"annotation-card.js", "highlight-toolbar.js", "text-selection.js"}
    assert not later & loaded_with("main.js").keys()
