"""Parts of a record for which CSAF has no fields, as CommonMark in one language."""

from kb.records.advisory import Advisory
from kb.records.affected import ProductRow
from kb.records.remedy import Detection, Faq, Mitigation, Step, Workaround
from kb.records.text import Code, Text, Title
from kb.render.speech import Speech


class Prose:
    """Puts together texts in one language; what is missing in it is left out, never in the other language."""

    def __init__(self, speech: Speech):
        self._language, self._labels = speech.language, speech.labels

    def say(self, text: Title | Text | None) -> str:
        """Returns `text` in the language, or "" where there is none."""
        return (getattr(text, self._language) or "").strip() if text else ""

    @property
    def investigated(self) -> str:
        """What there is for a product of which it is not known yet whether it is affected."""
        return self._labels["affected"]["investigated"].capitalize()

    def remediation(self, row: ProductRow) -> str:
        """Returns what there is for a product instead of an update, and below it what is said of this row alone."""
        return self._joined(self._labels["remediation"][row.remediation], self.say(row.note))

    def faq(self, item: Faq) -> str:
        """Returns the answer with its code."""
        return self._joined(self.say(item.answer), *map(self._code, item.code))

    def steps(self, steps: list[Step]) -> str:
        """Returns steps to take, in order."""
        return self._joined(*map(self._step, steps))

    def detection(self, item: Detection) -> str:
        """Returns how to recognise the matter."""
        return self._joined(self.bold(item.title), self.say(item.text), *map(self._code, item.code))

    def mitigation(self, item: Mitigation) -> str:
        """Returns a mitigating factor, its title above it."""
        return self._joined(self.bold(item.title), self.say(item.text))

    def workaround(self, item: Workaround) -> str:
        """Returns all of a workaround but its title."""
        parts = [self.say(item.text), self.steps(item.steps)]
        if impact := self.say(item.impact):
            parts.append(f"*{self._labels['workaround_impact']}:* {impact}")
        if undo := self.steps(item.undo):
            parts += [f"*{self._labels['workaround_undo']}:*", undo]
        return self._joined(*parts)

    def bold(self, title: Title | None) -> str:
        """Returns a title as a line of its own."""
        return f"**{words}**" if (words := self.say(title)) else ""

    def lists(self, advisory: Advisory) -> list[tuple[str, str]]:
        """Returns (title, text) of what is only listed: updates, values to look for, and certificates."""
        labels, found = self._labels, []
        releases = [
            " ".join(filter(None, (each.id, each.date and f"({each.date})", each.url))) for each in advisory.releases
        ]
        found.append((labels["section"]["releases"], _items(releases)))
        for group in advisory.indicators:
            title = ": ".join(filter(None, (labels["indicator"][group.type], self.say(group.label))))
            found.append((title, _items([f"`{value}`" for value in group.values])))
        names = [
            ", ".join(filter(None, (each.subject, each.issuer, each.thumbprint, each.serial, *each.updates)))
            for each in advisory.certificates
        ]
        found.append((labels["certificates"], _items(names)))
        return [(title, text) for title, text in found if text]

    def _step(self, step: Step) -> str:
        return self._joined(
            self.bold(step.section), self.bold(step.title), self.say(step.text), *map(self._code, step.code)
        )

    def _code(self, code: Code) -> str:
        above = ": ".join(filter(None, (self.say(code.caption), code.path and f"`{code.path}`")))
        text = code.code.strip("\n")
        fence = "~~~" if "```" in text else "```"
        return self._joined(above, f"{fence}{code.language}\n{text}\n{fence}")

    @staticmethod
    def _joined(*parts: str) -> str:
        return "\n\n".join(filter(None, parts))


def _items(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
