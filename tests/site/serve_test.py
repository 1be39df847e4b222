"""`kb serve`: what it answers, and that an open page follows edits, with a real Chromium."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.errors import KbError
from kb.site.serve import Server, content_type
from tests.samples import SYNC
from tests.small import make_small

RECORD = f"advisories/2021/{SYNC}.yml"
PAGE = f"de/advisories/{SYNC}/"
TITLE = "Configuration Manager 7 liefert keine Updates mehr an Clients der vorigen Version"
SITE_URL = "https://advisories.example.org/kb/"
PATIENCE = 60_000  # milliseconds; how fast it is, the benchmark says
HTML = b"""<html><meta http-equiv="Content-Security-Policy" content="connect-src 'self'"><body>%s</body></html>"""


class Served(NamedTuple):
    """A project that `kb serve` serves at `url`; `said` is what the terminal shows."""

    root: Path
    url: str
    said: list[str]

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text(encoding="utf-8")
        assert old in text
        (self.root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    small = make_small(tmp_path_factory.mktemp("served") / "project", tmp_path_factory, archive=True)
    small.replace("mkdocs.yml", "site_url: https://advisories.example.org/", f"site_url: {SITE_URL}")
    root = small.project.root
    for file in root.glob("advisories/202[67]/*"):  # from a future that the command does not know
        file.unlink()
    command = [sys.executable, "-m", "kb", "serve", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore Ctrl+C
    ) as process:
        said: list[str] = []
        url = ""
        while not url:
            said.append(line := process.stdout.readline())
            assert line, "".join(said)
            url = "".join(re.findall(r"http://127\.0\.0\.1:\d+/kb/", line))
        threading.Thread(target=lambda: said.extend(process.stdout), daemon=True).start()
        yield Served(root, url, said)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert "Traceback" not in "".join(said)


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    """An open page that nobody loads again: the records and templates are as at the start, before and after."""
    context = browser.new_context(viewport={"width": 1280, "height": 600})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(served.url + PAGE)
    expect(page.locator("h1")).to_contain_text(TITLE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    assert complaints == []


def test_edit_shows_in_the_open_page(served: Served, page: Page):
    in_view = page.locator("#action")
    in_view.evaluate("heading => heading.scrollIntoView()")
    place = in_view.bounding_box()["y"]
    served.edit(RECORD, TITLE, "Ein neuer Titel")
    expect(page.locator("h1")).to_contain_text("Ein neuer Titel", timeout=PATIENCE)
    page.wait_for_load_state()
    # The shorter title takes a line less; what the reader looks at stays where it was.
    assert page.evaluate("scrollY") > 0
    assert in_view.bounding_box()["y"] == pytest.approx(place, abs=2)
    served.edit(RECORD, "Ein neuer Titel", TITLE)
    expect(page.locator("h1")).to_contain_text(TITLE, timeout=PATIENCE)


def test_broken_edit_shows_the_message_over_the_last_good_page(served: Served, page: Page):
    served.edit(RECORD, "kind: non-security-update", "kind: <b>no</b>")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(f"{RECORD}:3:7: error[unknown-value]: `<b>no</b>` is not one of", timeout=PATIENCE)
    assert alert.locator("pre").evaluate("pre => getComputedStyle(pre).whiteSpace") == "pre-wrap"
    expect(page.locator("h1")).to_contain_text(TITLE)
    page.reload()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("h1")).to_contain_text(TITLE)
    served.edit(RECORD, "kind: <b>no</b>", "kind: non-security-update")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE)
    assert f"{RECORD}:3:7: error[unknown-value]" in "".join(served.said)


@pytest.mark.parametrize(
    "file, old, new, message",
    [
        (
            "docs/theme/pages/advisory.html",
            "{#",
            "{% if %}{#",
            "docs/theme/pages/advisory.html:1: TemplateSyntaxError",
        ),
        ("docs/theme/pages/advisory.html", "{#", "{{ no }}{#", "advisory.html:1: UndefinedError: 'no' is undefined"),
        ("docs/theme/main.html", "{%", "{% if %}{%", "docs/theme/main.html:1: jinja2.exceptions.TemplateSyntaxError"),
        ("docs/labels/de.yml", "\nedit:", "\nedits:", "only de has edits, only en has edit"),
    ],
)
def test_broken_template_shows_where(served: Served, page: Page, file: str, old: str, new: str, message: str):
    served.edit(file, old, new)
    expect(page.get_by_role("alert")).to_contain_text(message, timeout=PATIENCE)
    served.edit(file, new, old)
    expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE)


def test_hand_written_page_and_style_follow(served: Served, page: Page):
    page.goto(served.url + "de/about/")
    served.edit("docs/de/about.md", "\n# ", "\nNeuer Absatz.\n\n# ")
    expect(page.locator("main")).to_contain_text("Neuer Absatz.", timeout=PATIENCE)
    served.edit("docs/theme/assets/stylesheets/kb.css", "/*", "h1 { letter-spacing: 7px !important }\n/*")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px", timeout=PATIENCE)


def test_replaced_settings_are_read(served: Served, page: Page):
    """Editors write a new file and rename it over the old one."""
    text = (served.root / "mkdocs.yml").read_text(encoding="utf-8")
    fresh = served.root / "mkdocs.yml.new"
    fresh.write_text(text.replace("github.com/example/", "github.com/another/"), encoding="utf-8")
    fresh.replace(served.root / "mkdocs.yml")
    expect(page.locator('a[href*="github.com/another/"]').first).to_be_attached(timeout=PATIENCE)


# address, Host, status, start of the content type, what the answer has in it
ANSWERS = [
    ("/kb/de/", "localhost:1", 200, "text/html", 'lang="de"'),
    ("/kb/de/", "evil.example", 403, "text/plain", "127.0.0.1"),
    ("/kb/de/", "127.0.0.1.evil.example", 403, "text/plain", ""),
    ("/kb/de/", "[", 403, "text/plain", ""),
    ("/kb/de", "127.0.0.1", 302, "text/plain", ""),
    ("/", "127.0.0.1", 302, "text/plain", ""),
    ("/kb/de/nowhere/", "127.0.0.1", 404, "text/html", "Diese Seite gibt es nicht"),
    ("/kb/en/no/where", "127.0.0.1", 404, "text/html", "There is no such page"),
    ("/kb/../../docs/de.yml", "127.0.0.1", 404, "text/html", ""),
    ("/kb/%2e%2e/docs/de.yml", "127.0.0.1", 404, "text/html", ""),
    ("/kb/..%2f..%2fmkdocs.yml", "127.0.0.1", 404, "text/html", ""),
    ("/kb//etc/passwd", "127.0.0.1", 404, "text/html", ""),
    ("/kb/%00", "127.0.0.1", 404, "text/html", ""),
    ("/kb/" + "x" * 5000, "127.0.0.1", 404, "text/html", ""),
    ("/kb/data/advisories.json", "127.0.0.1", 200, "application/json", SYNC),
    ("/kb/de/assets/javascripts/kb.js", "127.0.0.1", 200, "text/javascript", ""),
    ("/__kb/live.js", "127.0.0.1", 200, "text/javascript", "EventSource"),
    ("/__kb/live.css", "127.0.0.1", 200, "text/css", "#kb-live"),
]


@pytest.mark.parametrize("address, host, status, kind, part", ANSWERS)
def test_answer(served: Served, address: str, host: str, status: int, kind: str, part: str):
    connection = http.client.HTTPConnection("127.0.0.1", int(re.findall(r":(\d+)", served.url)[0]), timeout=30)
    connection.request("GET", address, headers={"Host": host})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"].startswith(kind)) == (status, True)
    assert part in answer.read().decode()
    connection.close()


def test_files_stay_as_built(served: Served):
    assert not [page for page in (served.root / "site").rglob("*.html") if b"__kb" in page.read_bytes()]


def test_link_out_of_the_site_is_not_followed(tmp_path: Path):
    (tmp_path / "site").mkdir()
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "site" / "link").symlink_to(tmp_path / "secret")
    with Server(tmp_path / "site", "https://example.org/", 0) as server:
        assert server.locate("/link") is None


def test_version_follows_page_and_assets(tmp_path: Path):
    page = tmp_path / "index.html"
    page.write_bytes(HTML % b"")
    with Server(tmp_path, "https://example.org/", 0) as server:
        assert server.locate("/") == page
        versions = [server.version(page)]
        server.live.tell("broken")
        assert server.version(page) == versions[0]
        server.live.tell("", assets_changed=True)
        versions.append(server.version(page))
        os.utime(page, ns=(1, 1))
        versions.append(server.version(page))
        versions.append(server.version(None))
    assert len(set(versions)) == 4


def test_port_in_use():
    with (
        Server(Path("."), "https://example.org/", 0) as server,
        pytest.raises(KbError, match=rf"port {server.server_port} is in use; name another one with --port"),
    ):
        Server(Path("."), "https://example.org/", server.server_port)


@pytest.mark.parametrize(
    "name, kind",
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.woff2", "font/woff2"),
        ("a.wasm.de", "application/octet-stream"),
        ("a.json.gz", "application/octet-stream"),
        ("LICENSE", "application/octet-stream"),
    ],
)
def test_content_type(name: str, kind: str):
    assert content_type(name) == kind
