"""One thread for the site, and none for waiting: the ASGI application around Django, without a server."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from reader.asgi import PIECE, OneThread

LARGEST = 1000


class Client:
    """Speaks ASGI to an application. It reads the answer piece by piece, once it is let `read`."""

    def __init__(self, *, reads=True, body=(b"",)):
        self.status, self.headers, self.pieces = 0, {}, []
        self.ended = False
        self.read, self.sent, self.left = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._body = list(body)
        if reads:
            self.read.set()

    async def ask(self, application, method="GET", path="/", headers=(), query=b""):
        scope = {"type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path}
        scope |= {"query_string": query, "headers": list(headers), "client": ("192.0.2.1", 5), "server": ("site", 80)}
        await application(scope, self._receive, self._send)
        return self

    @property
    def body(self):
        return b"".join(self.pieces)

    async def _receive(self):
        if not self._body:
            await self.left.wait()
            return {"type": "http.disconnect"}
        chunk = self._body.pop(0)
        if chunk is None:  # no more, for now
            await self.sent.wait()
            chunk = b""
        return {"type": "http.request", "body": chunk, "more_body": bool(self._body)}

    async def _send(self, message):
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
            return
        self.pieces.append(message["body"])
        self.ended = not message.get("more_body")
        await self.read.wait()


def says(respond):
    """Return a WSGI application that answers what `respond` makes of the environment: an iterable of bytes."""

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return respond(environ)

    return OneThread(application, largest_body=LARGEST)


class Long:
    """A response of pieces that remembers whether it was closed."""

    def __init__(self, pieces=10**6, fail_after=None):
        self.given, self.closed = 0, False
        self._pieces, self._fail_after = pieces, fail_after

    def __iter__(self):
        return self

    def __next__(self):
        if self.given == self._pieces:
            raise StopIteration
        if self.given == self._fail_after:
            raise ValueError("the database has gone")
        self.given += 1
        return b"x" * PIECE

    def close(self):
        self.closed = True


def run(scene):
    """Run a coroutine in a thread of its own: the browser tests leave a loop running in the tests' thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scene).result()


def ask(application, client_body=(b"",), **request):
    return run(Client(body=client_body).ask(application, **request))


def test_answer_comes_with_status_headers_and_body():
    client = ask(says(lambda environ: [b"one ", b"two"]))

    assert (client.status, client.headers, client.body) == (200, {b"content-type": b"text/plain"}, b"one two")


def test_environment_says_what_was_asked():
    seen = {}
    headers = [(b"host", b"example.org"), (b"content-type", b"text/x"), (b"accept", b"a"), (b"accept", b"b")]
    ask(says(lambda environ: seen.update(environ) or []), path="/مقال", query=b"a=%20", headers=headers)

    assert seen["PATH_INFO"].encode("latin-1").decode() == "/مقال"
    assert [seen[name] for name in ("QUERY_STRING", "HTTP_HOST", "CONTENT_TYPE", "HTTP_ACCEPT", "REMOTE_ADDR")] == [
        "a=%20", "example.org", "text/x", "a,b", "192.0.2.1",
    ]  # fmt: skip


def test_cookies_that_come_in_several_headers_are_one_list():
    seen = {}
    ask(says(lambda environ: seen.update(environ) or []), headers=[(b"cookie", b"a=1"), (b"cookie", b"b=2")])

    assert seen["HTTP_COOKIE"] == "a=1; b=2"


def test_header_with_underscores_does_not_pass_for_the_one_the_proxy_sets():
    seen = {}
    ask(says(lambda environ: seen.update(environ) or []), headers=[(b"x_forwarded_proto", b"https")])

    assert "HTTP_X_FORWARDED_PROTO" not in seen


def test_body_arrives_whole_with_its_length():
    def echo(environ):
        return [environ["CONTENT_LENGTH"].encode(), b":", environ["wsgi.input"].read()]

    assert ask(says(echo), client_body=(b"ab", b"cd", b""), method="POST").body == b"4:abcd"


def test_body_that_is_too_large_never_reaches_the_site():
    asked = []
    client = ask(says(asked.append), client_body=(b"x" * LARGEST, b"y"), method="POST")

    assert (client.status, asked) == (413, [])


def test_request_of_a_client_that_went_before_it_was_complete_is_dropped():
    async def scene():
        asked = []
        client = Client(body=())
        client.left.set()
        await client.ask(says(asked.append), method="POST")
        return client.status, asked

    assert run(scene()) == (0, [])


def test_all_requests_run_in_one_thread():
    threads = set()
    site = says(lambda environ: threads.add(threading.current_thread()) or [b"done"])

    async def scene():
        await asyncio.gather(*(Client().ask(site) for _ in range(20)))

    run(scene())

    assert len(threads) == 1
    assert threads != {threading.current_thread()}


