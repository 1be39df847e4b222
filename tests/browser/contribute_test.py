"""A new entry, begun on GitHub from the page "Contribute"."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from kb.project import Project

BEGUN = """\
# yaml-language-server: $schema=../schema/advisory.json
id: "ACME-SA-2026-007"
kind: vulnerability
state: update-available
is_vulnerability: true
published: 2026-02-28
updated: 2026-02-28

title:
  de: ""
  en: ""

summary:
  de: ""
  en: ""

revisions:
  - date: 2026-02-28
    text:
      de: Erste Fassung.
      en: First version.
"""


@pytest.mark.parametrize(("language", "day"), [("de", "Erste Veröffentlichung"), ("en", "First published")])
def test_a_new_entry_begins_on_github(browser: Browser, project: Project, served_site: str, language: str, day: str):
    if not project.repo_url.startswith("https://github.com/"):
        pytest.skip("the repository is not on GitHub")
    with browser.new_context() as context:
        page = context.new_page()
        page.route("https://github.com/**", lambda route: route.fulfill(body="GitHub"))
        page.goto(f"{served_site}/{language}/contribute/")
        page.get_by_label(day).fill("2026-02-28")
        for wrong in ("  ", "../x", "EX 1", "EX#1"):
            page.get_by_label("ID", exact=True).fill(wrong)
            page.keyboard.press("Enter")
            assert not page.locator(".kb-new-entry").evaluate("form => form.checkValidity()")
        page.get_by_label("ID", exact=True).fill(" ACME-SA-2026-007.yml ")
        page.keyboard.press("Enter")
        page.wait_for_url("https://github.com/**")
        address, query = urlsplit(page.url), parse_qs(urlsplit(page.url).query)
    assert f"https://github.com{address.path}" == f"{project.repo_url}/new/{project.branch}"
    assert query == {"filename": ["advisories/2026/ACME-SA-2026-007.yml"], "value": [BEGUN]}
