"""The search index of each language: made by Pagefind from small pages that hold what matters of each advisory.

Pagefind can only index a whole folder, at about a millisecond a page. So that one changed record does not cost
minutes, the index is made of parts. The first part, in pagefind/, has a sample of all records, and takes up what
changes; the others, in pagefind/main0/ and so on, keep what they were made of, and a list says which of their pages
are out of date. When the first part has taken up too much, all parts are made anew. The sample is there so that words
weigh about the same in each part: Pagefind rates a word by how rare it is in its part.
"""

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pagefind_bin import get_executable

from kb.errors import KbError
from kb.pool import share_out
from kb.records.fields import LANGUAGES
from kb.render.environment import template_faults
from kb.render.search import search_pages
from kb.site.plan import Ready, digest, hash_bytes
from kb.site.publish import files_of
from kb.site.renderer import Renderer

SAMPLE = 100  # records that the first part has from the start
ROOM = 200  # how many more it takes up
PART = 2_500  # records in each other part; Pagefind needs up to 200 KB of memory for each
CHUNK = 100
_SIGNATURE = len("pagefind_dcd")  # before the content of each of Pagefind's files

# The rest of what Pagefind writes is its own user interface, and for other parts what the first has already.
_FIRST = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "pagefind.", "wasm.", "index/", "fragment/")
_NAMED_BY_CONTENT = (".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter")
_OTHERS = ("pagefind-entry.json", "pagefind.", "index/", "fragment/")


@dataclass
class Index:
    """What the index was made of: `stamps` and `pages` have a hash over the record and its pages by id.

    `first` are the ids in the first part, `main` the names of the other parts' pages by id and language.
    """

    base: str
    stamps: dict[str, str]
    pages: dict[str, str]
    first: list[str]
    main: dict[str, dict[str, str]] = field(default_factory=dict)


def update_index(work: Path, renderer: Renderer, stamps: dict[str, str], base: str) -> None:
    """Brings the indexes in `work`/index/LANG up to date.

    `stamps` has a hash over the content of each record by id, `base` one over all else that the pages rest on. Raises
    KbError when Pagefind fails.
    """
    if not stamps:  # Pagefind refuses to index nothing
        shutil.rmtree(work / "index", ignore_errors=True)
        return
    state = work / "index" / "state.json"
    index = Index(**json.loads(state.read_text())) if state.is_file() else None
    if index and index.base == base and index.stamps == stamps:
        return
    state.unlink(missing_ok=True)  # whoever is interrupted from here on starts anew
    if not index or index.base != base or not _change(index, work, renderer, stamps):
        index = _make(work, renderer, stamps, base)
    state.write_text(json.dumps(vars(index)))


def index_files(work: Path) -> dict[str, Ready]:
    """Returns the files of the finished indexes by their path in the site."""
    files = {}
    for language in LANGUAGES:
        folder = work / "index" / language
        for path, size in files_of(folder).items() if folder.is_dir() else ():
            part, _, name = path.partition("/")
            if part == "first" and name.startswith(_FIRST) and name != "wasm.unknown.pagefind":
                target = f"{language}/pagefind/{name}"
            elif part == "parts.json" or name.startswith(_OTHERS):
                target = f"{language}/pagefind/{path}"
            else:
                continue
            file = f"{folder}/{path}"
            named_by_content = path.endswith(_NAMED_BY_CONTENT)
            files[target] = Ready(file, f"{size}" if named_by_content else hash_bytes(Path(file).read_bytes()))
    return files


def _make(work: Path, renderer: Renderer, stamps: dict[str, str], base: str) -> Index:
    """Makes all parts anew."""
    for folder in ("index", "pages"):
        shutil.rmtree(work / folder, ignore_errors=True)
    mixed = sorted(stamps, key=digest)
    sample = SAMPLE if len(mixed) > SAMPLE + ROOM else len(mixed)
    parts = {"first": mixed[:sample]}
    parts |= {f"main{at // PART}": mixed[at : at + PART] for at in range(sample, len(mixed), PART)}
    pages = _write_pages(renderer, {name: part for part, names in parts.items() for name in names}, work / "pages")
    _run_pagefind(work, parts)
    index = Index(base, stamps, pages, parts["first"], {name: {} for name in mixed[sample:]})
    for language in LANGUAGES:
        for part in parts.keys() - {"first"}:
            for file in (work / "index" / language / part / "fragment").iterdir():
                page = json.loads(gzip.decompress(file.read_bytes())[_SIGNATURE:])
                index.main[page["meta"]["id"]][language] = file.stem
            shutil.rmtree(work / "pages" / language / part)
    _write_parts(index, work)
    return index


