"""Names become parts of addresses."""

import pytest

from kb.records.address import family_id, slug


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Is this a vulnerability?", "is-this-a-vulnerability"),
        ("Größe ÄÖÜ", "groesse-aeoeue"),
        ("a b c d e f g h i j", "a-b-c-d-e-f-g-h"),
        ("«»", "x"),
        ('"><script>', "script"),
    ],
)
def test_slug(text: str, anchor: str):
    assert slug(text) == anchor


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Windows Server 2008 R2", "windows-server-2008-r2"),
        ("Visual C++", "visual-c-plus-plus"),
        ("Visual C#", "visual-c-sharp"),
    ],
)
def test_family(name: str, address: str):
    assert family_id(name) == address
