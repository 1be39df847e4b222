"""What the search index holds of an advisory, and in which form."""

import pytest

from kb.render.search import canonical, identifiers, search_pages
from tests.samples import MINIMAL, RICH, advisories, environment, library


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("KB954474", "954474"),
        ("CVE-2008-1447", "cve20081447"),
        ("MS08-067", "ms08067"),
        ("0x80004005", "80004005"),
        ("VU#837785", "vu837785"),
        ("ID=6709", "id6709"),
        ("SMS_WSUS_SYNC_MANAGER", "smswsussyncmanager"),
        ("{F0E42D50-368C-11D0-AD81-00A0C90DC8D9}", "f0e42d50368c11d0ad8100a0c90dc8d9"),
        ("KB", "kb"),
        ("Prüfsumme.log", "prüfsummelog"),
        ("…", ""),
    ],
)
def test_an_identifier_has_one_form(name: str, form: str):
    assert canonical(name) == form


def test_identifiers_from_everywhere_in_the_record():
    own, named = identifiers(advisories()[RICH], library())
    entry = library().by_id[RICH]
    assert canonical(RICH) == own[0]
    assert {canonical(cve) for cve in entry.cves} <= {*own}
    assert {canonical(value) for each in advisories()[RICH].indicators for value in each.values} <= {*own, *named}
    assert not {*own} & {*named}


@pytest.mark.parametrize("name", [RICH, MINIMAL])
def test_pages_hold_texts_of_their_language_and_terms_of_the_other(name: str):
    advisory = advisories()[name]
    environments = {language: environment(language) for language in ("de", "en")}
    pages = search_pages(advisory, library(), environments)
    for language, page in pages.items():
        speech = environment(language).globals["s"]
        assert f'<html lang="{language}">' in page
        assert speech.labels["kind"][advisory.kind] in page
        assert speech.labels["only_other_language"] not in page
    if advisory.title.de and advisory.title.en:
        assert pages["de"] != pages["en"]


def test_products_by_all_their_names():
    page = search_pages(advisories()[RICH], library(), {"en": environment("en")})["en"]
    for key in library().by_id[RICH].affected:
        for name in (library().products[key].name.en, *library().products[key].aliases):
            for word in name.split():
                assert str(environment("en").from_string("{{ word }}").render(word=word)) in page
