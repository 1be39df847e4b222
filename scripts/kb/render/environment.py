"""The Jinja environment in which the pages of docs/theme/pages are rendered."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from re import findall
from traceback import extract_tb
from types import MappingProxyType
from urllib.parse import urlsplit

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from kb.errors import KbError
from kb.records.address import slug
from kb.records.links import Link
from kb.records.product import Product
from kb.records.rating import score_of
from kb.records.remedy import Step
from kb.render.compiler import QuickEnvironment
from kb.render.markdown import code_block, to_html
from kb.render.speech import Speech


def make_environment(
    templates: Path,
    speech: Speech,
    products: dict[str, Product],
    compiled: Path | None = None,
    dead: Mapping[str, Link] = MappingProxyType({}),
) -> Environment:
    """Returns the environment for one language; compiled templates are kept in the folder `compiled`.

    In every template `s` is the language, `t` its labels, `products` the product table, and `dead` the addresses that
    lead nowhere; the macros in _SHARED are there without an import.
    """
    environment = QuickEnvironment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        cache_size=-1,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(compiled, "quick-%s") if compiled else None,
    )
    environment.globals |= {"s": speech, "t": speech.labels, "products": products, "dead": dead}
    environment.globals |= {name: _shared(environment, name) for name in _SHARED}
    environment.filters |= {
        "code_block": code_block,
        "count": _count,
        "cvss_score": _cvss_score,
        "day": speech.day,
        "host": lambda url: urlsplit(url).hostname,
        "line": speech.line,
        "markdown": to_html,
        "pairs": lambda digits: " ".join(findall("..", digits)),
        "product_name": lambda product: product_name(product, speech),
        "prose": speech.prose,
        "slug": slug,
        "step_groups": _step_groups,
    }
    return environment


# Macros of parts.html that give the same for the same words, on pages two folders deep.
_SHARED = ("badge", "day", "kb", "product", "update")


def _shared(environment: Environment, name: str) -> Callable[..., Markup]:
    """Returns a macro of parts.html that remembers what it gave: the same links stand in very many tables."""

    @lru_cache(maxsize=10_000)
    def macro(*words: str | None) -> Markup:
        module = environment.get_template("parts.html").make_module({"up": "../../"})
        return getattr(module, name)(*words)

    return macro


@contextmanager
def template_faults() -> Iterator[None]:
    """Raises whatever goes wrong in a template as a KbError that names the template and the line."""
    try:
        yield
    except Exception as error:
        lines = [(each.filename, each.lineno) for each in extract_tb(error.__traceback__)]
        if isinstance(error, TemplateSyntaxError):
            lines.append((error.filename or "", error.lineno))
        places = [f"{os.path.relpath(file)}:{line}: " for file, line in lines if file.endswith(".html")]
        if isinstance(error, KbError) or not (places or isinstance(error, TemplateError)):
            raise
        words = error.message if isinstance(error, TemplateError) else str(error)
        raise KbError(f"{places[-1] if places else ''}{type(error).__name__}: {words}") from error


def product_name(product: Product, speech: Speech) -> str:
    """Returns the name of a product in a language."""
    return getattr(product.name, speech.language)


def _count(forms: dict[str, str], number: int) -> str:
    return (forms["one"] if number == 1 else forms["many"]).format(n=number)


def _step_groups(steps: list[Step]) -> list[dict]:
    """Groups steps under the headings that begin at some of them."""
    number = 0

    def group_of(step: Step) -> int:
        nonlocal number
        number += step.section is not None
        return number

    groups = [list(members) for _, members in groupby(steps, key=group_of)]
    return [{"section": members[0].section, "steps": members} for members in groups]


def _cvss_score(vector: str) -> str:
    """Returns the version and base score of a CVSS vector, such as "CVSS 3.1: 7.8"."""
    version = vector[5:8] if vector.startswith("CVSS:") else "2.0"
    return f"CVSS {version}: {score_of(vector).base_score}"
