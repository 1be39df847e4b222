"""Measures the search while typing in Chromium, beside Material's own search on the same texts in the same run.

    .venv/bin/python scripts/benchmark_search.py [NUMBER ...]        (default: 200 1400 10000)

Prints for each number of records what is transferred for the search before its first result, compressed as GitHub
Pages does, how long after the first key that result is there, and how long every further key takes, from the key to
the changed list. Both begin on a page that has just been opened, without a cache. Material loads its index with every
page, so that counts, too. Whoever does not answer within the time limit is named, and the run goes on.
"""

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from threading import Thread

from playwright.sync_api import Browser, Error, Page, TimeoutError, sync_playwright

from multiplied import ROOT, multiply, write_markdown

KB = [sys.executable, "-m", "kb"]
QUERIES = ("windows server 2003", "snapshot viewer", "sicherheitslücke im kernel", "kb954474", "cve-2008-2463")
PATIENCE_FOR_BUILD = 1800  # seconds
PATIENCE_FOR_FIRST = 120_000  # milliseconds, as Playwright counts
PATIENCE_FOR_KEY = 20_000
COMPRESSED = (".css", ".html", ".js", ".json", ".txt", ".xml")


class Slow(Exception):
    """A search does not answer within the time limit."""


@dataclass(frozen=True, slots=True)
class Search:
    """One search: the page on which it is tried, and when it has answered what is in the box, as JavaScript."""

    name: str
    page: str
    box: str
    answered: str
    loaded_before: tuple[str, ...] = ()  # in the addresses of what is loaded for it with the page


OURS = Search(
    "this site",
    "de/about/",
    "#kb-search-input",
    "box => document.querySelector(`.kb-suggest[data-search-state=done]`)?.dataset.searchQuery === box.value.trim()",
)
MATERIAL = Search(
    "Material",
    "",
    ".md-search__input",
    "(box, changes) => changes.some(({ target, addedNodes }) => addedNodes.length"
    " && (target.closest?.('.md-search-result__list') || /matching/.test(target.textContent)"
    " && target.closest?.('.md-search-result__meta')))",
    ("/search", "/lunr"),
)

# Notes when a key was pressed and when the list had its answer.
_WATCH = """
([selector, answered]) => {
  const done = eval(answered)
  window.measured = { begun: 0, ended: 0 }
  const box = document.querySelector(selector)
  box.addEventListener("keydown", event => {
    if (!event.isTrusted) return
    measured.begun ||= event.timeStamp
    measured.ended = 0
  }, true)
  new MutationObserver(changes => {
    if (!measured.ended && measured.begun && done(box, changes)) measured.ended = performance.now()
  }).observe(document.body, { attributes: true, childList: true, subtree: true })
}
"""


@dataclass
class Figures:
    """What was measured of one search: bytes and milliseconds."""

    transferred: int = 0
    first: float = 0
    keys: list[float] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)  # queries


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site, compresses it, and notes in `sent` how much went out for which path."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *args, sent: list[tuple[str, int]], **options):
        self.sent = sent
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        content = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in COMPRESSED:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.sent.append((self.path, len(content)))
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serve(site: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Serves `site`; gives its address and the list of what is sent."""
    sent: list[tuple[str, int]] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=site, sent=sent)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", sent
        server.shutdown()


def measure(browser: Browser, search: Search, site: Path) -> Figures:
    """Returns the figures of `search` on `site`. Raises Slow where it never gives a first answer."""
    figures = Figures()
    with serve(site) as (address, sent):
        for query in QUERIES:
            # The policy of our pages forbids what Playwright waits with.
            with browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True) as context:
                page = context.new_page()
                sent.clear()
                page.goto(address + search.page, wait_until="load")
                page.evaluate(_WATCH, [search.box, search.answered])
                before = [size for path, size in list(sent) if any(part in path for part in search.loaded_before)]
                sent.clear()
                page.keyboard.press("/")
                page.keyboard.type(query[:2])
                first = _answer(page, PATIENCE_FOR_FIRST)
                if query == QUERIES[0]:
                    figures.first = first
                    figures.transferred = sum(before) + sum(size for _, size in list(sent))
                for letter in query[2:]:
                    page.evaluate("measured.begun = 0")
                    page.keyboard.type(letter)
                    if letter == " ":
                        page.wait_for_timeout(300)
                        continue
                    try:
                        figures.keys.append(_answer(page, PATIENCE_FOR_KEY))
                    except Slow as slow:
                        figures.unanswered.append(str(slow))
                        break
    return figures


def _answer(page: Page, patience: int) -> float:
    """Returns how many milliseconds after the key there was an answer."""
    try:
        page.wait_for_function("measured.ended", timeout=patience)
    except TimeoutError:
        typed = page.evaluate("document.activeElement.value")
        raise Slow(f"“{typed}” not within {patience / 1000:.0f} s") from None
    except Error as error:  # such as a tab that ran out of memory
        raise Slow(str(error).splitlines()[0]) from None
    return page.evaluate("measured.ended - measured.begun")


def build(command: list[str], folder: Path) -> str:
    """Runs a build; returns what went wrong, or nothing."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE_FOR_BUILD
        )
    except subprocess.TimeoutExpired:
        return f"not built within {PATIENCE_FOR_BUILD / 60:.0f} minutes"
    return "" if done.returncode == 0 else f"build failed: {done.stderr.strip()[-200:]}"


def run(number: int, work: Path, browser: Browser) -> None:
    """Prints the measurements for `number` records."""
    records, ours, plain = work / "advisories", work / "site", work / "plain"
    multiply(records, number)
    write_markdown(records, plain)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    for search, site, command, folder in (
        (OURS, ours, [*KB, "build", "--records", f"{records}", "--site", f"{ours}"], ROOT),
        (MATERIAL, plain / "site", mkdocs, plain),
    ):
        row = build(command, folder)
        if not row:
            try:
                row = _row(measure(browser, search, site))
            except Slow as slow:
                row = str(slow)
        print(f"{number:7,}  {search.name:10}{row}", flush=True)


def _row(figures: Figures) -> str:
    times = (figures.first, median(figures.keys), quantiles(figures.keys, n=20)[-1])
    row = f"{figures.transferred / 1000:9.0f} KB" + "".join(f"{each:10.0f} ms" for each in times)
    return row + "".join(f"   {each}" for each in figures.unanswered)


def main() -> None:
    """Runs the benchmark for the numbers on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "numbers", nargs="*", type=int, metavar="NUMBER", default=[200, 1400, 10_000], help="of records"
    )
    numbers = parser.parse_args().numbers
    print(
        f"{'records':>7}  {'search':10}{'transferred':>12}{'first result':>13}{'key: median':>13}{'95 %':>13}",
        flush=True,
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for number in numbers:
            with tempfile.TemporaryDirectory() as folder:
                run(number, Path(folder), browser)
        browser.close()


if __name__ == "__main__":
    main()
