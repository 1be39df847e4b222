"""Frames: pages that MkDocs rendered with placeholder words, into which records are set.

MkDocs with Material builds, per language, the hand-written pages and the frames (docs/LANG/frame.md for addresses
one folder deep, docs/LANG/frame/page.md for two). A frame's HTML is split once at its placeholders; joined with the
parts of a page it is that page, exactly as MkDocs would have rendered it. The home page is a hand-written page with
comments in it, in whose place parts made from the records are set.
"""

import base64
import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from markupsafe import escape

from kb.errors import KbError
from kb.project import Project
from kb.records.fields import LANGUAGES
from kb.render.page import Page

FRAMES = {1: "frame/index.html", 2: "frame/page/index.html"}
# How often each placeholder stands in a frame: a theme that changes this must be looked at.
_EXPECTED = {"title": 1, "description": 1, "heading": 1, "body": 1, "head": 1, "toc": 1, "top": 3, "address": 6}

_PLACEHOLDER = re.compile(r"xq([a-z]+)qx")
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
_BODY = re.compile(r'<p>xqbodyqx</p>\s*<h2 id="xqanchorqx">.*?</h2>', re.S)
_TOC = re.compile(r'\n *<nav class="md-nav md-nav--secondary[^>]*>.*?</nav>\n', re.S)
_TEMPLATE_PLACE = re.compile(r'File "(.+\.html)", line (\d+)')
_TOC_ITEM = re.compile(r'<li class="md-nav__item">(?:(?!<li).)*?xqsectionqx.*?</li>', re.S)
_PLACE = re.compile(r"<!-- kb:([\w-]+).*?-->", re.S)


class Home:
    """The home page as MkDocs rendered it, with places <!-- kb:NAME --> for what is made from the records."""

    def __init__(self, html: str, name: str):
        parts = _PLACE.split(html)
        self._name, self._literals, self._names = name, parts[::2], parts[1::2]

    def fill(self, parts: dict[str, str]) -> str:
        """Returns the HTML of the page. Raises KbError where it has a place for none of `parts`, or twice for one."""
        wrong = [name for at, name in enumerate(self._names) if name not in parts or name in self._names[:at]]
        if wrong:
            known = " and ".join(f"<!-- kb:{name} -->" for name in parts)
            raise KbError(f"{self._name}: <!-- kb:{wrong[0]} --> is unknown or there twice; the build knows {known}")
        filled = (parts[name] + literal for name, literal in zip(self._names, self._literals[1:], strict=True))
        return "".join([self._literals[0], *filled])


class Frame:
    """One frame, made from the HTML that MkDocs rendered. Raises KbError where that is not as expected."""

    def __init__(self, html: str, name: str):
        html = with_script_hashes(html)
        toc = _TOC.search(html)
        item = _TOC_ITEM.search(toc[0]) if toc else None
        if not toc or not item:
            raise KbError(f"{name}: the frame has no table of contents with its placeholder; did the theme change?")
        self._toc = toc[0].split(item[0])
        self._toc_item = re.split(r"xqanchorqx|xqsectionqx", item[0])
        html = _BODY.sub("xqbodyqx", html.replace(toc[0], "xqtocqx"))
        parts = _PLACEHOLDER.split(html)
        self._literals, self._names = parts[::2], parts[1::2]
        counts = {name: self._names.count(name) for name in {*self._names, *_EXPECTED}}
        if counts != _EXPECTED or len(self._toc) != 2 or len(self._toc_item) != 3:
            wrong = sorted(name for name in counts if counts[name] != _EXPECTED.get(name))
            raise KbError(f"{name}: unexpected placeholders in the frame ({', '.join(wrong)}); did the theme change?")

    def fill(self, page: Page) -> str:
        """Returns the HTML of `page`."""
        values = {
            "title": escape(page.title),
            "description": escape(page.description),
            "heading": escape(page.heading),
            "body": page.body,
            "head": page.head,
            "toc": self._contents(page.sections),
            "top": "top",
            "address": escape(page.address),
        }
        parts = [self._literals[0]]
        for name, literal in zip(self._names, self._literals[1:], strict=True):
            parts += (values[name], literal)
        return "".join(parts)

    def _contents(self, sections: list[tuple[str, str]]) -> str:
        if not sections:
            return ""
        before, between, after = self._toc_item
        items = [f"{before}{escape(anchor)}{between}{escape(words)}{after}" for anchor, words in sections]
        start, end = self._toc
        gap = start[len(start.rstrip()) :]
        return start + gap.join(items) + end


def with_script_hashes(html: str) -> str:
    """Returns `html` with the hashes of its inline scripts in its Content-Security-Policy (CSP level 3)."""
    hashes = []
    for script in _INLINE_SCRIPT.findall(html):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        hashes.append(f"'sha256-{digest}'")
    return html.replace("xqcspqx", " ".join(dict.fromkeys(hashes)))


def run_mkdocs(project: Project, out: Path) -> None:
    """Builds the hand-written pages and frames of both languages, side by side, into `out`/LANG."""
    with ThreadPoolExecutor(len(LANGUAGES)) as pool:
        list(pool.map(lambda language: _run_one(project, language, out / language), LANGUAGES))


def _run_one(project: Project, language: str, out: Path) -> None:
    config = project.docs / f"{language}.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", os.fspath(config), "-d", os.fspath(out)]
    environment = os.environ | {
        "SITE_URL": f"{project.site_url}{language}/",
        "EDIT_URI": f"edit/{project.branch}/docs/{language}/" if project.repo_url else "",
        "NO_MKDOCS_2_WARNING": "1",
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=project.root)
    if done.returncode:
        raise KbError(f"MkDocs could not build {config}:\n{_reason((done.stderr or done.stdout).strip())}")


def _reason(output: str) -> str:
    """Returns what MkDocs said besides how far it is; of a traceback only the place in the template, if it has one,
    and the last line.
    """
    if "Traceback (most recent call last)" not in output:
        return "\n".join(line for line in output.splitlines() if line and not line.startswith(("INFO", "Aborted")))
    places = _TEMPLATE_PLACE.findall(output)
    place = "{}:{}: ".format(*places[-1]) if places else ""
    return place + output.splitlines()[-1]


def load_home(built: Path) -> Home:
    """Returns the home page of one language, from what MkDocs built in `built`."""
    try:
        return Home((built / "index.html").read_text(encoding="utf-8"), f"docs/{built.name}/index.md")
    except FileNotFoundError:
        raise KbError(f"there is no home page docs/{built.name}/index.md") from None


def load_frames(built: Path) -> dict[int, Frame]:
    """Returns the frames of one language by depth of address, from what MkDocs built in `built`."""
    try:
        return {
            depth: Frame((built / path).read_text(encoding="utf-8"), f"docs/{built.name}/{path}")
            for depth, path in FRAMES.items()
        }
    except FileNotFoundError as error:
        page = Path(error.filename).relative_to(built)
        raise KbError(f"MkDocs made no {page} of {built.name}: is there a frame in docs/{built.name}?") from None