def _change(index: Index, work: Path, renderer: Renderer, stamps: dict[str, str]) -> bool:
    """Brings the first part up to date, and says whether that was enough."""
    due = [name for name, stamp in stamps.items() if index.stamps.get(name) != stamp]
    if len({*index.first, *due} & stamps.keys()) > SAMPLE + ROOM:
        return False
    pages = _write_pages(renderer, dict.fromkeys(due, "first"), work / "pages")
    as_before = {name for name in due if name in index.main and index.pages[name] == pages[name]}
    first = ({*index.first, *due} & stamps.keys()) - as_before
    for name in {*index.first, *as_before} - first:
        for language in LANGUAGES:
            (work / "pages" / language / "first" / f"{name}.html").unlink()
    _run_pagefind(work, ["first"])
    index.pages |= {name: page for name, page in pages.items() if name not in index.main}
    index.stamps, index.first = stamps, sorted(first)
    return _write_parts(index, work)


_renderer: Renderer


def _write_pages(renderer: Renderer, parts: dict[str, str], pages: Path) -> dict[str, str]:
    """Writes the pages of the records in `parts`, by id, into the folders of their parts; returns a hash by id."""
    global _renderer
    _renderer = renderer
    for language in LANGUAGES:
        for part in {"first", *parts.values()}:
            (pages / language / part).mkdir(parents=True, exist_ok=True)
    waiting = list(parts.items())
    chunks = [(pages, waiting[at : at + CHUNK]) for at in range(0, len(waiting), CHUNK)]
    return dict(row for rows in share_out(_write_chunk, chunks) for row in rows)


def _write_chunk(chunk: tuple[Path, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    pages, places = chunk
    rows = []
    for name, part in places:
        advisory = _renderer.advisory(_renderer.library.by_id[name].path)
        with template_faults():
            made = search_pages(advisory, _renderer.library, _renderer.environments)
        for language, page in made.items():
            (pages / language / part / f"{name}.html").write_text(page, encoding="utf-8")
        rows.append((name, digest(*made.values())))
    return rows


def _write_parts(index: Index, work: Path) -> bool:
    """Writes which parts there are and which of their pages are out of date, and says whether that can be told.

    Pagefind names a page by a short hash, so it may happen that two have the same name.
    """
    outdated = {name for name in index.main if name in index.first or name not in index.stamps}
    for language in LANGUAGES:
        folder = work / "index" / language
        hidden = {index.main[name][language] for name in outdated}
        shown = {pages[language] for name, pages in index.main.items() if name not in outdated}
        shown |= {file.stem for file in folder.glob("first/fragment/*")}
        if hidden & shown:
            return False
        main = sorted(f"{part.name}/" for part in folder.glob("main*"))
        (folder / "parts.json").write_text(json.dumps({"main": main, "hidden": sorted(hidden)}))
    return True


def _run_pagefind(work: Path, parts: Iterable[str]) -> None:
    def of_language(language: str) -> None:
        for part in parts:
            _index(work / "pages" / language / part, work / "index" / language / part, language)

    with ThreadPoolExecutor(len(LANGUAGES)) as threads:
        list(threads.map(of_language, LANGUAGES))


def _index(pages: Path, target: Path, language: str) -> None:
    shutil.rmtree(target, ignore_errors=True)
    command = [get_executable(), "--site", pages, "--output-path", target, "--force-language", language, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode or not target.is_dir():
        raise KbError(f"Pagefind could not index the {language} pages:\n{(done.stderr or done.stdout).strip()}")
