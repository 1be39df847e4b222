"""The search index of each language, which docs/theme/assets/javascripts/search/engine.js reads.

An inverted index: for every term (see kb.render.search) the advisories that have it. It is cut into shards of
neighboring terms, so that a query loads only what its words need, and each shard is named by its content, so that
browsers keep it. So that one changed record does not make it all anew, it has two parts: the second takes up what
changes, and a list says which advisories of the first are out of date. When too much has changed, both become one.

    index.json           of each part the ids, whose places are the numbers of advisories, the first term and name of
                         each shard, and the name of its words; `outdated` numbers of the first part; after how many
                         advisories of the first part those of the second come
    terms/HASH.json      {term: [number * 16 + level, then the differences to the one before]}
    words/HASH.txt       words of the texts as they are written there, for mistakes and compounds
    advisories/ID.json   what a result shows; kb.site.renderer makes these, as it does the pages
"""

import json
import shutil
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import sub
from pathlib import Path

from kb.pool import share_out
from kb.records.fields import LANGUAGES
from kb.render.environment import template_faults
from kb.render.search import search_terms
from kb.render.words import stem
from kb.site.plan import SEARCH_INDEX, Ready, digest, hash_bytes
from kb.site.renderer import Renderer

_STATE = "index/made-of.json"
ROOM = 200  # how many changed records the second part takes up
CHUNK = 100  # records that a worker takes at a time
LEVELS = 16
SHARD = 40_000  # characters of a shard, about a quarter when compressed
VOCABULARY = 20_000  # words, the most frequent ones, each in all its forms

_Inverted = tuple[dict[str, array], Counter[str]]  # advisories by term, number of advisories by word


@dataclass
class Index:
    """What the index was made of: `stamps` has a hash over each record by id; `parts` are the ids in each part."""

    base: str
    stamps: dict[str, str]
    parts: list[list[str]]


def update_index(work: Path, renderer: Renderer, stamps: dict[str, str], base: str) -> None:
    """Brings the indexes in `work`/index/LANG up to date.

    `stamps` has a hash over the content of each record by id, `base` one over all else that the index rests on.
    """
    index = _made(work)
    if index and index.base == base and index.stamps == stamps:
        return
    (work / _STATE).unlink(missing_ok=True)  # whoever is interrupted from here on starts anew
    order = [entry.id for entry in renderer.library.entries]  # newest first, as results of the same weight are shown
    changed = _changed(index, stamps) if index and index.base == base else set(order)
    if index and index.base == base and len(changed) <= ROOM:
        main = index.parts[0]
        parts = [main, [name for name in order if name in changed]]
        outdated = [at for at, name in enumerate(main) if name in changed or name not in stamps]
        _write_index(work, renderer, parts, 1, {"outdated": outdated, "places": list(_places(order, *parts))})
    else:
        shutil.rmtree(work / "index", ignore_errors=True)
        parts = [order, []]
        _write_index(work, renderer, parts, 0, {"outdated": [], "places": []})
    unfinished = work / f"{_STATE}.new"
    unfinished.write_text(json.dumps(vars(Index(base, stamps, parts))))
    unfinished.replace(work / _STATE)


def index_files(work: Path) -> dict[str, Ready]:
    """Returns the files of the finished indexes by their path in the site."""
    index = _made(work)
    if not index:
        return {}
    files = {}
    for language in LANGUAGES:
        folder, target = _folder(work, language), f"{language}/{SEARCH_INDEX}"
        for path in (*folder.glob("terms/*"), *folder.glob("words/*")):  # named by their content
            files[f"{target}/{path.parent.name}/{path.name}"] = Ready(f"{path}", path.name)
        file = folder / "index.json"
        files[f"{target}/index.json"] = Ready(f"{file}", hash_bytes(file.read_bytes()))
    return files


def is_index_file(path: str) -> bool:
    """Tells whether the file at `path` in the site is one of those that `index_files` returns."""
    return path.partition("/")[2].startswith(
        (f"{SEARCH_INDEX}/terms/", f"{SEARCH_INDEX}/words/", f"{SEARCH_INDEX}/index.")
    )


def _made(work: Path) -> Index | None:
    """Returns what the index was made of, if it is whole."""
    file = work / _STATE
    try:
        return Index(**json.loads(file.read_text())) if file.is_file() else None
    except ValueError:  # damaged
        return None


def _changed(index: Index, stamps: dict[str, str]) -> set[str]:
    """Returns the records that the first part of the index does not have as they are."""
    main, moved = set(index.parts[0]), set(index.parts[1])
    return {
        name for name, stamp in stamps.items() if name not in main or name in moved or index.stamps.get(name) != stamp
    }


