"""Makes the bytes of every file of the site; one method for each kind of job."""

import json
import os
from pathlib import Path

from kb.check.rule import RULES
from kb.project import Project
from kb.records.advisory import Advisory
from kb.records.fields import LANGUAGES
from kb.records.glossary import load_glossary
from kb.records.schema import SCHEMAS, json_schema
from kb.render.advisory import advisory_page
from kb.render.affected import affected_json, titles_json
from kb.render.choose import choose_page
from kb.render.environment import make_environment, template_faults
from kb.render.facets import results_json
from kb.render.feed import Feeds
from kb.render.home import home_parts
from kb.render.jsondata import advisories_json, products_json
from kb.render.library import Library
from kb.render.lists import Lists
from kb.render.opensearch import opensearch
from kb.render.reference import field_parts
from kb.render.search import result
from kb.render.sitemap import sitemap, sitemap_index
from kb.render.speech import Speech
from kb.site.handwritten import Handwritten
from kb.site.plan import Job
from kb.site.state import State


class Renderer:
    """Renders jobs of a plan. `state` opens the state file anew, so that every worker has its own connection."""

    def __init__(
        self,
        project: Project,
        library: Library,
        speeches: dict[str, Speech],
        written_by_hand: Handwritten,
        open_state,
    ):
        self.project, self.library, self.speeches = project, library, speeches
        self.frames, self._written_by_hand = written_by_hand.frames, written_by_hand
        self._open_state, self._opened_in = open_state, None
        self._last: tuple[str, Advisory | None] = ("", None)
        templates = project.docs / "theme" / "pages"
        compiled = project.work / "templates"  # compiling is the dearest part of a small build
        compiled.mkdir(parents=True, exist_ok=True)
        self.environments = {
            code: make_environment(templates, speeches[code], library.products, compiled, library.links.dead)
            for code in LANGUAGES
        }
        self.lists = {code: Lists(library, self.environments[code]) for code in LANGUAGES}
        self.feeds = {code: Feeds(library, speeches[code], project.site_url, self.advisory) for code in LANGUAGES}

    @property
    def _state(self) -> State:
        """The state file, opened once in every process: SQLite's connections do not survive a fork."""
        if self._opened_in != os.getpid():
            self._connection, self._opened_in = self._open_state(), os.getpid()
        return self._connection

    def make(self, job: Job) -> list[bytes]:
        """Returns the content of the file of `job`, in pieces. Raises KbError where a template is broken."""
        with template_faults():
            made = getattr(self, f"_{job.kind}")(*job.args)
        if isinstance(made, list):
            return made
        return [made if isinstance(made, bytes) else made.encode()]

    def advisory(self, path: str) -> Advisory:
        """Returns the record at `path` below the folder of records."""
        if self._last[0] != path:  # the pages of one record are made one after the other
            self._last = path, Advisory.model_validate_json(self._state.json(path))
        return self._last[1]

    def _advisory(self, language: str, path: str) -> str:
        edit = self.project.edit_links(self.project.records / path)
        page = advisory_page(
            self.advisory(path), self.library, self.environments[language], self.project.site_url, edit
        )
        return self.frames[language][page.depth].fill(page)

    def _result(self, language: str, path: str) -> str:
        shown = result(self.advisory(path), self.library, self.environments[language])
        return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))

    def _page(self, language: str, method: str, *args: str) -> str:
        more = {
            "fields": field_parts,
            "rules": lambda: sorted(RULES.values(), key=lambda rule: rule.id),
            "glossary": lambda: load_glossary(self.project.docs),
        }
        if method in more:
            args = (more[method](),)
        elif method == "product":
            args = (*args, self.project.edit_links(Path(self.library.product_files[args[0]])))
        elif method == "quality_of":
            args = (*args, lambda file: self.project.edit_links(self.project.records / file))
        page = getattr(self.lists[language], method)(*args)
        return self.frames[language][page.depth].fill(page)

    def _home(self, language: str) -> str:
        return self._written_by_hand.homes[language].fill(home_parts(self.library, self.environments[language]))

    def _json(self, path: str) -> bytes:
        return self._state.json(path) + b"\n"

    def _all_json(self) -> list[bytes]:
        records = self._state.all_json()
        return advisories_json([records[entry.path] for entry in self.library.entries])

    def _affected_json(self) -> str:
        return affected_json(self.library)

    def _titles_json(self, language: str) -> str:
        return titles_json(self.library, self.speeches[language])

    def _products_json(self) -> str:
        return products_json(self.library.products)

    def _facets(self) -> str:
        return results_json(self.library.entries)

    def _search_labels(self, language: str) -> str:
        """What the box of every page says when it is used."""
        return json.dumps(self.speeches[language].labels["search"], ensure_ascii=False) + "\n"

    def _feed(self, language: str, method: str, *args: str) -> str:
        return getattr(self.feeds[language], method)(*args)

    def _opensearch(self, language: str) -> bytes:
        return opensearch(self.project.site_url, self.speeches[language])

    def _choose(self, group: str, name: str) -> str:
        return choose_page(self.environments["en"], self.library, self.speeches, self.project.site_url, group, name)

    def _not_found(self) -> bytes:
        return self._written_by_hand.not_found.read_bytes()

    def _schema(self, name: str) -> str:
        return json_schema(SCHEMAS[name])

    def _robots(self) -> str:
        return f"User-agent: *\nAllow: /\nSitemap: {self.project.site_url}sitemap.xml\n"

    def _sitemap(self, addresses: list[str]) -> str:
        changed = {f"advisories/{entry.id}/": entry.updated for entry in self.library.entries}
        return sitemap(self.project.site_url, addresses, changed)

    def _sitemap_index(self, names: list[str]) -> str:
        return sitemap_index(self.project.site_url, names)
