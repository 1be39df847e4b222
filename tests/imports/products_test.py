"""Products are found by any of their names, and cells that join several are split."""

import pytest

from kb.imports.products import Products, load
from tests.imports.technet.samples import product

PRODUCTS = Products(
    {
        "xp-sp2": product("Windows XP Service Pack 2", "Windows XP Service Pack 2"),
        "seven": product("Windows 7 für 32-Bit-Systeme", "Windows 7 for 32-bit Systems", "Win7 x86"),
        "seven-sp1": product(
            "Windows 7 für 32-Bit-Systeme Service Pack 1", "Windows 7 for 32-bit Systems Service Pack 1"
        ),
        "viewer": product("Viewer", "Viewer"),
        "suite": product("Viewer für Windows 7 und Windows 8", "Viewer for Windows 7 and Windows 8"),
        "framework-4": product("Framework 4", "Framework 4"),
    }
)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Microsoft Windows XP SP2", ("xp-sp2", None)),
        ("windows 7 for 32 bit systems", ("seven", None)),
        ("Win7 x86", ("seven", None)),
        ("Viewer für Windows XP Service Pack 2", ("xp-sp2", "viewer")),
        ("Viewer unter Microsoft Windows XP Service Pack 2", ("xp-sp2", "viewer")),
        ("Viewer für Windows 7 und Windows 8", ("suite", None)),
        ("Windows XP", None),
        ("Reader für Windows XP Service Pack 2", None),
    ],
)
def test_find(name: str, keys: tuple[str, str | None] | None):
    assert PRODUCTS.find(name) == keys


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Windows XP Service Pack 2", ["Windows XP Service Pack 2"]),
        ("Windows XP Service Pack 2 und Service Pack 3", ["Windows XP Service Pack 2", "Windows XP Service Pack 3"]),
        ("Windows XP, Windows Vista sowie Windows 7", ["Windows XP", "Windows Vista", "Windows 7"]),
        ("Windows 7 for 32-bit Systems and Windows 8", ["Windows 7 for 32-bit Systems", "Windows 8"]),
        (
            "Reader 6 unter Windows 98, Windows 98 SE oder unter Windows XP",
            ["Reader 6 unter Windows 98", "Reader 6 unter Windows 98 SE", "Reader 6 unter Windows XP"],
        ),
        ("Viewer für Windows 7 und Windows 8", ["Viewer für Windows 7 und Windows 8"]),
        ("Framework 4/4.5/4.5.1", ["Framework 4", "Framework 4.5", "Framework 4.5.1"]),
        (
            "Windows 7 und Windows 8 (Server Core-Installation)",
            ["Windows 7 (Server Core-Installation)", "Windows 8 (Server Core-Installation)"],
        ),
        ("Pack für Word, Excel und PowerPoint", ["Pack für Word, Excel und PowerPoint"]),
        ("", []),
    ],
)
def test_split(cell: str, names: list[str]):
    assert PRODUCTS.split(cell) == names


def test_a_table_that_cannot_be_read_is_passed_over(tmp_path):
    (tmp_path / "products").mkdir()
    (tmp_path / "products/a.yml").write_text("windows: {name: {de: Fenster, en: Windows}}\n", encoding="utf-8")
    (tmp_path / "products/b.yml").write_text("broken: [", encoding="utf-8")
    (tmp_path / "products/c.yml").write_text("- a list\n", encoding="utf-8")
    assert load(tmp_path).find("Fenster") == ("windows", None)
    assert load(tmp_path / "nowhere").find("Fenster") is None
