"""Which files the site consists of, and for each a key over everything that it is made from.

A file whose key is the one of the last build is not rendered again. The keys rest on the records that a file shows,
and on what is in Bases.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb.records.address import family_id
from kb.records.entry import Entry
from kb.records.fields import LANGUAGES, Kind
from kb.records.schema import SCHEMAS
from kb.render.choose import short_address
from kb.render.facets import shown_by
from kb.render.home import shown_on_home
from kb.render.library import Library

COPY = "copy"  # the kind of job for files that lie ready
SEARCH_INDEX = "search-index"  # the folder of the index below that of a language
SITEMAP_SIZE = 25_000  # addresses; the protocol allows 50,000 in one file


class Ready(NamedTuple):
    """A file that lies ready to be copied into the site; `key` stands for its bytes."""

    file: str  # no Path: there are as many as pages
    key: str


class Stamps(NamedTuple):
    """What pages show of one record, each as a hash.

    All of it, and of its entry what is in rows of lists, on timelines, in lists that are filtered, and in "Am I
    affected?".
    """

    content: str
    row: str
    timed: str
    filtered: str
    compared: str


class Bases(NamedTuple):
    """What files rest on besides records, each as a hash.

    `data` are code, labels, and product table, `pages` these with templates, frames, and settings; `home` and
    `glossary` are what is written by hand for two pages each.
    """

    data: str
    pages: str
    home: str
    glossary: str


class Job(NamedTuple):
    """How one file is made: `kind` and `args` name a method of kb.site.renderer.Renderer, or COPY and the file."""

    key: str
    kind: str
    args: tuple


def digest(*parts: str) -> str:
    """Returns a short hash over texts."""
    return hash_bytes("\0".join(parts).encode())


def hash_bytes(*pieces: bytes) -> str:
    """Returns a short hash over all that the pieces hold together."""
    hasher = hashlib.blake2b(digest_size=12)
    for piece in pieces:
        hasher.update(piece)
    return hasher.hexdigest()


def stamps_of(entry: Entry, content: str) -> Stamps:
    """Returns the stamps of the record of `entry`, the data of which has the hash `content`."""
    about = f"{entry.id} {entry.kind} {entry.published} {entry.updated} {entry.withdrawn} {entry.superseded_by}"
    row = digest(about, str(entry.title.de), str(entry.title.en))
    compared = f"{about}:{entry.state}:{entry.severity}:{entry.is_vulnerability}:{entry.coverage}"
    return Stamps(content, row, digest(row, entry.state), digest(row, shown_by(entry)), digest(compared))


def hash_files(
    folder: Path, *, pattern: str = "*", only: tuple[str, ...] = ("",), leave_out: tuple[str, ...] = ()
) -> str:
    """Returns a hash over names and content of the files below `folder` whose paths begin as told."""
    hasher = hashlib.blake2b(digest_size=12)
    for file in sorted(folder.rglob(pattern)):
        name = file.relative_to(folder).as_posix()
        if name.startswith(only) and not name.startswith(leave_out) and file.is_file() and "__pycache__" not in name:
            hasher.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return hasher.hexdigest()


def plan(library: Library, stamps: dict[str, Stamps], bases: Bases, ready: dict[str, Ready]) -> dict[str, Job]:
    """Returns the job for every file of the site by its path.

    `stamps` are those of each record by id, `ready` the files that need only be copied, by path.
    """
    base = bases.pages
    jobs: dict[str, Job] = {}
    stamped = [(entry, stamps[entry.id]) for entry in library.entries]
    dead = library.links.dead
    for entry, stamp in stamped:
        path = entry.path
        related = [stamps[other.id].row for other in library.related(entry)]
        lost = [str(dead[url]) for url in entry.links if url in dead] if dead else []
        key = digest(base, stamp.content, *related, *lost)
        for language in LANGUAGES:
            jobs[f"{language}/advisories/{entry.id}/index.html"] = Job(key, "advisory", (language, path))
            found = Job(f"{bases.data}:{stamp.content}", "result", (language, path))
            jobs[f"{language}/{SEARCH_INDEX}/advisories/{entry.id}.json"] = found
        jobs[f"data/advisories/{entry.id}.json"] = Job(stamp.content, "json", (path,))
    for address, method, args, shown in _lists(library, stamps):
        key = digest(base, *shown)
        for language in LANGUAGES:
            jobs[f"{language}/{address}index.html"] = Job(key, "page", (language, method, *args))
    named, rest = shown_on_home(library)
    home = digest(base, bases.home, *(stamps[entry.id].row for entry in named), rest)
    jobs |= {f"{language}/index.html": Job(home, "home", (language,)) for language in LANGUAGES}
    for address, method, args, entries in _feeds(library):
        key = digest(base, *(stamps[entry.id].content for entry in entries))
        for language in LANGUAGES:
            jobs[f"{language}/{address}"] = Job(key, "feed", (language, method, *args))
    for group, name in _chosen(library):
        key = digest(base, stamps[name].row) if group == "advisories" else base
        jobs[f"{short_address(group, name)}index.html"] = Job(key, "choose", (group, name))
    jobs |= {path: Job(key, COPY, (file,)) for path, (file, key) in ready.items()}
    jobs |= {
        f"{language}/search/labels.json": Job(bases.data, "search_labels", (language,)) for language in LANGUAGES
    }
    everything = digest(base, *(stamp.content for _, stamp in stamped))
    jobs["data/advisories.json"] = Job(everything, "all_json", ())
    compared = digest(bases.data, *(stamp.compared for _, stamp in stamped))
    jobs["data/affected.json"] = Job(compared, "affected_json", ())
    titles = digest(bases.data, *(stamp.row for _, stamp in stamped))
    jobs |= {f"data/titles-{language}.json": Job(titles, "titles_json", (language,)) for language in LANGUAGES}
    jobs["data/facets.json"] = Job(digest(bases.data, *(stamp.filtered for _, stamp in stamped)), "facets", ())
    jobs["data/products.json"] = Job(bases.data, "products_json", ())
    for language in LANGUAGES:
        jobs[f"{language}/glossary/index.html"] = Job(digest(base, bases.glossary), "page", (language, "glossary"))
    jobs |= {f"data/schema/{name}": Job(bases.data, "schema", (name,)) for name in SCHEMAS}
    jobs |= {f"{language}/opensearch.xml": Job(base, "opensearch", (language,)) for language in LANGUAGES}
    jobs["404.html"] = Job(base, "not_found", ())
    jobs |= {"robots.txt": Job(base, "robots", ())} | _sitemaps(jobs, everything)
    return jobs


def supplied(folder: Path) -> dict[str, Job]:
    """Returns the jobs for the files below `folder`, which are copied into the site as they are."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): Job(hash_bytes(file.read_bytes()), COPY, (f"{file}",)) for file in files
    }


