"""By what the search finds an advisory, and what a result shows of it."""

import pytest

from kb.records.advisory import Advisory
from kb.records.fields import LANGUAGES
from kb.records.remedy import Step, Workaround
from kb.records.text import Code, Title
from kb.render.search import (
    ENTITLED,
    HEADLINE,
    ITS_OWN,
    ITSELF,
    MENTIONED,
    PRODUCT,
    RECOGNIZED,
    SUMMARY,
    TEXT,
    TITLE,
    Found,
    canonical,
    identifiers,
    result,
    search_terms,
)
from kb.render.words import stem, words
from tests.samples import MINIMAL, RICH, advisories, environment, library


def found(name: str) -> dict[str, Found]:
    return found_of(advisories()[name])


def found_of(advisory: Advisory) -> dict[str, Found]:
    return search_terms(advisory, library(), {code: environment(code) for code in LANGUAGES})


def shown_of(name: str, language: str) -> dict[str, str]:
    return result(advisories()[name], library(), environment(language))


def titled(name: str, title: str) -> Advisory:
    return advisories()[name].model_copy(update={"title": Title(de=title)})


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("KB954474", "954474"),
        ("CVE-2008-1447", "cve20081447"),
        ("CAN-2004-1043", "cve20041043"),
        ("CAN-2004", "can2004"),
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
    levels = identifiers(advisories()[RICH], library())
    assert levels[canonical(RICH)] == ITSELF
    assert {levels[canonical(cve)] for cve in library().by_id[RICH].cves} == {ITS_OWN}
    values = {canonical(value) for each in advisories()[RICH].indicators for value in each.values}
    values = {value for value in values if len(value) > 1}  # a single digit names nothing
    assert {levels[value] for value in values} <= {MENTIONED, RECOGNIZED}


def test_settings_and_registry_keys_of_workarounds():
    code = Code(language="registry", code='[HKEY_LOCAL_MACHINE\\SOFTWARE\\X_LOCKDOWN]\n"DontUpdateLinks"=dword:1')
    step = Step(code=[code])
    record = advisories()[MINIMAL].model_copy(
        update={"workarounds": [Workaround(title=Title(de="Aus"), steps=[step])]}
    )
    terms = found_of(record)["en"].terms
    assert terms["#xlockdown"] == MENTIONED
    assert terms[stem("dontupdatelinks")] == TEXT
    assert stem("lockdown") not in terms


def test_an_identifier_in_the_title_counts_most_but_for_its_own():
    assert ITS_OWN < ENTITLED < ITSELF
    assert identifiers(titled(MINIMAL, "Angriffe auf CVE-2027-12345"), library())["cve202712345"] == ENTITLED


def test_an_identifier_is_no_word():
    terms = found(RICH)["de"].terms
    assert f"#{canonical(RICH)}" in terms
    assert not {term for term in terms if term.startswith("cve")}


@pytest.mark.parametrize("name", [RICH, MINIMAL])
def test_what_a_result_shows_is_in_its_language(name: str):
    for code in LANGUAGES:
        speech, shown = environment(code).globals["s"], shown_of(name, code)
        assert shown["id"] == name
        assert shown["title"] == speech.plain(advisories()[name].title)
        assert shown["kind"] == speech.labels["kind"][advisories()[name].kind]
        assert shown["content"].startswith(speech.plain(advisories()[name].summary))


def test_the_best_place_of_a_word_counts():
    advisory, terms = advisories()[RICH], found(RICH)["de"].terms

    def places(text: str) -> set[int]:
        return {terms[stem(word)] // 3 * 3 for word in words(text)}

    assert places(advisory.title.de) == {TITLE}
    assert places(advisory.title.en) <= {HEADLINE, TITLE}
    assert min(places(advisory.summary.de)) == SUMMARY
    assert min(places(advisory.recommendation.de)) == TEXT


def test_products_by_all_their_names():
    terms = found(RICH)["en"].terms
    for key in library().by_id[RICH].affected:
        for name in (library().products[key].name.en, *library().products[key].aliases):
            stems = [stem(word) for word in words(name)]
            assert min(terms[each] for each in stems) >= PRODUCT
            assert " ".join(stems[:2]) in terms


def test_the_short_name_of_a_product_that_the_title_has_in_full(monkeypatch: pytest.MonkeyPatch):
    product = library().products["example-gateway-1"]
    monkeypatch.setitem(
        library().products, "example-gateway-1", product.model_copy(update={"aliases": ["EXG", "Gateway Classic"]})
    )

    def level(title: str) -> int:
        return found_of(titled(RICH, title))["de"].terms["exg"] // 3 * 3

    assert level("Fehler im Example Gateway 1 für Linux") == HEADLINE
    assert level("Fehler im Gateway Classic") == HEADLINE
    assert level("Fehler im Gateway Classics") == PRODUCT


def test_a_result_tells_what_is_out_of_date():
    assert [shown_of(RICH, code)["badge"] for code in LANGUAGES] == ["Zurückgezogen", "Withdrawn"]
    assert shown_of(RICH, "de")["lifecycle"] == "withdrawn"
    assert "badge" not in shown_of(MINIMAL, "de")
