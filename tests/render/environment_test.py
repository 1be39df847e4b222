"""Filters of the templates, and what is said about faults in them."""

from pathlib import Path

import pytest

from kb.errors import KbError
from kb.records.remedy import Step
from kb.records.text import Title
from kb.render.environment import make_environment, template_faults
from kb.render.speech import Speech


def render(tmp_path: Path, template: str, **values: object) -> str:
    (tmp_path / "x.html").write_text(template)
    with template_faults():
        return make_environment(tmp_path, Speech("en", {"a": 1}), {}).get_template("x.html").render(values)


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{{ s.language }} {{ t.a }}", "en 1"),
        ("{{ '<b>' }}", "&lt;b&gt;"),
        ("{{ {'one': '1 thing', 'many': '{n} things'} | count(1) }}", "1 thing"),
        ("{{ {'one': '1 thing', 'many': '{n} things'} | count(0) }}", "0 things"),
        ("{{ 'https://user@example.org:8080/x' | host }}", "example.org"),
        ("{{ 'AV:N/AC:L/Au:N/C:P/I:N/A:N' | cvss_score }}", "CVSS 2.0: 5.0"),
        ("{{ 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' | cvss_score }}", "CVSS 3.0: 9.8"),
    ],
)
def test_filters(tmp_path: Path, template: str, html: str):
    assert render(tmp_path, template) == html


def test_steps_are_grouped_under_their_headings(tmp_path: Path):
    steps = [Step(title=Title(en=words), section=Title(en=head) if head else None) for words, head in _STEPS]
    template = (
        "{% for group in steps | step_groups %}"
        "[{{ group.section.en if group.section else '' }}: {{ group.steps | map(attribute='title.en') | join }}]"
        "{% endfor %}"
    )
    assert render(tmp_path, template, steps=steps) == "[: ab][X: cd][Y: e]"


_STEPS = [("a", ""), ("b", ""), ("c", "X"), ("d", ""), ("e", "Y")]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("a\n{{ missing }}", "x.html:2: UndefinedError: 'missing' is undefined"),
        ("a\n{% if %}", "x.html:2: TemplateSyntaxError: Expected an expression, got 'end of statement block'"),
        ("{{ 1 / 0 }}", "x.html:1: ZeroDivisionError: division by zero"),
        ("{% include 'none.html' %}", "x.html:1: TemplateNotFound: 'none.html' not found in search path: "),
    ],
)
def test_faults_name_the_template_and_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, message: str
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KbError) as raised:
        render(tmp_path, template)
    assert str(raised.value).startswith(message)


def test_other_faults_are_left_alone():
    with pytest.raises(ZeroDivisionError), template_faults():
        _ = 1 / 0
