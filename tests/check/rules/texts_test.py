"""Languages, links and HTML in texts."""

import pytest

from tests.check.cases import printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "missing-translation",
        """\
title: {en: Title}
summary:
  de: Zusammenfassung
faq:
  - question: {de: Frage, en: Question}
    answer:
      en: Answer
""",
        """\
2008/954474.yml:1:1: warning[missing-translation]: `title` has no text in `de`
    hint: add `de:`
2008/954474.yml:2:1: warning[missing-translation]: `summary` has no text in `en`
    hint: add `en:`
2008/954474.yml:6:5: warning[missing-translation]: `answer` has no text in `de`
    hint: add `de:`
""",
    ),
    (
        "wording",
        """\
title: {de: Zwei Schwachstellen, en: A security hole in the Security Centre}
summary:
  de: >-
    Die Schwachstelle „Schwachstelle“ ist ein Buffer
    Bug. Die `Schwachstelle` und eine weitere Schwachstelle
    in **Schwachstelle**, aber keine Schwachstellenanalyse.
  en: |
    An ORGANISATION in the city centre: “centre”, and organising

    ```
    organise
    ```
faq:
  - question: {en: Organised?}
""",
        """\
2008/954474.yml:1:18: warning[wording]: `Schwachstellen` is a word that the glossary avoids
    hint: write `Sicherheitslücke`
2008/954474.yml:1:40: warning[wording]: `security hole` is a word that the glossary avoids
    hint: write `vulnerability`
2008/954474.yml:4:9: warning[wording]: `Schwachstelle` is a word that the glossary avoids
    hint: write `Sicherheitslücke`
2008/954474.yml:4:47: warning[wording]: `Buffer Bug` is a word that the glossary avoids
    hint: write `Sicherheitslücke`
2008/954474.yml:5:47: warning[wording]: `Schwachstelle` is a word that the glossary avoids
    hint: write `Sicherheitslücke`
2008/954474.yml:8:8: warning[wording]: `ORGANISATION` is a word that the glossary avoids
    hint: write `organize`
2008/954474.yml:8:33: warning[wording]: `centre` is a word that the glossary avoids
    hint: write `center`
2008/954474.yml:8:55: warning[wording]: `organising` is a word that the glossary avoids
    hint: write `organize`
2008/954474.yml:14:20: warning[wording]: `Organised` is a word that the glossary avoids
    hint: write `organize`
""",
    ),
    (
        "wording",
        """\
title: {de: Die Schwachstelle im Bericht, en: [security hole]}
references:
  - type: web
    title: {de: Schwachstellen, en: Centre}
source: {title: Schwachstelle}
""",
        """\
2008/954474.yml:1:17: warning[wording]: `Schwachstelle` is a word that the glossary avoids
    hint: write `Sicherheitslücke`
""",
    ),
    (
        "folded-lines",
        """\
summary:
  de: >-
    Installieren Sie:
    - das Update
    - und noch eines
  en: Install
    1. one
    2. two
impact:
  de: >
    Absatz

    Absatz
  en: >-
    Versions:

    | a | b |
    |---|---|
faq:
  - answer:
      de: >-
        - eins
        - zwei
      en: >-
        Type:

        ```
        dir
        ```
    code:
      - code: >
          one
          two
      - code: one
          two
""",
        """\
2008/954474.yml:4:5: error[folded-lines]: a list in one line with what is before it: `|` is missing, which keeps lines
    hint: write `|` after the key and the text below it
2008/954474.yml:7:5: error[folded-lines]: a list in one line with what is before it: `|` is missing, which keeps lines
    hint: write `|` after the key and the text below it
2008/954474.yml:13:5: error[folded-lines]: a paragraph in one line with what is before it: `|` is missing, which keeps lines
    hint: write `|` after the key and the text below it
2008/954474.yml:17:5: error[folded-lines]: a paragraph in one line with what is before it: `|` is missing, which keeps lines
    hint: write `|` after the key and the text below it
2008/954474.yml:23:9: error[folded-lines]: a list in one line with what is before it: `|` is missing, which keeps lines
    hint: write `|` after the key and the text below it
2008/954474.yml:27:9: error[folded-lines]: code in one line with what is before it: `|` is missing, which keeps lines
    hint: write `|` after the key and the text below it
2008/954474.yml:33:11: error[folded-lines]: a line of code in one line with what is before it: `|` is missing, which keeps lines
    hint: write `|` after the key and the text below it
2008/954474.yml:35:11: error[folded-lines]: a line of code in one line with what is before it: `|` is missing, which keeps lines
    hint: write `|` after the key and the text below it
""",
    ),
    (
        "folded-lines",
        """\
summary:
  de: >-
    Am
    3. Juli und am
    12. August
  en: |-
    A list:

    - one
    - two

    And
    more.
impact:
  de: >-
    Eine Liste:

    - eins

    - zwei
  en: >-
    A list:
      - one
      - two
details:
  de: >-
    Absatz mit einem Gedanken
    - einem Strich


    Absatz
  en: "One

    two"
faq:
  - code:
      - code: |
          one
          two
      - code: >-
          one
""",
        "",
    ),
    (
        "unsafe-link",
        """\
summary:
  de: >-
    Mehr [hier](http://example.org/a) und
    [dort](https://example.org/b).
  en: "More [here](javascript:alert(1)), <ftp://example.org>, ![x](data:image/png;base64,AA) and [more][1].\\n\\n[1]: ../954475"
""",
        """\
2008/954474.yml:3:17: error[unsafe-link]: a link to `http://example.org/a`
    hint: write an https: address
2008/954474.yml:5:20: error[unsafe-link]: a link to `javascript:alert(1)`
    hint: write an https: address
2008/954474.yml:5:43: error[unsafe-link]: a link to `ftp://example.org`
    hint: write an https: address
2008/954474.yml:5:68: error[unsafe-link]: a link to `data:image/png;base64,AA`
    hint: write an https: address
2008/954474.yml:5:117: error[unsafe-link]: a link to `../954475`
    hint: write an https: address
""",
    ),
    (
        "unsafe-link",
        """\
summary:
  en: Write to <mailto:a@example.org>, see [this](https://example.org/) and `[a](http://b)`.
""",
        "",
    ),
    (
        "raw-html",
        """\
summary:
  de: |
    Text

    <script>alert(1)</script>
  en: Press <b>now</b>, not `<b>`.
""",
        """\
2008/954474.yml:5:5: error[raw-html]: HTML is shown as text: `<script>alert(1)</script>`
    hint: use CommonMark, or put it in `backticks`
2008/954474.yml:6:13: error[raw-html]: HTML is shown as text: `<b>`
    hint: use CommonMark, or put it in `backticks`
2008/954474.yml:6:19: error[raw-html]: HTML is shown as text: `</b>`
    hint: use CommonMark, or put it in `backticks`
""",
    ),
    (
        "raw-html",
        """\
title:
  en: Fault in <canvas>
summary:
  en: 1 < 2, \\<b>
""",
        "",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
