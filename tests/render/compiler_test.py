"""Templates compiled by QuickEnvironment give what Jinja gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup
from markupsafe import escape as thorough

from kb.render.compiler import QuickEnvironment, escape

TEMPLATES = [
    "{{ text }} {{ html }} {{ number }} {{ day }} {{ own }}",
    "{% macro m(a, b='<') %}<i>{{ a }}{{ b }}</i>{% endmacro %}{{ m(text) }}{{ m(html, b=text) }}{{ m(b=1, a=2) }}",
    "{% macro m(a) %}{{ a }}<{{ caller(a) }}>{% endmacro %}{% call(x) m(text) %}{{ x }}&{% endcall %}",
    "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(text, 1, *list, x=2, **dict) }}",
    "{% for each in list %}{{ loop.cycle('<', '>') }}{{ each.bit_length() }}{{ ', ' if not loop.last }}{% endfor %}",
    "{{ list | map('string') | join(text) }}{{ '%s'.format(text) }}{{ function(text) }}{{ text.upper() | lower }}",
]


class Own:
    def __html__(self) -> str:
        return "<own>"


VALUES = {
    "text": "a < b & \"c\" 'd'",
    "html": Markup("<b>"),
    "number": 3,
    "day": None,
    "own": Own(),
    "list": [1, 2, 3],
    "dict": {"y": "<"},
    "function": lambda text: text * 2,
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_give_the_same(template: str):
    made = QuickEnvironment(autoescape=True).from_string(template).render(VALUES)
    assert made == Environment(autoescape=True).from_string(template).render(VALUES)


@given(st.text() | st.text().map(Markup) | st.integers() | st.none() | st.floats())
def test_escape(value):
    assert escape(value) == thorough(value)


def test_what_is_not_defined_is_an_error():
    environment = QuickEnvironment(autoescape=True, undefined=StrictUndefined)
    with pytest.raises(UndefinedError, match="'missing' is undefined"):
        environment.from_string("{{ missing(1) }}").render()
