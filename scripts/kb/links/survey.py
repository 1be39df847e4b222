"""Asks many addresses: several hosts at once, each of them politely."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event
from urllib.parse import urlsplit

from kb.links.ask import Answer, ask

HOSTS = 16  # at once
PAUSE = 0.5  # seconds between two requests to one host


def survey(urls: Iterable[str]) -> Iterator[tuple[str, Answer]]:
    """Yields each of `urls` with its answer, as they come. A host gets one request at a time."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc.lower()].append(url)
    answers: SimpleQueue[tuple[str, Answer | Exception]] = SimpleQueue()
    stop = Event()
    pool = ThreadPoolExecutor(HOSTS)
    try:
        for own in sorted(hosts.values(), key=len, reverse=True):  # the longest first: it decides when all is done
            pool.submit(_ask_host, own, answers, stop)
        for _ in range(sum(map(len, hosts.values()))):
            url, answer = answers.get()
            if isinstance(answer, Exception):
                raise answer
            yield url, answer
    finally:  # when interrupted, too: without waiting for answers
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _ask_host(urls: list[str], answers: SimpleQueue, stop: Event) -> None:
    for url in urls:
        if stop.is_set():
            return
        try:
            answers.put((url, ask(url, stop)))
        except Exception as error:  # a fault of ours: the one who waits for the answer has to know
            answers.put((url, error))
        stop.wait(PAUSE)
