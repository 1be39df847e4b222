"""MkDocs runs only when something changed that it renders from; and what pages print of the records is true."""

import json
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.project import Project
from kb.records.fields import LANGUAGES
from kb.site import handwritten
from kb.site.handwritten import Handwritten, update_handwritten
from tests.small import Small


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gets an entry whenever MkDocs runs."""
    found = []
    run = handwritten.run_mkdocs
    monkeypatch.setattr(handwritten, "run_mkdocs", lambda *args: (found.append("run"), run(*args)))
    return found


def test_runs_when_its_sources_changed(small: Small, runs: list[str]):
    first = update_handwritten(small.project)
    small.replace("docs/labels/de.yml", "edit:", "edits:")
    small.replace("docs/theme/pages/cve.html", "<h2", "<h3")
    again = update_handwritten(small.project)
    assert (again.frames_key, again.homes_key, again.files) == (first.frames_key, first.homes_key, first.files)
    assert runs == []
    small.replace("docs/de/about.md", "\n## ", "\nEin neuer Absatz.\n\n## ")
    second = update_handwritten(small.project)
    assert (second.frames_key, second.homes_key) == (first.frames_key, first.homes_key)
    assert "Ein neuer Absatz." in text(second, "de/about/index.html")
    small.replace("mkdocs.yml", "default_language: en", "default_language: de")
    third = update_handwritten(small.project)
    assert third.frames_key != first.frames_key
    home = small.project.docs / "de" / "index.md"
    home.write_text(f"{home.read_text(encoding='utf-8')}\nEin neuer Absatz.\n", encoding="utf-8")
    fourth = update_handwritten(small.project)
    assert fourth.frames_key == third.frames_key and fourth.homes_key != third.homes_key
    assert runs == ["run"] * 3


def test_runs_again_after_a_fault(small: Small, runs: list[str]):
    small.replace("docs/de.yml", "docs_dir: de", "docs_dir: nowhere")
    for _ in range(2):
        with pytest.raises(KbError, match="nowhere"):
            update_handwritten(small.project)
    small.replace("docs/de.yml", "docs_dir: nowhere", "docs_dir: de")
    assert "de/about/index.html" in update_handwritten(small.project).files
    assert runs == ["run"] * 3


def test_a_page_in_one_language_only(small: Small):
    (small.project.docs / "de" / "impressum.md").write_text("# Impressum\n", encoding="utf-8")
    with pytest.raises(KbError, match=r"^docs/de/impressum\.md has no counterpart docs/en/impressum\.md: "):
        update_handwritten(small.project)
    (small.project.docs / "en" / "impressum.md").write_text("# Imprint\n", encoding="utf-8")
    assert "en/impressum/index.html" in update_handwritten(small.project).files


def test_files(small: Small):
    made = update_handwritten(small.project)
    assert all(Path(ready.file).is_file() for ready in made.files.values())
    pages = {path for path in made.files if path.endswith("index.html")}
    assert {"de/about/index.html", "en/about/index.html"} <= pages
    assert not {"de/index.html", "en/index.html"} & pages  # the build sets records into them first
    assert [path for path in made.files if "frame" in path or "lunr" in path or path.endswith((".map", ".xml"))] == []
    assert "xqcspqx" not in text(made, "de/about/index.html")
    assert made.not_found.read_text(encoding="utf-8") == text(made, "en/404.html")


def text(made: Handwritten, path: str) -> str:
    return Path(made.files[path].file).read_text(encoding="utf-8")


@pytest.mark.supplied
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_the_data(project: Project, built_site: Path, language: str):
    page = (project.docs / language / "data/index.md").read_text(encoding="utf-8")
    printed = page.partition("```text\n")[2].partition("\n…\n")[0].split("\n")
    entries = json.loads((built_site / "data/advisories.json").read_bytes())["advisories"]
    named = [
        f"{entry['published']} {entry['id']} {entry['title'][language]}"
        for entry in entries
        for row in entry.get("products", [])
        if row["product"] == "windows-vista-sp1" and row.get("status", "affected") == "affected"
    ]
    assert printed == list(dict.fromkeys(named))[: len(printed)]
    assert len(printed) == 3
