"""The table at the end of an import: what the drafts hold, by year."""

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table

from kb.imports.files import Import

_COLUMNS = ("Year", "Documents", "Revisions", "KB", "CVE", "Products", "Questions", "To place")


def show(result: Import, console: Console) -> None:
    """Writes the table to `console`."""
    years: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    for each in result.imported:
        facts = _facts(each.draft.record) | {"Documents": 1, "To place": len(each.draft.unplaced)}
        years.setdefault(f"{each.draft.record['published'].year}", Counter()).update(facts)
        total.update(facts)
    table = Table()
    table.add_column(_COLUMNS[0])
    for name in _COLUMNS[1:]:
        table.add_column(name, justify="right")
    for year in sorted(years):
        table.add_row(year, *(f"{years[year][name]:,}" for name in _COLUMNS[1:]))
    if len(years) != 1:
        table.add_section()
        table.add_row("Total", *(f"{total[name]:,}" for name in _COLUMNS[1:]))
    console.print(table)


def _facts(record: dict[str, Any]) -> dict[str, int]:
    types = Counter(each["type"] for each in record.get("references", []))
    return {
        "Revisions": len(record["revisions"]),
        "KB": types["kb"],
        "CVE": len(record.get("vulnerabilities", [])),
        "Products": len(record.get("products", [])) + len(record.get("packages", [])),
        "Questions": len(record.get("faq", [])),
    }
