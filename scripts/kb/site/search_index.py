"""The search index: one of Pagefind per language, over small pages that hold what matters of each advisory.

Indexing is the dearest step at scale, so it runs only when what it reads has changed, and `kb serve` leaves it out of
its edit loop.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kb.errors import KbError
from kb.records.fields import LANGUAGES
from kb.render.search import search_page
from kb.site.plan import digest
from kb.site.renderer import Renderer


def update_index(work: Path, renderer: Renderer, stamps: dict[str, str], base: str) -> None:
    """Brings the indexes in `work`/index/LANG up to date.

    `stamps` has a hash over the content of each record by id, `base` one over all else that the pages rest on. Raises
    KbError when Pagefind fails.
    """
    key = digest(base, *(f"{name}:{stamp}" for name, stamp in stamps.items()))
    done = work / "index" / "key"
    if done.is_file() and done.read_text() == key:
        return
    with ThreadPoolExecutor(len(LANGUAGES)) as pool:
        list(pool.map(lambda language: _index(work, language), _write_pages(work, renderer)))
    done.write_text(key)


def index_files(work: Path) -> dict[str, Path]:
    """Returns the files of the finished indexes by their path in the site."""
    files = {}
    for language in LANGUAGES:
        folder = work / "index" / language
        files |= {
            f"{language}/pagefind/{file.relative_to(folder).as_posix()}": file
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }
    return files


def _write_pages(work: Path, renderer: Renderer) -> tuple[str, ...]:
    for language in LANGUAGES:
        pages = work / "pages" / language
        shutil.rmtree(pages, ignore_errors=True)
        for entry in renderer.library.entries:
            target = pages / entry.id / "index.html"
            target.parent.mkdir(parents=True)
            target.write_text(
                search_page(renderer.advisory(entry.path), renderer.library, renderer.environments[language]),
                encoding="utf-8",
            )
    return LANGUAGES


def _index(work: Path, language: str) -> None:
    """Runs Pagefind over the small pages; the old index is replaced only by a whole new one."""
    pages, target = work / "pages" / language, work / "index" / language
    fresh = work / "index" / f"{language}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    pages.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pagefind", "--site", os.fspath(pages), "--output-path", os.fspath(fresh)]
    done = subprocess.run([*command, "--force-language", language, "--quiet"], capture_output=True, text=True)
    if done.returncode or not fresh.is_dir():
        raise KbError(f"Pagefind could not index the {language} pages:\n{(done.stderr or done.stdout).strip()}")
    shutil.rmtree(target, ignore_errors=True)
    os.replace(fresh, target)
