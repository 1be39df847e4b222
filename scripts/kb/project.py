"""The project that a command works on: its folders and the settings of mkdocs.yml that the build needs."""

import os
from dataclasses import dataclass
from pathlib import Path

import yaml
import yaml_env_tag

from kb.errors import KbError, UsageError
from kb.records.files import project_folder


class ConfigLoader(yaml.SafeLoader):
    """Reads MkDocs' configuration: `!ENV` as MkDocs does, other tags (which name Python objects) as nothing."""


yaml_env_tag.add_env_tag(ConfigLoader)
ConfigLoader.add_multi_constructor("", lambda loader, suffix, node: None)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for what is exported: `category` is one of CSAF's, `namespace` an own address."""

    name: str
    namespace: str
    category: str


@dataclass(frozen=True, slots=True)
class Project:
    """`root` holds mkdocs.yml, `records` the advisories, `site` is built; addresses end with a slash."""

    root: Path
    records: Path
    site: Path
    site_url: str
    repo_url: str
    edit_uri: str
    publisher: Publisher | None = None

    @property
    def work(self) -> Path:
        """Folder beside the site for what the build keeps between runs; on the same file system."""
        return self.site.parent / f".{self.site.name}.work"

    @property
    def docs(self) -> Path:
        """Folder of hand-written pages, labels and theme."""
        return self.root / "docs"

    def edit_links(self, path: Path) -> tuple[str, str] | None:
        """Returns the addresses at which the file at `path` is edited and its history shown, if it has any."""
        path = Path(os.path.abspath(path))  # without the ".." that it has when the command runs in a folder below
        if not self.repo_url or not path.is_relative_to(self.root):
            return None
        name = path.relative_to(self.root).as_posix()
        branch = self.edit_uri.split("/")[1]
        return f"{self.repo_url}/edit/{branch}/{name}", f"{self.repo_url}/commits/{branch}/{name}"


def find_project(records: Path | None = None, site: Path | None = None, start: Path | None = None) -> Project:
    """Returns the project around the folder `start` (default: the current one); UsageError if there is none."""
    root = project_folder((start or Path.cwd()).absolute())
    if not (root / "mkdocs.yml").is_file():
        raise UsageError("no mkdocs.yml here or in a folder above: go to the project's folder")
    try:
        config = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), Loader=ConfigLoader)
        url = config["site_url"].rstrip("/") + "/"
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise KbError(f"mkdocs.yml cannot be used: {' '.join(str(error).split())}; it needs a site_url") from None
    return Project(
        root=root,
        records=records or Path(os.path.relpath(root / "advisories")),
        site=(site or root / "site").absolute(),
        site_url=url,
        repo_url=(config.get("repo_url") or "").rstrip("/"),
        edit_uri=config.get("edit_uri") or "edit/main/",
        publisher=_publisher(config),
    )


def _publisher(config: dict) -> Publisher | None:
    extra = config.get("extra")
    named = extra.get("publisher") if isinstance(extra, dict) else None
    names = [named.get(name) for name in Publisher.__slots__] if isinstance(named, dict) else []
    return Publisher(*names) if names and all(isinstance(name, str) and name for name in names) else None
