"""What an advisory says of products and updates."""

from datetime import date

from kb.records.affected import ProductRow
from kb.records.coverage import Coverage, Group, coverage_of, pack, unpack
from kb.records.fields import ReferenceType, Relation
from kb.records.remedy import Release
from kb.records.tracking import Reference
from tests.samples import MINIMAL, RICH, advisories

COVERAGE = Coverage(
    exploited=True,
    groups=[
        Group(["KB9990001"], "< 1.9", False, None, None, [["example-gateway-1", "example-web-console"]]),
        Group(["Gateway Update 2.0.1"], None, False, None, None, [["example-gateway-2", None]]),
        Group(["Sensor Hotfix"], None, False, None, None, [["example-sensor", None]]),
        Group([], None, False, "workaround", None, [["example-gateway-1", None]]),
        Group(["KB9990005"], None, True, None, None, [["example-sensor", "example-web-console"]]),
    ],
    spared=[["example-web-console", None], ["example-gateway-2", "example-web-console"]],
    resolving=[["KB9990001"], [], ["Gateway Update 2.0.1"]],
    replaces=[
        ["KB9990001", "KB9990000"],
        ["KB9990001", "Gateway Update 1.8"],
        ["MS27-002", "KB9990004"],
        ["KB9990005", "KB9990007"],
        ["KB9990005", "MS26-008"],
    ],
    articles={"MS27-002": ["KB9990002", "KB9990003"]},
)


def test_every_field():
    assert unpack(pack(coverage_of(advisories()[RICH]))) == COVERAGE


def test_an_advisory_without_products():
    assert unpack(pack(coverage_of(advisories()[MINIMAL]))) == Coverage(False, [], [], [[], [], []], [], {})


def test_where_the_update_of_a_row_comes_from():
    row = {"product": "example-gateway-1", "component": "example-web-console"}
    on_gateway = {"products": [{"product": "example-gateway-1"}]}
    releases = [
        Release(id="KB9990013", date=date(2027, 3, 9), products=[{"product": "example-sensor"}]),
        Release(id="KB9990012", date=date(2027, 3, 8), **on_gateway),
        Release(id="KB9990011", date=date(2027, 3, 8)),
        Release(id="KB9990010", date=date(2027, 3, 7), **on_gateway),
    ]
    bare = advisories()[RICH].model_copy(
        update={"products": [ProductRow(**row)], "releases": releases, "deployment": []}
    )
    described = bare.model_copy(update={"deployment": advisories()[RICH].deployment})
    own = described.model_copy(update={"products": [ProductRow(**row, update="KB9990014")]})
    assert [[group.needs for group in coverage_of(each).groups] for each in (own, described, bare)] == [
        [["KB9990014"]],
        [["KB9990006"]],
        [["KB9990012"]],
    ]


def test_releases_that_none_of_the_others_replaces():
    replaced = [{"update": "KB9990011"}]
    older, old, newest = (
        Release(id=f"KB999001{number}", date=date(2027, 3, number), replaces=replaces)
        for number, replaces in ((1, None), (2, []), (3, replaced))
    )
    plain = older.model_copy(update={"id": "KB9990014", "date": date(2027, 3, 4)})
    bare = advisories()[MINIMAL].model_copy(update={"products": [ProductRow(product="example-gateway-1")]})
    needs = [
        coverage_of(bare.model_copy(update={"releases": releases})).groups[0].needs
        for releases in ([older, plain], [older, old, newest], [older, plain, old])
    ]
    assert needs == [["KB9990014"], ["KB9990012", "KB9990013"], ["KB9990011", "KB9990014", "KB9990012"]]


def test_the_version_with_the_fix_where_no_update_is_named():
    rows = [
        ProductRow(product="example-gateway-1", versions="< 1.9", fixed="1.9"),
        ProductRow(product="example-gateway-2", fixed="2.0", update="KB9990001"),
    ]
    own = advisories()[MINIMAL].model_copy(update={"products": rows})
    resolved = Reference(type=ReferenceType.KB, id="KB9990020", relation=Relation.RESOLVES)
    whole = own.model_copy(update={"references": [resolved]})
    assert [[(group.needs, group.fixed) for group in coverage_of(each).groups] for each in (own, whole)] == [
        [([], "1.9"), (["KB9990001"], None)],
        [([], None), (["KB9990001"], None)],
    ]


def test_bulletin_and_articles_of_references():
    references = [
        Reference(type=ReferenceType.BULLETIN, id="MS27-005", relation=Relation.RESOLVES),
        Reference(type=ReferenceType.KB, id="KB9990020", relation=Relation.RESOLVES),
        Reference(type=ReferenceType.KB, id="KB9990021"),
    ]
    one = advisories()[MINIMAL].model_copy(update={"references": references})
    two = one.model_copy(update={"references": [*references, references[0].model_copy(update={"id": "MS27-006"})]})
    assert [coverage_of(each).articles for each in (one, two)] == [{"MS27-005": ["KB9990020"]}, {}]