def test_client_that_reads_nothing_holds_nobody_up():
    download = Long()
    site = says(lambda environ: download if environ["PATH_INFO"] == "/export" else [b"page"])

    async def scene():
        reader = Client(reads=False)
        reading = asyncio.create_task(reader.ask(site, path="/export"))
        while not reader.pieces:
            await asyncio.sleep(0)
        page = await Client().ask(site)
        given = download.given
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        return page.body, given

    assert run(scene()) == (b"page", 1)
    assert download.closed


def test_client_that_sends_slowly_holds_nobody_up():
    site = says(lambda environ: [environ["wsgi.input"].read() or b"page"])

    async def scene():
        writer = Client(body=(b"half", None))
        writing = asyncio.create_task(writer.ask(site, method="POST"))
        page = await Client().ask(site)
        before = writer.status
        writer.sent.set()
        await writing
        return page.body, before, writer.body

    assert run(scene()) == (b"page", 0, b"half")


def test_page_waits_for_one_piece_of_all_the_exports_that_run():
    """Each of five exports wants its next piece at once; a page that comes is next but one at the latest."""
    turns = []
    blocked = threading.Event()

    class Export(Long):
        def __next__(self):
            turns.append("piece")
            if len(turns) == 20:
                blocked.wait()
            return super().__next__()

    site = says(lambda environ: turns.append("page") or [] if environ["PATH_INFO"] == "/" else Export())

    async def scene():
        exports = [asyncio.create_task(Client().ask(site, path="/export")) for _ in range(5)]
        while len(turns) < 20:
            await asyncio.sleep(0)
        page = asyncio.create_task(Client().ask(site))
        for _ in range(20):  # every export and the page have asked for the thread
            await asyncio.sleep(0)
        blocked.set()
        await page
        for export in exports:
            export.cancel()
        await asyncio.gather(*exports, return_exceptions=True)

    run(scene())

    assert turns.index("page") <= 21


def test_export_stops_when_its_client_has_gone():
    download = Long()

    async def scene():
        client = Client()
        client.left.set()
        await client.ask(says(lambda environ: download))
        return client.ended

    assert run(scene()) is False
    assert download.closed


def test_export_that_fails_on_the_way_is_not_ended_as_if_it_were_complete():
    download = Long(fail_after=2)
    client = Client.__new__(Client)

    async def scene():
        client.__init__()
        await client.ask(says(lambda environ: download))

    with pytest.raises(ValueError, match="the database has gone"):
        run(scene())
    assert (client.status, len(client.pieces), client.ended, download.closed) == (200, 2, False, True)


def test_short_response_is_closed_after_its_last_piece():
    page = Long(pieces=3)
    client = ask(says(lambda environ: page))

    assert len(client.body) == 3 * PIECE
    assert page.closed


def test_a_body_that_says_it_is_too_large_is_refused_unread():
    asked = []
    client = ask(says(asked.append), method="POST", headers=[(b"content-length", str(LARGEST + 1).encode())])
    assert (client.status, asked) == (413, [])


def test_a_program_whose_body_is_too_large_is_told_so_in_json():
    headers = [(b"content-length", str(LARGEST + 1).encode())]
    client = ask(says(lambda environ: []), method="POST", path="/api/annotations", headers=headers)
    assert (client.status, json.loads(client.body)["status"]) == (413, 413)


def test_the_beginning_of_a_stream_is_sent_before_the_rest_is_looked_for():
    sent = threading.Event()

    class Waiting(Client):
        async def _send(self, message):
            await super()._send(message)
            if message.get("body") == b"head":
                sent.set()

    def stream(environ):
        yield b"head"
        yield b", rest" if sent.wait(60) else b", not sent"

    assert run(Waiting().ask(says(stream))).body == b"head, rest"


def test_a_stream_that_takes_long_for_a_piece_lets_others_in(monkeypatch):
    monkeypatch.setattr("reader.asgi.TURN", 0)
    asked = threading.Event()

    def respond(environ):
        if environ["PATH_INFO"] == "/other":
            asked.set()
            return [b"answer"]
        return iter(lambda: b"end" if asked.is_set() else b"", b"end")  # nothing, until the other was asked

    async def scene():
        application = says(respond)
        stream = asyncio.ensure_future(Client().ask(application))
        await asyncio.sleep(0)
        other = await Client().ask(application, path="/other")
        return other.body, (await stream).ended

    assert run(asyncio.wait_for(scene(), 60)) == (b"answer", True)


def test_an_empty_piece_is_not_sent():
    client = ask(says(lambda environ: iter([b"", b"one", b"", b"two"])))

    assert (client.body, b"" in client.pieces[:-1]) == (b"onetwo", False)
