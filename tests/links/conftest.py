"""A server whose pages are gone, have moved, or misbehave."""

from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

# Path: status, and where to for redirects.
_PAGES = {
    "/ok": (200, ""),
    "/missing": (404, ""),
    "/gone": (410, ""),
    "/private": (403, ""),
    "/broken": (500, ""),
    "/moved": (301, "/ok"),
    "/moved-twice": (308, "/moved"),
    "/for-now": (302, "/ok"),
    "/moved-for-now": (301, "/for-now"),
    "/moved-and-gone": (301, "/missing"),
    "/moved-nowhere": (301, ""),
    "/moved-oddly": (301, "/o d?<ä>"),
    "/o%20d?%3C%C3%A4%3E": (200, ""),
    "/loop": (301, "/loop"),
    "/file": (302, "file:///etc/passwd"),
}


class Site:
    """The server: its address, and how often each (method, path) was asked for."""

    def __init__(self, address: str):
        self.address, self.asked, self.end = address, Counter(), Event()


@pytest.fixture
def site() -> Iterator[Site]:
    """The server, for one test."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked[self.command, self.path] += 1
            if self.path == "/silent":
                made.end.wait()
                return
            if self.path == "/rude":
                self.wfile.write(b"go away\r\n\r\n")
                return
            status, target = _PAGES.get(self.path, (404, ""))
            if self.path == "/head-refused":
                status = 405 if self.command == "HEAD" else 200
            if self.path == "/busy":
                status = 503 if made.asked["GET", "/busy"] < 2 else 200
            self.send_response(status)
            if target:
                self.send_header("Location", target.encode().decode("latin-1"))
            if status == 503:
                self.send_header("Retry-After", "7")
            self.end_headers()

        do_HEAD = do_GET

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        made = Site(f"http://127.0.0.1:{server.server_port}")
        Thread(target=server.serve_forever, daemon=True).start()
        yield made
        made.end.set()
        server.shutdown()
