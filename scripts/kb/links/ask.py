"""Asks one address whether it still leads somewhere."""

import http.client
import socket
import ssl
from threading import Event
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

TIMEOUT = 20  # seconds for each step of a connection
TRIES = 3
WAIT = 3.0  # seconds before the second try, and as many more before each further one
LONGEST_WAIT = 60.0  # whatever a server asks for
_HOPS = 10
_AGENT = "Mozilla/5.0 (compatible; kb links)"
_TEMPORARY = (408, 429, 500, 502, 503, 504)
_PERMANENT = (301, 308)
_REDIRECTS = (*_PERMANENT, 302, 303, 307)


class Answer(NamedTuple):
    """What came back: a status of HTTP, or in `error` what failed instead.

    `url` is the address in the end; `moved` tells whether all redirects there were meant to last.
    """

    status: int | None
    error: str | None
    url: str
    moved: bool = False


class _NoRedirects(HTTPRedirectHandler):
    """Leaves redirects to us: they are reported."""

    def redirect_request(self, *args: object) -> None:
        return None


_SAFE = "%/:=&?~#+!$,;'@()*[]"
_opener = build_opener(_NoRedirects)


def ask(url: str, stop: Event) -> Answer:
    """Requests `url`, without its content where the server allows that; trouble that may pass is tried again.

    `stop` ends the waiting in between.
    """
    for attempt in range(TRIES):
        answer, patience = _follow(url, "HEAD")
        if answer.status is None or answer.status >= 400:  # many servers refuse HEAD, in many ways
            answer, patience = _follow(url, "GET")
        if answer.status not in _TEMPORARY and answer.error not in ("timeout", "no-connection"):
            break
        if attempt + 1 < TRIES and stop.wait(min(patience or WAIT * (attempt + 1), LONGEST_WAIT)):
            break
    return answer


def _follow(url: str, method: str) -> tuple[Answer, float]:
    """Follows redirects; returns the answer at the end, and how many seconds the server wants us to wait."""
    lasting = hops = 0
    while True:
        try:
            status, headers = _request(url, method)
        except Exception as error:  # whatever a server sends, and http.client makes of it
            return Answer(None, _reason(error), url), 0
        target = headers.get("Location")
        if status not in _REDIRECTS or not target:
            return Answer(status, None, url, moved=0 < hops == lasting), _seconds(headers.get("Retry-After"))
        hops += 1
        lasting += status in _PERMANENT
        url = urljoin(url, quote(target.encode("latin-1", "replace"), safe=_SAFE))  # http.client takes it for Latin 1
        if hops > _HOPS or not url.startswith(("https://", "http://")):
            return Answer(None, "bad-answer", url), 0


def _request(url: str, method: str) -> tuple[int, http.client.HTTPMessage]:
    address = quote(url.partition("#")[0], safe=_SAFE)
    request = Request(address, method=method, headers={"User-Agent": _AGENT, "Accept": "*/*"})
    try:
        with _opener.open(request, timeout=TIMEOUT) as response:
            return response.status, response.headers
    except HTTPError as error:  # every status but 2xx
        with error:
            return error.code, error.headers


def _reason(error: Exception) -> str:
    """Returns in a word why there was no answer; the words are those of kb.records.links.Answer."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, socket.gaierror):
        return "unknown-host" if cause.errno == socket.EAI_NONAME else "no-connection"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "certificate"
    if isinstance(cause, TimeoutError):
        return "timeout"
    if isinstance(cause, OSError) and not isinstance(cause, http.client.HTTPException | ssl.SSLError):
        return "no-connection"
    return "bad-answer"


def _seconds(words: str | None) -> float:
    return float(words) if words and words.isdecimal() else 0
