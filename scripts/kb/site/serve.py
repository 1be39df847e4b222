"""Serves the site to this machine alone, and tells the open pages about builds.

Every page is sent with a script (live.js) that holds a stream of events open. The files in the site stay as they are.
"""

import errno
import json
import mimetypes
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from kb.errors import KbError

# Another name for this machine in the header Host means that a foreign page had its name resolve to us.
_HOSTS = ("127.0.0.1", "localhost")
_HEARTBEAT = 10  # seconds after which a stream without news finds out whether its page is still there
_OWN = {"/__kb/live.js": Path(__file__).with_name("live.js"), "/__kb/live.css": Path(__file__).with_name("live.css")}
_NOTHING_YET = b"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>kb serve</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; connect-src 'self'">
<body><p>Nothing lies at this address yet.</p></body></html>
"""

# The types that Python knows, not those of the machine's own tables, which differ.
_TYPES = mimetypes.MimeTypes()
_TYPES.types_map[True].update({".js": "text/javascript", ".woff2": "font/woff2", ".xml": "application/xml"})


class News(NamedTuple):
    """What pages are told: why the last edit is not shown (or nothing), and how often assets changed."""

    message: str = ""
    assets: int = 0


class Live:
    """Passes news from the build to the streams of the open pages."""

    def __init__(self):
        self.news = News()
        self._changed = threading.Condition()

    def tell(self, message: str, assets_changed: bool = False) -> None:
        """Sets the news and wakes all streams."""
        with self._changed:
            self.news = News(message, self.news.assets + assets_changed)
            self._changed.notify_all()

    def after(self, seen: News | None) -> News:
        """Waits for other news than `seen`, but not for long, and returns what there is."""
        with self._changed:
            self._changed.wait_for(lambda: self.news is not seen, _HEARTBEAT)
            return self.news


class Server(ThreadingHTTPServer):
    """Serves the folder `site` below the path of `site_url`. Raises KbError where `port` cannot be had."""

    def __init__(self, site: Path, site_url: str, port: int):
        self.site, self.base, self.live = site.resolve(), urlsplit(site_url).path, Live()
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
            raise KbError(f"port {port} {reason}; name another one with --port") from None
        self.url = f"http://127.0.0.1:{self.server_port}{self.base}"

    def locate(self, address: str) -> Path | None:
        """Returns the file at an address, or None; never one outside the site."""
        if not address.startswith(self.base):
            return None
        inside = unquote(address.removeprefix(self.base)).lstrip("/")
        if not inside or inside.endswith("/"):
            inside += "index.html"
        try:
            file = (self.site / inside).resolve()
            return file if file.is_relative_to(self.site) and file.is_file() else None
        except (OSError, ValueError):  # a name that is too long, or holds what no name can
            return None

    def not_found(self, address: str) -> Path | None:
        """Returns the nearest 404 page, which is the one of the address's language."""
        folders = PurePosixPath(address).parents
        return next(filter(None, (self.locate(f"{folder / '404.html'}") for folder in folders)), None)

    def version(self, file: Path | None) -> str:
        """Returns what stands for the bytes of a page and of the assets that it may use."""
        try:
            changed = file.stat().st_mtime_ns if file else 0
        except FileNotFoundError:  # removed just now
            changed = 0
        return f"{self.live.news.assets}-{changed}"

    def handle_error(self, request, client_address) -> None:
        """Passes over browsers that hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        if not self._for_us():
            self._send(403, "text/plain; charset=utf-8", b"kb serve answers to 127.0.0.1 and localhost only.\n")
            return
        address, query = urlsplit(self.path)[2:4]
        if address == "/__kb/events":
            self._stream(parse_qs(query).get("page", ["/"])[0])
        elif address in _OWN:
            self._send(200, content_type(address), _OWN[address].read_bytes())
        elif address == "/" != self.server.base:
            self._redirect(self.server.base)
        elif not address.endswith("/") and self.server.locate(f"{address}/"):
            self._redirect(f"{address}/" + (f"?{query}" if query else ""))
        else:
            self._page(address)

    do_HEAD = do_GET

    def _for_us(self) -> bool:
        try:
            return urlsplit(f"//{self.headers['Host']}").hostname in _HOSTS
        except ValueError:
            return False

    def _page(self, address: str) -> None:
        file, status = self.server.locate(address), 200
        if not file:
            file, status = self.server.not_found(address), 404
        # Taken before the file is read: should it change in between, the page is loaded once more, never too seldom.
        version = self.server.version(file)
        try:
            content = file.read_bytes() if file else _NOTHING_YET
        except FileNotFoundError:  # removed just now
            file, status, content = None, 404, _NOTHING_YET
        kind = content_type(file.name if file else "index.html")
        if kind.startswith("text/html"):
            self._send(status, kind, _with_script(content, version))
            return
        tag = f'"{version}-{len(content)}"'
        if self.headers["If-None-Match"] == tag:
            self._send(304, kind, b"", ETag=tag)
        else:
            self._send(status, kind, content, ETag=tag)

    def _stream(self, address: str) -> None:
        """Tells the page at `address` its version and the news, now and whenever there are others."""
        self.send_response(200)
        for name, value in {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        news = None
        while self.command == "GET":
            news = self.server.live.after(news)
            file = self.server.locate(address) or self.server.not_found(address)
            state = {"version": self.server.version(file), "message": news.message}
            self.wfile.write(f"data: {json.dumps(state)}\n\n".encode())

    def _redirect(self, address: str) -> None:
        self._send(302, "text/plain", b"", Location=address)

    def _send(self, status: int, kind: str, content: bytes, **headers: str) -> None:
        self.send_response(status)
        headers |= {
            "Content-Type": kind,
            "Cache-Control": "no-cache" if "ETag" in headers else "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        if status != 304:
            headers["Content-Length"] = str(len(content))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_) -> None:
        """Says nothing: the terminal is for builds and their messages."""


def content_type(name: str) -> str:
    """Returns the media type of a file by its name."""
    kind, encoding = _TYPES.guess_type(f"x{PurePosixPath(name).suffix}")
    if not kind or encoding:
        return "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _with_script(page: bytes, version: str) -> bytes:
    """Returns `page` with the script in it, if its Content-Security-Policy lets that one open a stream."""
    before, end, after = page.rpartition(b"</body>")
    if not end or b"connect-src 'self'" not in page:
        return page
    script = f'<script src="/__kb/live.js" data-version="{version}"></script>\n'
    return before + script.encode() + end + after
