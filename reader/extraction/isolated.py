"""`extract` in a process of its own, for bytes from outside: parsers have bugs, and pages that exploit them.

The child reads requests from its standard input and answers on its standard output, one after the other; each message
is a line of JSON, which says how many bytes follow, and those bytes. It holds no secret (an empty environment),
may use only so much processor time and memory for a document, and ends with its parent, when its input does.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from signal import SIGXCPU
from typing import IO, Any

from .model import Block, Extraction, UnreadableSource
from .translation import gettext_noop

CPU_SECONDS = 10  # for a document
WALL_SECONDS = 20  # for a document, waiting included
MEMORY = 512 * 2**20  # bytes beyond what the child holds when it is ready
OUTPUT = 20 * 2**20  # bytes of the answer
DOCUMENTS = 500  # after so many a fresh child takes over, lest memory be frittered away
IDLE = 2  # children kept waiting
ROOT = Path(__file__).resolve().parents[2]
TOO_LONG = gettext_noop(
    "Reading this took too long. Save the page with less around its text, or copy its text, and import that."
)
TOO_LARGE = gettext_noop(
    "Reading this took too much memory. Import it in parts, or copy the part that you need, and import that."
)
TOO_MUCH = gettext_noop("This holds more text than one article can (20 MB). Import its parts one by one.")
BROKEN = gettext_noop(
    "This page could not be read: it broke the parser. Copy the text of the article, and import that."
)


Answer = dict[str, Any]  # JSON values
Reader = Callable[..., "Extraction | Answer"]  # called as `extract` is


def extract_isolated(
    content: bytes | str,
    *,
    content_type: str = "",
    url: str = "",
    module: str = __name__,
    seconds: float | None = None,
) -> Extraction:
    """Return what `extract` returns, from a process with limits. May be called from several threads at once.

    `module` is what the process runs: this one, or one that calls `serve` with a reader of its own, which knows more
    kinds of files, and has `seconds` for a document. Raises UnreadableSource also for a document that exceeds a limit
    or breaks the parser.
    """
    answer = ask_isolated(content, content_type=content_type, url=url, module=module, seconds=seconds)
    blocks = tuple(Block.from_json(values) for values in answer.pop("blocks"))
    return Extraction(**answer, blocks=blocks)


def ask_isolated(
    content: bytes | str, *, module: str, content_type: str = "", url: str = "", seconds: float | None = None
) -> Answer:
    """Return what the reader of `module` answers. Raises UnreadableSource as `extract_isolated` does."""
    child = _take(module)
    try:
        answer = child.ask(content, content_type, url, seconds or WALL_SECONDS)
    except BaseException:
        child.stop()
        raise
    if child.asked < DOCUMENTS:
        _give_back(child)
    else:
        child.stop()
    if "unreadable" in answer:
        raise UnreadableSource(answer["unreadable"])
    return answer


class _Child:
    def __init__(self, module: str = __name__) -> None:
        self.module = module
        self.asked = 0
        self._timed_out = False
        self._process = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
            | {"PYTHONUTF8": "1"},
        )

    def ask(self, content: bytes | str, content_type: str, url: str, seconds: float) -> dict[str, Any]:
        """Return the child's answer. Raises UnreadableSource if it gives none; the child is of no more use then."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None and answers is not None  # noqa: S101, PT018  both are pipes
        self.asked += 1
        header = {"text": isinstance(content, str), "content_type": content_type, "url": url}
        # JSON brings lone surrogates, which have no UTF-8 form of their own; `extract` replaces them.
        body = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        timer = threading.Timer(seconds, self._time_out)
        timer.start()
        try:
            _send(requests, header, body)
            message = _receive(answers, OUTPUT)
        except OSError:
            message = None
        finally:
            timer.cancel()
        if message is None:
            raise UnreadableSource(self._cause())
        answer: Answer = json.loads(message[1])
        if answer.get("unreadable") == TOO_LARGE:
            self.asked = DOCUMENTS  # what a lack of memory left behind is not to be trusted
        return answer

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def _time_out(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _cause(self) -> str:
        self._process.kill()
        ended = self._process.wait()
        return TOO_LONG if self._timed_out or ended == -SIGXCPU else BROKEN


_idle: list[_Child] = []
_lock = threading.Lock()


def _take(module: str) -> _Child:
    with _lock:
        for child in [child for child in _idle if child.module == module]:
            _idle.remove(child)
            if child.is_alive():
                return child
            child.stop()
    return _Child(module)


def _give_back(child: _Child) -> None:
    with _lock:
        if len(_idle) < IDLE:
            _idle.append(child)
            return
    child.stop()


def _forget() -> None:
    """A forked process shares its parent's pipes: it must leave them alone, and start children of its own."""
    global _lock  # noqa: PLW0603
    _lock = threading.Lock()
    _idle.clear()


def _stop_all() -> None:
    with _lock:
        while _idle:
            _idle.pop().stop()


atexit.register(_stop_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _send(stream: IO[bytes], header: dict[str, Any], body: bytes) -> None:
    stream.write(json.dumps({**header, "bytes": len(body)}).encode() + b"\n")
    stream.write(body)
    stream.flush()


def _receive(stream: IO[bytes], limit: int) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message, or None at the end of the stream, or if it is longer than the limit."""
    line = stream.readline(65_536)
    if not line.endswith(b"\n"):
        return None
    header: dict[str, Any] = json.loads(line)
    if header["bytes"] > limit:
        return None
    body = stream.read(header["bytes"])
    return (header, body) if len(body) == header["bytes"] else None


def serve(read: Reader | None = None) -> None:
    """Answer requests until the input ends, with `read`, or else with `extract`."""
    # Whatever else writes to standard output must not get between the messages.
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _warm_up()
    limit_memory(MEMORY)
    while (message := _receive(requests, sys.maxsize)) is not None:
        limit_cpu(CPU_SECONDS)
        body = json.dumps(_answer(read, *message)).encode()
        if len(body) > OUTPUT:
            body = json.dumps({"unreadable": TOO_MUCH}).encode()
        _send(answers, {}, body)


def _answer(read: Reader | None, header: dict[str, Any], body: bytes) -> Answer:
    from . import extract  # noqa: PLC0415

    read = read or extract
    content = body.decode("utf-8", "surrogatepass") if header["text"] else body
    try:
        found = read(content, content_type=header["content_type"], url=header["url"])
    except UnreadableSource as error:
        return {"unreadable": str(error)}
    except MemoryError:
        return {"unreadable": TOO_LARGE}
    except Exception:
        return {"unreadable": TOO_LARGE if _is_full() else BROKEN}
    if isinstance(found, dict):
        return found
    values = {name: getattr(found, name) for name in Extraction.__dataclass_fields__ if name != "blocks"}
    return {**values, "blocks": [block.as_json() for block in found.blocks]}


def _is_full() -> bool:
    """Say whether this process has come near its limit: parsers say a lack of memory in words of their own."""
    with suppress(ImportError, OSError, ValueError, StopIteration):
        import resource  # noqa: PLC0415

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        peak = int(next(line for line in lines if line.startswith("VmPeak")).split()[1]) * 1024
        return limit != resource.RLIM_INFINITY and peak > limit - 32 * 2**20
    return False


def _warm_up() -> None:
    """Import what parses before memory is counted, and before a document has to wait for it."""
    from . import extract  # noqa: PLC0415

    extract("<html><title>Title</title><p>A first <b>paragraph</b>, <a href='https://example.org'>linked</a>.", url="")


def limit_memory(size: int) -> None:
    """Let this process hold so many bytes beyond those it holds now. For the child alone."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  Unix only; memory is counted on Linux only

        held = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + size, held + size))


def limit_cpu(seconds: int) -> None:
    """Let this process use so many seconds of processor time from now on. For the child alone."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    serve()
