"""The project that a command works on: its folders and the settings of mkdocs.yml that the build needs."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
import yaml_env_tag
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kb.errors import KbError, UsageError
from kb.records.files import project_folder


class ConfigLoader(yaml.SafeLoader):
    """Reads MkDocs' configuration: `!ENV` as MkDocs does, other tags (which name Python objects) as nothing."""


yaml_env_tag.add_env_tag(ConfigLoader)
ConfigLoader.add_multi_constructor("", lambda loader, suffix, node: None)


class Publisher(BaseModel):
    """Who answers for what is exported: `category` is one of CSAF's, `namespace` an own address."""

    model_config = ConfigDict(frozen=True, strict=True)

    name: str = Field(min_length=1)
    namespace: str = Field(pattern=r"^https?://\S+$")
    category: Literal["coordinator", "discoverer", "other", "translator", "user", "vendor"]


class _Extra(BaseModel):
    publisher: Publisher | None = None


class _Config(BaseModel):
    """What the build takes from mkdocs.yml."""

    model_config = ConfigDict(strict=True)

    site_url: str = Field(pattern=r"^https?://\S+$")
    repo_url: str | None = Field(None, pattern=r"^(https?://\S+)?$")
    edit_uri: str | None = Field(None, pattern=r"^(edit/[^/\s]+/.*)?$")
    extra: _Extra | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """`root` holds mkdocs.yml, `records` the advisories, `site` is built; addresses end with a slash."""

    root: Path
    records: Path
    site: Path
    site_url: str
    repo_url: str
    branch: str
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
        return f"{self.repo_url}/edit/{self.branch}/{name}", f"{self.repo_url}/commits/{self.branch}/{name}"


def find_project(records: Path | None = None, site: Path | None = None, start: Path | None = None) -> Project:
    """Returns the project around the folder `start` (default: the current one); UsageError if there is none."""
    root = project_folder((start or Path.cwd()).absolute())
    if not (root / "mkdocs.yml").is_file():
        raise UsageError("no mkdocs.yml here or in a folder above: go to the project's folder")
    try:
        settings = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), Loader=ConfigLoader)
        config = _Config.model_validate(settings if isinstance(settings, dict) else {})
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise KbError(f"mkdocs.yml cannot be used: {'; '.join(faults)}") from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise KbError(f"mkdocs.yml cannot be used: {' '.join(str(error).split())}") from None
    return Project(
        root=root,
        records=records or Path(os.path.relpath(root / "advisories")),
        site=(site or root / "site").absolute(),
        site_url=config.site_url.rstrip("/") + "/",
        repo_url=(config.repo_url or "").rstrip("/"),
        branch=(config.edit_uri or "edit/main/").split("/")[1],
        publisher=config.extra.publisher if config.extra else None,
    )
