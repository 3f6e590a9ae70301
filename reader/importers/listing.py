"""A list taken apart in a process of its own: its bytes are a stranger's, and so may be what they do to a parser.

The child (`python -m reader.importers.listing`) reads the list from its standard input and writes its items to its
standard output as it comes to them, a line of JSON each, with an empty line at the end. It holds no secret, and may use
only so much processor time and memory. Nothing is kept in memory but the item at hand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Generator
from contextlib import suppress
from signal import SIGKILL, SIGXCPU
from typing import IO, Any

from reader.extraction import UnreadableSource, isolated
from reader.extraction.translation import gettext_noop

from . import Source
from .items import Highlight, Item
from .lists import List
from .packages import MEMBER

MEMORY = 208 * 2**20  # bytes beyond the list itself and what the child holds when it is ready
CPU_SECONDS = 120
WALL_SECONDS = 1800  # writing the rows included
LONGEST = 2 * MEMBER  # bytes of a line
TOO_LONG = gettext_noop("Taking this list apart took too long: import it in parts.")
TOO_LARGE = gettext_noop("Taking this list apart took too much memory: import it in parts.")
BROKEN = gettext_noop("This list could not be taken apart, it broke the parser: export it again, or import its parts.")


def listed(content: bytes, found: List) -> Generator[Item, None, None]:
    """Yield the items of a list, from a process with limits. Raises UnreadableSource as the list's reader does."""
    process = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
        [sys.executable, "-m", __name__, found.module, found.function, str(len(content))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=isolated.ROOT,
        env={name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ},
    )
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018  both are pipes
    timer = threading.Timer(WALL_SECONDS, process.kill)
    feeder = threading.Thread(target=_feed, args=(process.stdin, content), daemon=True)
    timer.start()
    feeder.start()
    try:
        while (line := process.stdout.readline(LONGEST)).endswith(b"\n"):
            if line == b"\n":
                return
            yield _item(json.loads(line))
        # It ended before the end: the clock or the limit of its processor time, or worse.
        ended = process.wait()
        raise UnreadableSource(TOO_LONG if ended in (-SIGXCPU, -SIGKILL) else BROKEN)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        feeder.join()
        process.stdout.close()


def _feed(stream: IO[bytes], content: bytes) -> None:
    with suppress(OSError), stream:  # a child that has seen enough, or has ended, takes no more
        stream.write(content)


def _item(values: dict[str, Any]) -> Item:
    if "unreadable" in values:
        raise UnreadableSource(values["unreadable"])
    content = values["source"].pop("content")
    source = Source(content=None if content is None else b64decode(content), **values["source"])
    highlights = tuple(Highlight(**{**each, "tags": tuple(each["tags"])}) for each in values["highlights"])
    return Item(source, values["title"], tuple(values["tags"]), values["note"], highlights, values["problem"])


def _line(item: Item) -> dict[str, Any]:
    source = item.source
    content = None if source.content is None else b64encode(source.content).decode("ascii")
    known = {"title": "", "tags": [], "note": "", "highlights": []} | item.as_json()
    said = {"url": source.url, "content_type": source.content_type, "filename": source.filename}
    return {**known, "problem": item.problem, "source": {**said, "content": content}}


def serve(module: str, function: str, size: int) -> None:
    """Write the items of the list on standard input to standard output."""
    # Whatever else writes to standard output must not get between the lines.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from lxml import etree  # noqa: F401, PLC0415  before memory is counted

    isolated.limit_memory(MEMORY + 2 * size)
    isolated.limit_cpu(CPU_SECONDS)
    try:
        for item in List("", module, function).read(sys.stdin.buffer.read()):
            answers.write(json.dumps(_line(item)).encode() + b"\n")
        answers.write(b"\n")
    except UnreadableSource as error:
        answers.write(json.dumps({"unreadable": str(error)}).encode() + b"\n")
    except MemoryError:
        answers.write(json.dumps({"unreadable": TOO_LARGE}).encode() + b"\n")
    except Exception:
        answers.write(json.dumps({"unreadable": BROKEN}).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], int(sys.argv[3]))
