"""A page set into the frame is what MkDocs would have rendered, byte for byte."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from markupsafe import escape

from kb.errors import KbError
from kb.project import find_project
from kb.records.fields import LANGUAGES
from kb.render.page import Page
from kb.site.frame import FRAMES, Frame, Home, load_frames, load_home, run_mkdocs, with_script_hashes
from tests.small import Small, make_small

LINK = {"de": "Link zu diesem Abschnitt", "en": "Link to this section"}


def section(anchor: str, words: str, language: str) -> str:
    """Returns a heading of the second level as MkDocs renders it."""
    link = f'<a class="headerlink" href="#{anchor}" title="{LINK[language]}">&para;</a>'
    return f'<h2 id="{anchor}">{words}{link}</h2>'


# title, description, address, Markdown after the heading, body as HTML, sections
CASES = [
    ("Plain", "A description.", "one/", "Some *words*.", "<p>Some <em>words</em>.</p>", []),
    (
        "Sections & more",
        "Deeper by one folder.",
        "cases/one/",
        "Words.\n\n## First {#first}\n\nMore.\n\n## Second & last {#second}\n\nEnd.",
        "<p>Words.</p>\n{first}\n<p>More.</p>\n{second}\n<p>End.</p>",
        [("first", "First"), ("second", "Second & last")],
    ),
    (
        "Umlaute äöü „Anführung“ \"quotes\" 'single' <b> & 🛡",
        'A "description" with <angles> & more',
        "cases/two/",
        '<div class="kb-table"><table><tr><td>&lt;x&gt;</td></tr></table></div>\n\n## A {#a}',
        '<div class="kb-table"><table><tr><td>&lt;x&gt;</td></tr></table></div>\n\n{a}',
        [("a", "A")],
    ),
    ("x" * 3000, "y" * 3000, "three/", "z" * 3000, f"<p>{'z' * 3000}</p>", []),
]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What MkDocs makes of a project with the cases as Markdown pages; without links for editing, as in a frame."""
    small = make_small(tmp_path_factory.mktemp("frame") / "project", tmp_path_factory)
    for language in LANGUAGES:
        small.replace(f"docs/{language}.yml", '!ENV [EDIT_URI, ""]', '""')
        for title, description, address, markdown, _, _ in CASES:
            page = small.project.docs / language / f"{address.strip('/')}.md"
            page.parent.mkdir(exist_ok=True)
            meta = json.dumps({"title": title, "description": description}, ensure_ascii=False)
            heading = escape(title)
            page.write_text(f"---\n{meta}\n---\n\n# {heading} {{#top}}\n\n{markdown}\n", encoding="utf-8")
    out = small.project.root / "out"
    run_mkdocs(small.project, out)
    return out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=[case[2] for case in CASES])
def test_page_is_that_of_mkdocs(rendered: Path, case: tuple, language: str):
    title, description, address, _, body, sections = case
    for anchor, words in sections:
        body = body.replace(f"{{{anchor}}}", section(anchor, escape(words), language))
    page = Page(address, title, title, description, body, sections=sections)
    expected = with_script_hashes((rendered / language / address / "index.html").read_text(encoding="utf-8"))
    assert load_frames(rendered / language)[page.depth].fill(page) == expected


def test_a_page_that_names_placeholders(rendered: Path):
    """What a page says is never taken for a placeholder."""
    words = " ".join(
        f"xq{name}qx" for name in ("title", "body", "head", "toc", "csp", "section", "anchor", "address")
    )
    frame = load_frames(rendered / "de")[2]
    page = Page("cases/one/", words, words, words, words, words, [(words, words)])
    html = frame.fill(page)
    assert html.count(words) == len([page.title, page.heading, page.description, page.body, page.head]) + 2
    assert "xq" not in html.replace(words, "")


@pytest.mark.parametrize("depth", FRAMES)
def test_hashes_of_inline_scripts(rendered: Path, depth: int):
    html = load_frames(rendered / "en")[depth].fill(Page("x/" * depth, "a", "a", "a", "<p>a</p>"))
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    scripts = re.findall(r"(?s)<script(?![^>]* src=)(?![^>]* type=)[^>]*>(.*?)</script>", html)
    assert scripts
    wanted = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    assert set(re.findall(r"'sha256-([^']*)'", policy)) == wanted
    assert "unsafe-inline" not in policy


def test_script_hashes_are_named_once():
    html = "xqcspqx<script>a</script><script>a</script><script>b</script>"
    assert with_script_hashes(html) == (
        "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=' 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='"
        "<script>a</script><script>a</script><script>b</script>"
    )


