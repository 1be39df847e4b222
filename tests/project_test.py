"""The project around a folder, and the settings that the build takes from mkdocs.yml."""

from pathlib import Path

import pytest

from kb.errors import KbError, UsageError
from kb.project import Project, find_project

URL = "site_url: https://example.org/kb\n"
CONFIG = """\
site_url: !ENV [SITE_URL, "https://example.org/kb"]
repo_url: https://github.com/example/advisories/
edit_uri: edit/trunk/docs/
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs/de").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(("folder", "records"), [(".", "advisories"), ("docs/de", "../../advisories")])
def test_found_from_a_folder_inside(root: Path, monkeypatch: pytest.MonkeyPatch, folder: str, records: str):
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.chdir(root / folder)
    project = find_project()
    assert project == Project(
        root=root,
        records=Path(records),
        site=root / "site",
        site_url="https://example.org/kb/",
        repo_url="https://github.com/example/advisories",
        branch="trunk",
    )
    assert (project.work, project.docs) == (root / ".site.work", root / "docs")
    assert project.edit_links(project.records / "2008/954474.yml") == (
        "https://github.com/example/advisories/edit/trunk/advisories/2008/954474.yml",
        "https://github.com/example/advisories/commits/trunk/advisories/2008/954474.yml",
    )


def test_folders_may_be_named(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(root)
    project = find_project(Path("/elsewhere/records"), Path("public"))
    assert (project.records, project.site) == (Path("/elsewhere/records"), root / "public")
    assert project.edit_links(project.records / "2008/954474.yml") is None


def test_address_of_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SITE_URL", "https://example.net/x/")
    assert find_project(start=root).site_url == "https://example.net/x/"


def test_without_a_repository(root: Path):
    (root / "mkdocs.yml").write_text('site_url: https://example.org\nrepo_url: ""\nedit_uri:\n')
    project = find_project(start=root)
    assert project.site_url == "https://example.org/"
    assert project.edit_links(root / "advisories/2008/954474.yml") is None


def test_no_project(tmp_path: Path):
    with pytest.raises(UsageError, match=r"^no mkdocs.yml here or in a folder above"):
        find_project(start=tmp_path)


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        ("site_name: x\n", "site_url: Field required"),
        ("- x\n", "site_url: Field required"),
        ("", "site_url: Field required"),
        ("site_url:\n", "site_url: Input should be a valid string"),
        ("site_url: &a [*a]\n", "site_url: Input should be a valid string"),
        ("site_url: a.example\n", r"site_url: String should match pattern '^https?://\S+$'"),
        (f"{URL}repo_url: 5\n", "repo_url: Input should be a valid string"),
        (f"{URL}edit_uri: edit\n", r"edit_uri: String should match pattern '^(edit/[^/\s]+/.*)?$'"),
        (
            f"{URL}extra: {{publisher: {{name: Example, namespace: a.example, category: manufacturer}}}}\n",
            r"extra.publisher.namespace: String should match pattern '^https?://\S+$'; extra.publisher.category: "
            "Input should be 'coordinator', 'discoverer', 'other', 'translator', 'user' or 'vendor'",
        ),
        (
            f"{URL}extra: {{publisher: {{name: Example}}}}\n",
            "extra.publisher.namespace: Field required; extra.publisher.category: Field required",
        ),
        ("[", "while parsing a flow node expected the node content, but found '<stream end>'"),
        ("site_url: \xff\n", "'utf-8' codec can't decode byte 0xff"),
    ],
)
def test_a_configuration_that_cannot_be_used(root: Path, config: str, fault: str):
    (root / "mkdocs.yml").write_bytes(config.encode("latin-1"))
    with pytest.raises(KbError) as error:
        find_project(start=root)
    assert f"{error.value}".startswith(f"mkdocs.yml cannot be used: {fault}")
