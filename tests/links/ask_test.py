"""What comes back from an address."""

import socket
import ssl
from threading import Event
from urllib.error import URLError

import pytest

from kb.links import ask
from kb.links.ask import Answer


class Clock(Event):
    """Waits for nobody, and notes how long it was to."""

    def __init__(self):
        super().__init__()
        self.waited: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        return self.is_set()


@pytest.mark.parametrize(
    ("path", "status", "error", "end", "moved"),
    [
        ("/ok", 200, None, "/ok", False),
        ("/ok#part", 200, None, "/ok#part", False),
        ("/missing", 404, None, "/missing", False),
        ("/gone", 410, None, "/gone", False),
        ("/private", 403, None, "/private", False),
        ("/head-refused", 200, None, "/head-refused", False),
        ("/moved", 200, None, "/ok", True),
        ("/moved-twice", 200, None, "/ok", True),
        ("/for-now", 200, None, "/ok", False),
        ("/moved-for-now", 200, None, "/ok", False),
        ("/moved-and-gone", 404, None, "/missing", True),
        ("/moved-nowhere", 301, None, "/moved-nowhere", False),
        ("/moved-oddly", 200, None, "/o%20d?%3C%C3%A4%3E", True),
        ("/loop", None, "bad-answer", "/loop", False),
        ("/rude", None, "bad-answer", "/rude", False),
    ],
)
def test_answers(site, path, status, error, end, moved):
    clock = Clock()
    assert ask.ask(site.address + path, clock) == Answer(status, error, site.address + end, moved)
    assert clock.waited == []


def test_no_file_is_read(site):
    assert ask.ask(f"{site.address}/file", Clock()) == Answer(None, "bad-answer", "file:///etc/passwd")


def test_the_content_is_asked_for_only_where_the_head_is_refused(site):
    ask.ask(f"{site.address}/ok", Clock())
    ask.ask(f"{site.address}/head-refused", Clock())
    assert site.asked == {("HEAD", "/ok"): 1, ("HEAD", "/head-refused"): 1, ("GET", "/head-refused"): 1}


def test_a_busy_server_is_asked_again_when_it_likes(site):
    clock = Clock()
    assert ask.ask(f"{site.address}/busy", clock).status == 200
    assert clock.waited == [7]


def test_patience_ends(site):
    clock = Clock()
    assert ask.ask(f"{site.address}/broken", clock).status == 500
    assert clock.waited == [3, 6]
    clock.set()
    assert ask.ask(f"{site.address}/broken", clock).status == 500
    assert clock.waited == [3, 6, 3]


def test_a_silent_server(site, monkeypatch):
    monkeypatch.setattr(ask, "TIMEOUT", 0.05)
    monkeypatch.setattr(ask, "TRIES", 1)
    assert ask.ask(f"{site.address}/silent", Clock()).error == "timeout"


def test_no_server(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
    assert ask.ask(address, Clock()) == Answer(None, "no-connection", address)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (URLError(socket.gaierror(socket.EAI_NONAME, "Name or service not known")), "unknown-host"),
        (URLError(socket.gaierror(socket.EAI_AGAIN, "Temporary failure")), "no-connection"),
        (URLError(ssl.SSLCertVerificationError("expired")), "certificate"),
        (URLError(ssl.SSLError("wrong version")), "bad-answer"),
        (URLError(TimeoutError()), "timeout"),
        (TimeoutError(), "timeout"),
        (ConnectionResetError(), "no-connection"),
        (ValueError("Invalid IPv6 URL"), "bad-answer"),
    ],
)
def test_why_there_was_no_answer(monkeypatch, error, reason):
    def fail(*args: object):
        raise error

    monkeypatch.setattr(ask, "_request", fail)
    assert ask.ask("https://www.example.com/", Clock()).error == reason
