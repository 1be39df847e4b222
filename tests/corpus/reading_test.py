"""The reader of source documents, on small pieces of text."""

import pytest

from tests.corpus.reading import iso_days, read


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Freitag, 13. Juni 2008", "2008-06-13"),
        ("Mittwoch, 12. März 2008", "2008-03-12"),
        ("13. Mai 2014", "2014-05-13"),
        ("March 08, 2011", "2011-03-08"),
        ("21.09.12", "2012-09-21"),
        ("Version 3.1.6001.66", "Version 3.1.6001.66"),
    ],
)
def test_days(printed: str, day: str):
    assert iso_days(printed) == day


@pytest.mark.parametrize(
    ("cell", "products"),
    [
        ("Windows Vista", ["Windows Vista"]),
        ("Windows XP Service Pack 2 und Service Pack 3", ["Windows XP Service Pack 2", "Windows XP Service Pack 3"]),
        ("Windows Vista und Windows Vista Service Pack 1", ["Windows Vista", "Windows Vista Service Pack 1"]),
        (
            "Internet Explorer 6 für Windows XP Service Pack 2, Windows Vista und Windows 7",
            [f"Internet Explorer 6 für Windows {name}" for name in ("XP Service Pack 2", "Vista", "7")],
        ),
        (
            "Microsoft Compatibility Pack für Word, Excel und PowerPoint 2007",
            ["Microsoft Compatibility Pack für Word, Excel und PowerPoint 2007"],
        ),
        ("Keine.", []),
    ],
)
def test_products_of_a_cell(cell: str, products: list[str]):
    assert read(f"|---|\n| Betroffene Software |\n| {cell} |\n")["affected"] == products
