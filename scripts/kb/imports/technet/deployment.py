"""The tables that say how an update is installed, recognised and removed."""

import re
from dataclasses import dataclass, field

from kb.imports.technet.blocks import Block
from kb.imports.technet.document import Document

_TABLE = re.compile(r"aufnahme in zukünftige|bereitstellung$|inclusion in future|deployment$", re.I)
# What a row is about, by how its label begins.
_LABELS = {
    "files": r"dateinamen|security update file",
    "logs": r"aktualisieren der protokolldatei|update log",
    "restart": r"neustart|restart",
    "uninstall": r"informationen zur deinstallation|removal",
    "registry": r"überprüfung des registrierungs|registry key",
}
_FILE = re.compile(r"\S+\.(?:exe|msu|msi|cab)\b", re.I)
_LOG = re.compile(r".*\.(?:log|txt|html)", re.I)
_RESTARTS = {
    "none": r".*kein neustart|.*no restart",
    "maybe": r"in einigen fällen|in some cases",
    "required": r"ja|yes",
}


@dataclass(slots=True)
class Deployment:
    """One table, with the heading above it; `registry` holds the lines of each key, `rest` (line, row) all else."""

    line: int
    heading: str
    files: list[str] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    registry: list[str] = field(default_factory=list)
    restart: str | None = None
    rest: list[tuple[int, str]] = field(default_factory=list)


def deployments(document: Document) -> list[Deployment]:
    """Returns what the tables on the installation of updates say."""
    return [
        _deployment(each.block, each.heading)
        for each in document.placed
        if each.block.kind == "table" and _TABLE.match(each.block.rows[0][0].text)
    ]


def _deployment(table: Block, heading: str) -> Deployment:
    found = Deployment(table.line, heading)
    label = ""
    for row in table.rows:
        label = row[0].text or label
        about = next((name for name, form in _LABELS.items() if re.match(form, label, re.I)), "")
        lines = [line for line in map(_verbatim, row[-1].source.split("<br>")) if line]
        keys = [line for line in lines if re.match(r"HKEY_|\"", line)]
        if about == "restart" and lines:
            found.restart = next((name for name, form in _RESTARTS.items() if re.match(form, lines[0], re.I)), None)
        elif about == "files" and (names := [name for line in lines for name in _FILE.findall(line)]):
            found.files += names
        elif about == "logs" and (names := [line for line in lines if _LOG.fullmatch(line)]):
            found.logs += names
        elif about == "registry" and keys:
            found.registry.append("\n".join(keys))
        elif about:
            found.rest.append((row[0].line, f"{label}: {row[-1].text}"))
    return found


def _verbatim(source: str) -> str:
    """Returns what a line of a cell says, of which asterisks and underscores may be part."""
    text = re.sub(r"\*\*(.+?)\*\*(?=\s|$)", r"\1", source)
    return " ".join(re.sub(r"\\([\\*_\[\]])", r"\1", text).split())