@pytest.fixture(scope="module")
def source(rendered: Path) -> str:
    """The HTML of a frame."""
    return (rendered / "de" / FRAMES[2]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("xqtitleqx", "", "unexpected placeholders in the frame (title)"),
        ("xqtitleqx", "xqtitleqx xqtitleqx", "unexpected placeholders in the frame (title)"),
        ("xqdescriptionqx", "Sicherheit", "unexpected placeholders in the frame (description)"),
        ("xqheadqx", "", "unexpected placeholders in the frame (head)"),
        ("xqaddressqx", "", "unexpected placeholders in the frame (address)"),
        ("<p>xqbodyqx</p>", "", "unexpected placeholders in the frame (anchor, body, section)"),
        ("<body", "xqnewqx<body", "unexpected placeholders in the frame (new)"),
        ("md-nav--secondary", "md-nav--third", "the frame has no table of contents with its placeholder"),
        ("xqsectionqx", "", "the frame has no table of contents with its placeholder"),
    ],
)
def test_a_changed_theme(source: str, old: str, new: str, message: str):
    assert old in source
    with pytest.raises(KbError) as raised:
        Frame(source.replace(old, new), "docs/de/frame/page/index.html")
    assert str(raised.value) == f"docs/de/frame/page/index.html: {message}; did the theme change?"


def test_a_missing_frame(rendered: Path, tmp_path: Path):
    (tmp_path / "de").mkdir()
    with pytest.raises(KbError, match=r"^MkDocs made no frame/index.html of de: is there a frame in docs/de\?$"):
        load_frames(tmp_path / "de")


PARTS = {"search": '<form class="a">\n<p>&lt;x&gt;</p>\n</form>', "overview": "<section>\n<h2>B</h2>\n</section>"}


def test_the_home_page_is_that_of_mkdocs(small: Small):
    """Set into its places, parts are where MkDocs renders them when they stand in the Markdown."""
    page = small.project.docs / "en/index.md"
    out = small.project.root / "out"
    run_mkdocs(small.project, out)
    home = load_home(out / "en")
    for name, part in PARTS.items():
        written = page.read_text(encoding="utf-8")
        place = re.search(rf"<!-- kb:{name}.*-->", written)
        page.write_text(written.replace(place[0], part), encoding="utf-8")
    run_mkdocs(small.project, out)
    assert home.fill(PARTS) == (out / "en/index.html").read_text(encoding="utf-8")


def test_a_home_page_without_places_is_the_owners():
    html = "<p>Mine. <!-- my: remark --></p>"
    assert Home(html, "docs/en/index.md").fill(PARTS) == html


@pytest.mark.parametrize(
    ("html", "name"),
    [("<!-- kb:serch -->", "serch"), ("<!-- kb:search -->\n<!-- kb:search (again) -->", "search")],
)
def test_places_that_the_home_page_cannot_have(html: str, name: str):
    with pytest.raises(KbError) as raised:
        Home(html, "docs/en/index.md").fill(PARTS)
    assert str(raised.value) == (
        f"docs/en/index.md: <!-- kb:{name} --> is unknown or there twice; "
        "the build knows <!-- kb:search --> and <!-- kb:overview -->"
    )


def test_a_missing_home_page(tmp_path: Path):
    with pytest.raises(KbError, match=r"^there is no home page docs/de/index.md$"):
        load_home(tmp_path / "de")


def test_mkdocs_fails(small: Small):
    small.replace("docs/en.yml", "docs_dir: en", "docs_dir: nowhere")
    with pytest.raises(KbError, match=r"^MkDocs could not build .*/docs/en.yml:\n.*nowhere"):
        run_mkdocs(small.project, small.project.root / "out")


def test_a_link_that_leads_nowhere(small: Small):
    small.replace("docs/en/index.md", "about.md", "abot.md")
    with pytest.raises(KbError) as error:
        run_mkdocs(small.project, small.project.root / "out")
    first, *rest = f"{error.value}".splitlines()
    assert first == f"MkDocs could not build {small.project.docs / 'en.yml'}:"
    assert rest == [
        "WARNING -  Doc file 'index.md' contains a link 'abot.md', but the target is not found among"
        " documentation files."
    ]


def test_without_a_repository(small: Small):
    """Neither the addresses of its files are made up nor does MkDocs stumble over their ends."""
    text = (small.project.root / "mkdocs.yml").read_text(encoding="utf-8")
    without = re.sub(r"(?m)^repo_url: .*$", 'repo_url: ""', text)
    (small.project.root / "mkdocs.yml").write_text(without, encoding="utf-8")
    small = Small(find_project(small.project.records, start=small.project.root))
    run_mkdocs(small.project, small.project.root / "out")
    assert "/edit/" not in (small.project.root / "out/en/about/index.html").read_text(encoding="utf-8")


def test_a_template_of_the_theme_fails(small: Small):
    small.replace("docs/theme/partials/footer.html", "{% set ui", "{{ 1 / 0 }}\n{% set ui")
    with pytest.raises(KbError, match=r"docs/theme/partials/footer.html:\d+: ZeroDivisionError: division by zero$"):
        run_mkdocs(small.project, small.project.root / "out")
