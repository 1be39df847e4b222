"""The hand-written pages and the frames, as MkDocs renders them; rendered again only when their sources changed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import permutations
from pathlib import Path

from kb.errors import KbError
from kb.project import Project
from kb.records.fields import LANGUAGES
from kb.site.frame import FRAMES, Frame, Home, load_frames, load_home, run_mkdocs, with_script_hashes
from kb.site.plan import Ready, digest, hash_bytes, hash_files

# What becomes a page only later, and what MkDocs or Material make that this site does in its own way.
_LEFT_OUT = ("index.html", "frame/", "sitemap.xml", "assets/javascripts/lunr/", "assets/javascripts/workers/")


@dataclass(frozen=True, slots=True)
class Handwritten:
    """`files` by path in the site, `frames` by language and depth, `homes` by language.

    `frames_key` is a hash over `frames` and the page `not_found`, `homes_key` one over `homes`.
    """

    frames_key: str
    homes_key: str
    files: dict[str, Ready]
    frames: dict[str, dict[int, Frame]]
    homes: dict[str, Home]
    not_found: Path


def update_handwritten(project: Project) -> Handwritten:
    """Runs MkDocs where its sources changed, and returns what it made. Raises KbError where MkDocs fails."""
    built = project.work / "mkdocs"
    sources = hash_files(project.docs, leave_out=("theme/pages", "labels", "glossary.yml", "static/"))
    config = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
    key = digest(sources, config, project.site_url, version("mkdocs"), version("mkdocs-material"), FRAMES[2])
    done = built / "key"
    if not done.is_file() or done.read_text() != key:
        _refuse_single(project.docs)
        shutil.rmtree(built, ignore_errors=True)
        run_mkdocs(project, built)
        for page in built.rglob("*.html"):
            page.write_text(with_script_hashes(page.read_text(encoding="utf-8")), encoding="utf-8")
        done.write_text(key)
    frames = {language: load_frames(built / language) for language in LANGUAGES}
    homes = {language: load_home(built / language) for language in LANGUAGES}
    not_found = built / "en" / "404.html"
    frames_key = _hash(not_found, *(built / language / path for language in LANGUAGES for path in FRAMES.values()))
    homes_key = _hash(*(built / language / "index.html" for language in LANGUAGES))
    return Handwritten(frames_key, homes_key, dict(_files(built)), frames, homes, not_found)


def _refuse_single(docs: Path) -> None:
    """Raises KbError for a page of one language only: the switch of languages would lead nowhere."""
    for language, other in permutations(LANGUAGES, 2):
        for file in sorted((docs / language).rglob("*.md")):
            page = file.relative_to(docs / language).as_posix()
            if not (docs / other / page).exists():
                raise KbError(f"docs/{language}/{page} has no counterpart docs/{other}/{page}: both are needed")


def _hash(*files: Path) -> str:
    return hash_bytes(*(file.read_bytes() for file in files))


def _files(built: Path) -> Iterator[tuple[str, Ready]]:
    for language in LANGUAGES:
        for file in sorted((built / language).rglob("*")):
            path = file.relative_to(built / language).as_posix()
            if file.is_file() and not path.startswith(_LEFT_OUT) and not path.endswith(".map"):
                yield f"{language}/{path}", Ready(str(file), hash_bytes(file.read_bytes()))
