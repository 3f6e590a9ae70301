"""Inputs that make parsers slow, through the sandboxed child: how long each takes, and how it ends.

`make bench-shapes` takes them at 100 KB and 1 MB, `make bench-shapes LIMIT=10000000` at another size.
"""

from __future__ import annotations

import runpy
import sys
import time
from pathlib import Path

from reader.extraction import UnreadableSource, isolated
from reader.extraction.html_page import NOTHING_READABLE

SHAPES = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "slow_shapes.py"
ENDINGS = {
    NOTHING_READABLE: "no text",
    isolated.TOO_LONG: "too long",
    isolated.TOO_LARGE: "too much memory",
    isolated.TOO_MUCH: "too much text",
    isolated.BROKEN: "BROKE THE PARSER",
}


def main(sizes: tuple[int, ...]) -> None:
    if not SHAPES.exists():
        print(f"{SHAPES} is not here: the shapes come from it.")
        return
    make = runpy.run_path(str(SHAPES))["cases"]
    print("shape".ljust(20), *(f"{size:>28,}" for size in sizes), flush=True)
    for name in make(1_000):
        print(name.ljust(20), *(f"{measured(make(size)[name]):>28}" for size in sizes), flush=True)


def measured(source: str) -> str:
    started = time.perf_counter()
    try:
        ending = f"{len(isolated.extract_isolated(source, content_type='text/html').text):,}"
    except UnreadableSource as refusal:
        ending = ENDINGS.get(str(refusal), str(refusal)[:20])
    return f"{ending}  {time.perf_counter() - started:5.2f} s"


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or (100_000, 1_000_000))
