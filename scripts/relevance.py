"""Says how well the search finds what administrators want: `make relevance`.

Asks the built site in Chromium every query of tests/search/queries.yml and prints, for each kind, how often a wanted
advisory comes first, how often it is among the first five, and the mean reciprocal rank within the first ten. Exits
with 1 where the figures are below the targets.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from served import served

QUERIES = Path(__file__).parents[1] / "tests" / "search" / "queries.yml"
TARGETS = {"all": 0.95, "identifier": 1.0}  # success@1 of each set
DEPTH = 10

# The page of results answers what the address says; a step through the history costs no new page.
_ASK = """
query => {
  history.replaceState(null, "", "?q=" + encodeURIComponent(query))
  dispatchEvent(new PopStateEvent("popstate"))
}
"""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types on the site in `language`; any of `wants` satisfies, with none there must be no result."""

    set: str
    kind: str
    language: str
    query: str
    wants: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The advisories that a query found, the best first."""

    query: Query
    found: list[str]

    @property
    def rank(self) -> int:
        """Place of the first wanted advisory, from 1; 0 where it is not among the first ten."""
        if not self.query.wants:
            return 0 if self.found else 1
        places = [place for place, name in enumerate(self.found[:DEPTH], 1) if name in self.query.wants]
        return places[0] if places else 0


@dataclass(frozen=True, slots=True)
class Figures:
    """How good answers are: the share with a wanted advisory at first place, within five, and the reciprocal rank."""

    number: int
    first: float
    five: float
    reciprocal: float


def read_queries(file: Path = QUERIES) -> list[Query]:
    """Returns the queries of all sets."""
    sets = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        Query(name, kind, row["language"], row["query"], frozenset(row.get("wants", ())))
        for name, kinds in sets.items()
        for kind, rows in kinds.items()
        for row in rows
    ]


def ask(browser: Browser, site: str, queries: Iterable[Query]) -> list[Answer]:
    """Returns what the search pages of the site at the address `site` answer."""
    pages: dict[str, Page] = {}
    answers = []
    with browser.new_context() as context:
        for query in queries:
            if query.language not in pages:
                pages[query.language] = context.new_page()
                pages[query.language].goto(f"{site}/{query.language}/search/?q={quote(query.query)}")
            page = pages[query.language]
            page.evaluate(_ASK, query.query)
            page.locator("[data-search-state=done]").wait_for(state="attached")
            found = page.locator(".md-content [data-advisory]").evaluate_all(
                "found => found.map(each => each.dataset.advisory)"
            )
            answers.append(Answer(query, found))
    return answers


def figures(answers: list[Answer]) -> Figures:
    """Returns the figures of some answers."""
    ranks = [answer.rank for answer in answers]
    count = len(ranks) or 1
    return Figures(
        len(ranks),
        sum(rank == 1 for rank in ranks) / count,
        sum(1 <= rank <= 5 for rank in ranks) / count,
        sum(1 / rank for rank in ranks if rank) / count,
    )


def by_kind(answers: list[Answer]) -> dict[str, Figures]:
    """Returns the figures of each kind of query, and of all."""
    kinds = dict.fromkeys(answer.query.kind for answer in answers)
    rows = {kind: figures([answer for answer in answers if answer.query.kind == kind]) for kind in kinds}
    return rows | {"all": figures(answers)}


def report(name: str, answers: list[Answer]) -> Iterator[str]:
    """Yields the lines of a table over the answers of the set `name`, and those that failed."""
    yield f"{name:12} queries  success@1  success@5  MRR@10"
    for kind, row in by_kind(answers).items():
        yield f"{kind:12} {row.number:7}  {row.first:9.2f}  {row.five:9.2f}  {row.reciprocal:6.2f}"
    for answer in answers:
        if answer.rank != 1:
            query = answer.query
            wanted, found = " or ".join(sorted(query.wants)) or "nothing", ", ".join(answer.found[:5]) or "nothing"
            yield f"  {query.kind} {query.language}: {query.query}\n    wanted {wanted}; found {found}"
    yield ""


def misses(answers: list[Answer]) -> list[str]:
    """Returns which targets the answers miss."""
    rows = by_kind(answers)
    return [kind for kind, target in TARGETS.items() if kind in rows and rows[kind].first < target]


def main() -> int:
    """Prints the figures for a built site."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--site", type=Path, default=Path("site"), help="folder of the built site (default: site)")
    site = parser.parse_args().site
    if not (site / "de" / "search-index").is_dir():
        print(f"relevance: no site with a search index in {site}: build it first", file=sys.stderr)
        return 2
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        answers = ask(browser, address, read_queries())
        browser.close()
    for name in dict.fromkeys(answer.query.set for answer in answers):
        print("\n".join(report(name, [answer for answer in answers if answer.query.set == name])))
    if missed := misses(answers):
        print(f"Below the target: {', '.join(missed)}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
