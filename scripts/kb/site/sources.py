"""Reads and checks the records for a build; those whose files did not change are taken from the state."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.check.library import gather
from kb.check.rule import RULES
from kb.check.run import Context, Examined, examine_all, load_links, load_products
from kb.check.vocabulary import Vocabulary
from kb.errors import KbError
from kb.problem import Problem
from kb.progress import Stage
from kb.records.advisory import Advisory
from kb.records.entry import Entry, entry_of
from kb.records.fields import LANGUAGES
from kb.records.files import discover
from kb.records.glossary import Glossary
from kb.render.jsondata import advisory_json
from kb.render.library import Library
from kb.site.plan import Stamps, digest, hash_bytes, stamps_of
from kb.site.state import Known, State


class CheckFailed(KbError):
    """The records have errors; `problems` are all of them, and the warnings."""

    def __init__(self, problems: list[Problem]):
        super().__init__("the records have errors; the site was left as it is")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Sources:
    """All records, without errors, with the stamps of each by id."""

    library: Library
    stamps: dict[str, Stamps]
    warnings: list[Problem]


def read_sources(records: Path, state: State, glossary: Glossary, today: date, progress: Stage) -> Sources:
    """Reads the folder `records`, with the help of `state`, which is brought up to date.

    The words that texts avoid are those of `glossary`. Raises CheckFailed where there are errors, KbError where there
    is no such folder.
    """
    if not (records / "products").is_dir():
        raise KbError(f"{records} is no folder of records: it has no folder `products`")
    tree = discover(records)
    products = load_products(tree)
    links, faults = load_links(tree)
    avoided = [glossary.proper_names, *(sorted(glossary.avoided(language).items()) for language in LANGUAGES)]
    keys = sorted({*(products.by_name or {}).values()})
    rest = digest(repr(keys), repr(avoided))  # what a record's check rests on besides its file
    paths = {_name(path): path for path in tree.advisories}
    stamps = {name: f"{rest}:{_stamp(path)}" for name, path in paths.items()}
    stored = state.records()
    known = {name: each for name, each in stored.items() if stamps.get(name) == each.stamp}
    waiting = [path for name, path in paths.items() if name not in known]
    progress.start(len(waiting))
    context = Context(records, products.by_name, Vocabulary(glossary), today, _digest)
    fresh = list(examine_all(waiting, context, progress.advance))
    unchanged = [Examined(paths[name], each.warnings, each.claims) for name, each in known.items()]
    problems = gather([*tree.problems, *faults], products, [*unchanged, *fresh])
    if any(problem.severity == "error" for problem in problems):
        raise CheckFailed(problems)
    found, json = {}, {}
    for each in fresh:
        name = _name(each.path)
        json[name], entry, shown = each.digest
        found[name] = Known(stamps[name], shown, entry, each.claims, each.problems)
    with state:
        state.store_records(found, json, stored.keys() - stamps.keys())
    known |= found
    files = {claim.value: claim.path for claim in products.claims if claim.kind == "product"}
    library = Library([each.entry for each in known.values()], products.table, files, _by_rule(problems), links)
    return Sources(library, {each.entry.id: each.shown for each in known.values()}, problems)


def _by_rule(warnings: list[Problem]) -> dict[str, list[Problem]]:
    """Returns the warnings of every rule that may warn."""
    found: dict[str, list[Problem]] = {rule.id: [] for rule in RULES.values() if rule.severity == "warning"}
    for problem in warnings:
        found[problem.rule].append(problem)
    return found


def _name(path: Path) -> str:
    """Returns the path of a record below the folder of records: YEAR/ID.yml."""
    return "/".join(os.fspath(path).split("/")[-2:])


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:  # such as a link that leads nowhere: reading it again gives the message
        return ""
    return f"{status.st_mtime_ns}:{status.st_size}"


def _digest(advisory: Advisory) -> tuple[bytes, Entry, Stamps]:
    data, entry = advisory_json(advisory), entry_of(advisory)
    return data, entry, stamps_of(entry, hash_bytes(data))
