"""The parts of a draft that are mostly text: summary, questions, remedies, acknowledgments."""

import re
from dataclasses import replace
from typing import Any

from kb.imports.draft import Draft
from kb.imports.technet import texts
from kb.imports.technet.blocks import Block
from kb.imports.technet.document import OUTER, Document
from kb.imports.technet.keep import Words, short
from kb.imports.technet.rows import footnote
from kb.imports.technet.software import REFERENCES

_LABELS = {
    "recommendation": re.compile(r"\*\*(?:Empfehlung|Recommendation)[.:]?\s*\*\*[.:]?\s*", re.I),
    "known_issues": re.compile(r"\*\*(?:Bekannte Probleme|Known Issues)[.:]?\s*\*\*[.:]?\s*", re.I),
}
# Lines that only announce what follows.
_INTRODUCTION = re.compile(
    r"Weitere Informationen zu diesem Problem finden Sie unter den folgenden"
    r"|For more information about this issue, see the following"
    r"|Microsoft hat die folgenden? Problemumgehung|Problemumgehung bezieht sich|Workaround refers to"
    r"|Schadensbegrenzung bezieht sich|Mitigation refers to|Microsoft (?:\[?dankt|\[?thanks)",
    re.I,
)


def add_texts(made: Draft, document: Document, words: Words, tables: set[int]) -> None:
    """Adds the texts of `made`: as entries to write, with remarks on where the document has them, or as kept.

    `tables` are the lines of tables that became values as a whole.
    """
    made.record["summary"] = words.text("")
    for line in _outline(document):
        made.note(("summary",), line)
    if not words.keep:
        made.record["recommendation"] = words.text("")
    used = {*tables}
    for entry in made.record.get("footnotes", []):
        if block := footnote(document, entry["mark"]):
            used.add(block.line)
    _questions(made, document, words, used)
    _remedies(made, document, words, used)
    _thanks(made, document, words, used)
    if words.keep:
        _rest(made, document, words, used)


def _outline(document: Document) -> list[str]:
    """Returns "line N: heading" for the parts of the document that are its own."""
    found = []
    for each in document.placed:
        block = each.block
        label = block.inline.lead if block.kind == "text" and not block.inline.lead.endswith("?") else ""
        text = block.text if block.kind == "heading" else label
        if text and each.part not in OUTER and block.line > document.head.version_line:
            found.append(f"line {block.line}: {short(text)}")
    return found


def _questions(made: Draft, document: Document, words: Words, used: set[int]) -> None:
    for number, each in enumerate(texts.questions(document)):
        made.note(("faq", number), f"line {each.line}: {each.title}")
        used |= {each.line, *(block.line for block in each.blocks)}
        answer = words.prose(each.blocks) or words.title("–")
        entry: dict[str, Any] = {"question": words.title(each.title), "answer": answer}
        if not words.keep and (code := [_code(*found) for found in texts.code(each.blocks)]):
            entry["code"] = code
        made.record.setdefault("faq", []).append(entry)


def _code(line: int, notation: str, text: str) -> dict[str, str]:
    return ({"language": notation} if notation != "text" else {}) | {"code": f"{text}\n"}


def _remedies(made: Draft, document: Document, words: Words, used: set[int]) -> None:
    parts = {"mitigations": texts.items(document, "mitigations"), "workarounds": texts.workarounds(document)}
    for field, found in parts.items():
        for number, each in enumerate(found):
            first = each.blocks[0].text if each.blocks else ""
            made.note((field, number), f"line {each.line}: {short(each.title or first)}")
            used |= {each.line, *(block.line for block in each.blocks)}
            title = {"title": words.title(each.title)} if each.title else {}
            text = words.prose(texts.outward(each.blocks)) or (
                words.title(each.title) if field == "mitigations" else {}
            )
            if field == "workarounds" and not words.keep:
                steps = [{"text": words.text(""), "code": [_code(*code)]} for code in texts.code(each.blocks)]
                made.record.setdefault(field, []).append(title | ({"steps": steps} if steps else {}))
            else:
                made.record.setdefault(field, []).append(title | ({"text": text} if text else {}))


def _thanks(made: Draft, document: Document, words: Words, used: set[int]) -> None:
    for number, each in enumerate(texts.thanks(document)):
        made.note(("acknowledgments", number), f"line {each.line}: {each.text}")
        used.add(each.line)
        entry: dict[str, Any] = {"names": each.names} if each.names else {}
        entry |= {"anonymous": True} if each.anonymous else {}
        if each.organizations:
            entry["organizations"] = [
                {"name": name} | ({"url": url} if url else {}) for name, url in each.organizations
            ]
        made.record.setdefault("acknowledgments", []).append(entry | {"text": words.title(each.text)})


def _rest(made: Draft, document: Document, words: Words, used: set[int]) -> None:
    """Adds the texts that have no entry of their own: some have a field, of the others the first is the summary."""
    fields: dict[str, list[Block]] = {"": []}
    for each in document.placed:
        block = each.block
        if each.part in OUTER or each.begins or block.line <= document.head.version_line or block.line in used:
            continue
        heads_products = each.part == "products" and (block.kind == "heading" or block.inline.bold)
        of_references = block.kind == "table" and REFERENCES.match(block.rows[0][0].text)
        if _INTRODUCTION.match(block.text) or of_references or heads_products:
            continue
        label = next((name for name, form in _LABELS.items() if form.match(block.inline.source)), "")
        if label:
            source = _LABELS[label].sub("", block.inline.source, count=1)
            block = replace(block, inline=replace(block.inline, source=source))
        name = label or {"products": "affected", "actions": "actions"}.get(each.part, "")
        fields.setdefault(name, []).append(block)
    rest = fields.pop("")
    summary = next((block for block in rest if block.kind == "text" and not block.depth), None)
    if summary:
        rest.remove(summary)
    made.record["summary"] = words.prose([summary] if summary else []) or words.title(document.head.headline or "–")
    if text := words.prose(fields.pop("actions", [])):
        made.record["actions"] = [{"text": text}]
    for name, blocks in (*fields.items(), ("details", rest)):
        if text := words.prose(blocks):
            made.record[name] = text
