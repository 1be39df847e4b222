"""A whole folder: everything in one run, in one order, however it is shared out."""

import pytest

from kb.check import run
from kb.check.library import check_library, gather
from kb.check.run import Context, examine_all, load_products
from kb.progress import Stage
from kb.records.files import discover
from tests.check.cases import PRODUCTS, RECORD, TODAY, printed, write


def another(number: int) -> str:
    return RECORD.replace("954474", str(number))


def test_a_record_without_faults(tmp_path):
    assert printed(tmp_path, RECORD) == ""


def test_all_problems_of_all_files_in_one_run(tmp_path):
    files = {
        "2008/1.yml": RECORD,
        "2008/2.yml": another(2) + "related: ['954473']\n",
        "2008/3.yml": another(3).replace("kind: guidance", "kind: guidnce").replace("de: Titel\n  ", ""),
        "2008/4.yml": "id: '4\n",
        "2008/954474.yml": RECORD.replace("windows-vista", "windows-visat"),
        "2009/5.yml": another(5).replace("versio", "x"),
        "products/windows.yml": PRODUCTS
        + "windows-7: {name: {de: Windows Vista, en: Windows 7}, vendor: Microsoft}\n",
    }
    assert (
        printed(tmp_path, files)
        == """\
2008/1.yml:2:5: error[duplicate-id]: `954474` is also the id of 2008/954474.yml
    hint: keep one of the two records
2008/1.yml:2:5: error[id-file-name]: `954474` is not the name of the file
    hint: write id: "1", or rename the file
2008/2.yml:21:11: error[unknown-advisory]: there is no advisory `954473`
    hint: did you mean `954474`?
2008/3.yml:3:7: error[unknown-value]: `guidnce` is not one of vulnerability, hardening, trust-revocation, guidance, kill-bits, third-party, exploit-notice, non-security-update, deprecation
    hint: did you mean `guidance`?
2008/3.yml:8:1: warning[missing-translation]: `title` has no text in `de`
    hint: add `de:`
2008/4.yml:1:5: error[yaml-syntax]: while scanning a quoted scalar found unexpected end of stream
    hint: check indentation, quotes and colons here and in the line above
2008/954474.yml:2:5: error[duplicate-id]: `954474` is also the id of 2008/1.yml
    hint: keep one of the two records
2008/954474.yml:15:14: error[unknown-product]: `windows-visat` is not in the product table
    hint: did you mean `windows-vista`?
2009/5.yml:6:12: error[year-folder]: published in 2008, but the file lies in the folder `2009`
    hint: move the file to the folder 2008
products/windows.yml:8:12: error[missing-field]: `family` is missing in `windows-7`
    hint: add `family:`
products/windows.yml:8:24: error[duplicate-product-name]: `Windows Vista` is also in products/windows.yml, line 7
    hint: keep it with one product
"""
    )


def test_shared_out_among_workers_it_is_the_same(tmp_path, monkeypatch):
    write(tmp_path, {f"2008/{number}.yml": another(number + number % 2) for number in range(10, 60)})
    whole = check_library(tmp_path, TODAY)
    monkeypatch.setattr(run, "CHUNK", 7)
    stage = Stage(None, None)
    shared = check_library(tmp_path, TODAY, stage)
    assert len(whole.problems) == 73
    assert shared == whole
    assert (stage.done, stage.total) == (50, 50)


def test_digest_is_made_in_the_worker_of_records_without_faults_in_structure(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "CHUNK", 1)
    write(tmp_path, {"2008/1.yml": another(1), "2008/2.yml": "id: x\n", "2008/3.yml": another(4)})
    examined = check_library(tmp_path, TODAY, digest=identifier).examined
    assert [each.digest for each in examined] == ["1", None, "4"]


def identifier(advisory):
    return advisory.id


def test_records_examined_before_are_compared_with_fresh_ones(tmp_path):
    write(tmp_path, {"2008/1.yml": another(1), "2008/2.yml": another(1)})
    tree = discover(tmp_path)
    products = load_products(tree)
    context = Context(tmp_path, products.by_name, None, TODAY)
    first, second = ([*examine_all([path], context, lambda _: None)] for path in tree.advisories)
    assert [each.rule for each in gather(tree.problems, products, first)] == []
    assert [each.rule for each in gather(tree.problems, products, first + second)] == [
        "duplicate-id",
        "duplicate-id",
        "id-file-name",
    ]


@pytest.mark.parametrize("key", ["Example-Gateway-3", "Example_Gateway 3", "Example-Gateway (3)"])
def test_a_malformed_key_is_reported_in_the_product_table_only(tmp_path, key):
    entry = f"{key}:\n  name: {{de: Gateway, en: Gateway}}\n  vendor: Example\n  family: Gateway\n"
    files = {
        "2008/954474.yml": RECORD.replace("windows-vista", "example-gateway-3"),
        "2008/954475.yml": another(954475).replace("windows-vista", "example-gatewai-3"),
        "products/windows.yml": PRODUCTS + entry,
    }
    assert (
        printed(tmp_path, files)
        == f"""\
2008/954475.yml:15:14: error[unknown-product]: `example-gatewai-3` is not in the product table
    hint: did you mean `example-gateway-3`?
products/windows.yml:8:1: error[malformed]: `{key}` is not well-formed
    hint: write example-gateway-3
"""
    )


@pytest.mark.parametrize("content", ["a: [\n", "\xff", "a: &b\n"])
def test_without_a_readable_product_table_products_are_not_judged(tmp_path, content):
    files = {
        "2008/954474.yml": RECORD.replace("windows-vista", "windows-visat"),
        "products/x.yml": content.encode("latin-1"),
    }
    problems = check_library(write(tmp_path, files), TODAY).problems
    assert [each.path for each in problems] == [f"{tmp_path}/products/x.yml"]