def _folder(work: Path, language: str) -> Path:
    return work / "index" / language


def _places(order: list[str], main: list[str], changed: list[str]) -> Iterator[int]:
    """Yields for each of `changed` how many of `main` it comes after in `order`."""
    numbers = {name: at for at, name in enumerate(main)}
    place, moved = 0, set(changed)
    for name in order:
        if name in moved:
            yield place
        else:
            place = numbers[name] + 1


def _write_index(work: Path, renderer: Renderer, parts: list[list[str]], at: int, lists: dict) -> None:
    """Writes the part of `parts` at place `at`, and index.json with what all parts have and `lists`."""
    global _inverted
    _inverted = _invert(renderer, parts[at])
    folders = {language: _folder(work, language) for language in LANGUAGES}
    share = map if at else share_out  # a few records are written before workers have begun
    for folder, written in zip(folders.values(), share(_write_part, list(folders.items())), strict=True):
        file = folder / "index.json"
        known = json.loads(file.read_text())["parts"] if at else []
        known = [*known[:at], {"ids": parts[at], **written}]
        file.write_text(json.dumps({"parts": known, **lists}, separators=(",", ":")))
        used = {name for part in known for name in (*dict(part["shards"]).values(), part["words"])}
        for old in (*folder.glob("terms/*"), *folder.glob("words/*")):
            if old.stem not in used:
                old.unlink()
    _inverted.clear()  # it is large, and `kb serve` goes on


_renderer: Renderer
_inverted: dict[str, _Inverted]


def _invert(renderer: Renderer, ids: list[str]) -> dict[str, _Inverted]:
    """Returns the inverted texts of some advisories in each language."""
    global _renderer
    _renderer = renderer
    merged: dict[str, _Inverted] = {language: (defaultdict(lambda: array("I")), Counter()) for language in LANGUAGES}
    chunks = [(at, ids[at : at + CHUNK]) for at in range(0, len(ids), CHUNK)]
    for inverted in share_out(_invert_chunk, chunks):
        for language, (postings, forms) in inverted.items():
            for term, numbers in postings.items():
                merged[language][0][term].extend(numbers)
            merged[language][1].update(forms)
    return merged


def _invert_chunk(chunk: tuple[int, list[str]]) -> dict[str, _Inverted]:
    first, ids = chunk
    inverted: dict[str, _Inverted] = {language: ({}, Counter()) for language in LANGUAGES}
    for number, name in enumerate(ids, first):
        advisory = _renderer.advisory(_renderer.library.by_id[name].path)
        with template_faults():
            entries = search_terms(advisory, _renderer.library, _renderer.environments)
        for language, found in entries.items():
            postings, forms = inverted[language]
            for term, level in found.terms.items():
                if term not in postings:
                    postings[term] = array("I")
                postings[term].append(number * LEVELS + level)
            forms.update(found.forms)
    return inverted


def _write_part(place: tuple[str, Path]) -> dict:
    """Writes shards and words of a part in one language into a folder; returns their names as index.json has them."""
    language, folder = place
    postings, forms = _inverted[language]
    shards = []
    for first, text in _shards(postings):
        shards.append((first, _write_named(folder / "terms", "json", text)))
    return {"shards": shards, "words": _write_named(folder / "words", "txt", "\n".join(_vocabulary(forms)))}


def _write_named(folder: Path, ending: str, text: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    name = digest(text)[:12]
    (folder / f"{name}.{ending}").write_text(text, encoding="utf-8")
    return name


def _shards(postings: dict[str, array]) -> Iterator[tuple[str, str]]:
    """Yields the first term and the content of each shard."""
    rows: list[str] = []
    first, size = "", 0
    for term in sorted(postings):
        numbers = postings[term]
        steps = map(sub, numbers, chain((0,), numbers))
        row = f"{json.dumps(term, ensure_ascii=False)}:[{','.join(map(str, steps))}]"
        if rows and size + len(row) > SHARD:
            yield first, f"{{{','.join(rows)}}}"
            rows, size = [], 0
        if not rows:
            first = term
        rows.append(row)
        size += len(row)
    if rows:
        yield first, f"{{{','.join(rows)}}}"


def _vocabulary(forms: Counter[str]) -> Iterable[str]:
    """Returns the words among which the search looks for what somebody may have meant, in alphabetic order.

    They have all forms, since a mistake is compared with what a reader would have seen; numbers and very short words
    are left out.
    """
    stems: set[str] = set()
    found = []
    for word in sorted(forms, key=lambda word: (-forms[word], len(word), word)):
        if len(word) > 3 and word.isalpha() and (len(stems) < VOCABULARY or stem(word) in stems):
            stems.add(stem(word))
            found.append(word)
    return sorted(found)