def _lists(library: Library, stamps: dict[str, Stamps]) -> Iterator[tuple[str, str, tuple, list[str]]]:
    """Yields address, method of Lists, its arguments, and what the page shows, for every list page."""

    def of(entries: list[Entry]) -> list[str]:
        return [stamps[entry.id].row for entry in entries]

    def in_time(entries: list[Entry]) -> list[str]:
        return [stamps[entry.id].timed for entry in entries]

    def filtered(entries: list[Entry]) -> list[str]:
        return [stamps[entry.id].filtered for entry in entries]

    yield "advisories/", "all_advisories", (), [*filtered(library.entries), *library.by_year]
    for year, entries in library.by_year.items():
        yield f"advisories/{year}/", "year", (year,), [*filtered(entries), *library.by_year]
    yield "kinds/", "kinds", (), _counts(library.by_kind)
    for kind in map(str, Kind):
        yield f"kinds/{kind}/", "kind", (kind,), of(library.by_kind.get(kind, []))
    counts = [*_counts(library.affected), *_counts(library.spared)]
    families = {each.id: f"{each.address}:{len(each.entries)}" for each in library.families.values()}
    yield "products/", "products", (), [*counts, *families.values()]
    numbers = {key: len(entries) for key, entries in library.affected.items()}
    for family in library.families.values():
        if family.has_page:
            members = [f"{key}:{numbers.get(key)}" for key in family.products]
            yield f"families/{family.id}/", "family", (family.id,), [*in_time(family.entries), "/", *members]
    for key, product in library.products.items():
        above = families.get(family_id(product.family), "").partition(":")[0]
        shown = [above, *in_time(library.affected.get(key, [])), "/", *of(library.spared.get(key, []))]
        yield f"products/{key}/", "product", (key,), shown
    for number, uses in library.by_kb.items():
        yield f"kb/{number}/", "kb", (number,), [stamps[entry.id].content for entry, _ in uses]
    for cve, entries in library.by_cve.items():
        products = repr([(each.affected, each.not_affected) for each in entries])
        yield f"cve/{cve}/", "cve", (cve,), [*of(entries), products]
    counts += [*_counts(library.by_kb), *_counts(library.by_cve)]
    yield "statistics/", "statistics", (), [*of(library.entries), *counts]
    for name, found in library.quality.items():
        shown = [f"{stamps[row.entry.id].row if row.entry else row.file}{row.shown}" for row in found.rows]
        yield f"quality/{name}/", "quality_of", (name,), [*shown, str(found.number)]
    numbers = [f"{name}:{found.number}" for name, found in library.quality.items()]
    yield "quality/", "quality", (), [*numbers, str(library.links.checked)]
    for address in ("affected/", "search/", "feed/", "contribute/fields/", "contribute/rules/"):
        yield address, address.split("/")[-2], (), []


def _feeds(library: Library) -> Iterator[tuple[str, str, tuple, list[Entry]]]:
    """Yields address, method of Feeds, its arguments, and the entries that it has, for every feed."""
    yield "feed/new.xml", "new", (), library.newest
    yield "feed/updated.xml", "updated", (), library.changed()
    for kind in map(str, Kind):
        yield f"kinds/{kind}/feed.xml", "kind", (kind,), library.changed(kind=kind)
    for key in library.products:
        yield f"products/{key}/feed.xml", "product", (key,), library.changed(product=key)


def _chosen(library: Library) -> Iterator[tuple[str, str]]:
    """Yields folder and identifier of every page that has a short address, which goes on in the reader's language."""
    yield "", ""
    yield from (("advisories", entry.id) for entry in library.entries)
    yield from (("kb", number) for number in library.by_kb)
    yield from (("cve", cve) for cve in library.by_cve)


def _counts(groups: dict[str, list[Entry]]) -> list[str]:
    return [f"{key}:{len(entries)}" for key, entries in groups.items()]


def _sitemaps(jobs: dict[str, Job], everything: str) -> dict[str, Job]:
    """Returns the jobs for the sitemap index and its parts, which list the pages in `jobs`."""
    first = LANGUAGES[0] + "/"
    found = (
        path.removesuffix("index.html") for path in jobs if path.startswith(first) and path.endswith("index.html")
    )
    addresses = sorted(path.removeprefix(first) for path in found)
    parts = [addresses[at : at + SITEMAP_SIZE] for at in range(0, len(addresses), SITEMAP_SIZE)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    made = {name: Job(digest(everything, *part), "sitemap", (part,)) for name, part in zip(names, parts, strict=True)}
    return made | {"sitemap.xml": Job(digest(everything, *names), "sitemap_index", (names,))}
