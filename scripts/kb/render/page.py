"""A page before it is set into the frame of its language."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Page:
    """What fills a frame. Texts are plain words, `heading` may be HTML; `body` and `head` are HTML.

    `address` is the address inside the language with a slash at its end, `sections` are (anchor, words) for the
    table of contents.
    """

    address: str
    title: str
    heading: str
    description: str
    body: str
    head: str = ""
    sections: list[tuple[str, str]] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many folders the address lies deep; the frame is chosen by it."""
        return self.address.count("/")
