"""Many addresses."""

from threading import Event, Lock

import pytest

from kb.links import survey as surveying
from kb.links.ask import Answer
from kb.links.survey import survey


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(surveying, "PAUSE", 0)


def test_every_address_is_answered(site):
    urls = [f"{site.address}{path}" for path in ("/ok", "/missing", "/moved")]
    assert dict(survey(urls)) == {
        urls[0]: Answer(200, None, urls[0]),
        urls[1]: Answer(404, None, urls[1]),
        urls[2]: Answer(200, None, urls[0], moved=True),
    }
    assert list(survey([])) == []


def test_one_request_at_a_time_to_a_host(monkeypatch):
    lock, now, most, together = Lock(), {}, {}, Event()

    def ask(url: str, stop: Event) -> Answer:
        host = url[:9]
        with lock:
            now[host] = now.get(host, 0) + 1
            most[host] = max(most.get(host, 0), now[host])
            if sum(now.values()) == 2:
                together.set()
        together.wait(10)  # the other host is asked meanwhile
        with lock:
            now[host] -= 1
        return Answer(200, None, url)

    monkeypatch.setattr(surveying, "ask", ask)
    urls = [f"https://{host}/{number}" for host in "aAb" for number in range(3)]
    assert {url for url, _ in survey(urls)} == set(urls)
    assert together.is_set()
    assert most["https://b"] == 1
    assert most["https://a"] + most["https://A"] == 2  # never both: they are one host


def test_whoever_stops_listening_stops_the_asking(monkeypatch):
    asked, stopped = [], Event()

    def ask(url: str, stop: Event) -> Answer:
        asked.append(url)
        if len(asked) == 2:
            stop.wait(10)
            stopped.set()
        return Answer(200, None, url)

    monkeypatch.setattr(surveying, "ask", ask)
    answers = survey([f"https://a/{number}" for number in range(5)])
    next(answers)
    answers.close()
    assert len(asked) < 2 or stopped.wait(10)
    assert len(asked) <= 2


def test_a_fault_of_ours_is_not_hidden(monkeypatch):
    def ask(url: str, stop: Event) -> Answer:
        raise ZeroDivisionError

    monkeypatch.setattr(surveying, "ask", ask)
    with pytest.raises(ZeroDivisionError):
        list(survey(["https://a/"]))
