"""The pages that go on in the reader's language: the root, and the short addresses of what has an identifier."""

from jinja2 import Environment

from kb.render.library import Library
from kb.render.speech import Speech


def choose_page(
    environment: Environment, library: Library, speeches: dict[str, Speech], root_url: str, group: str, name: str
) -> str:
    """Returns the page in front of a page in all languages.

    `group` is the folder of that page, `name` its identifier: `advisories` and an id, `kb` and a number, `cve` and a
    CVE number; both are empty at the root. `environment` is that of the language in which the page itself is,
    `root_url` the site's address.
    """
    speech: Speech = environment.globals["s"]
    words = speech.labels["page"]
    notes: dict[str, str] = {}  # what follows the name of a language
    if group == "advisories":
        entry = library.by_id[name]
        title, description = words["redirect"].format(id=name), speech.plain(entry.title)
        notes = {code: each.line(entry.title) for code, each in speeches.items()}
    elif group == "kb":
        title, description = (words[key].format(number=name) for key in ("kb", "kb_description"))
    elif group == "cve":
        title, description = name, words["cve_description"].format(cve=name)
    else:
        title, description = speech.labels["site_name"], speech.labels["site_description"]
    own = short_address(group, name)
    return environment.get_template("choose.html").render(
        title=title,
        description=description,
        notes=notes,
        address=f"{group}/{name}/" if group else "",
        canonical=root_url + own,
        root_url=root_url,
        up="../" * own.count("/"),
        languages=speeches,
    )


def short_address(group: str, name: str) -> str:
    """Returns the address of such a page below the site's root. That of an advisory is its id alone."""
    return f"{name}/" if group == "advisories" else f"{group}/{name}/" if group else ""
