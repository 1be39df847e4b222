"""Says what to do about YAML that cannot be read, or that was meant otherwise."""

import re

BACKSLASH = "a backslash stands for itself only in 'single quotes' or in a block after |"

_NO_BREAK = re.compile(r"[ \xa0-]*\xa0|[ -]*[\w-]+: *\xa0")


def syntax_hint(text: str, line: int) -> str:
    """Returns what is probably wrong in YAML `text` that the parser refuses in `line`."""
    lines = text.split("\n")
    content = lines[line - 1] if line <= len(lines) else ""
    if content.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "Git wrote this line: choose one of the two versions, and remove the marks around them"
    if no_break := no_break_hint(text, line) or no_break_hint(text, line - 1):
        return no_break
    if re.match(r"[ -]*[\w-]+:[^\s:/]", content):
        return "put a space after the colon"
    if "\t" in content:
        return "indent with spaces, not with tabs"
    if ": " in content.partition(": ")[2]:
        return 'put text that contains ": " in quotes'
    if '"' in content and "\\" in content:
        return BACKSLASH
    value = content.partition(": ")[2].lstrip() or content.lstrip(" -")
    if value[:1] in ("[", "{"):
        return f"close the {value[0]}, or put a value that begins with it in quotes"
    if value[:1] in ("%", "*", "@", "&", "`", "!", "|", ">"):
        return f"put a value that begins with {value[:1]} in quotes"
    return "check indentation, quotes and colons here and in the line above"


def character_hint(before: str) -> str:
    """Returns what to do about a character that YAML does not allow, where the text `before` it ends."""
    if before.endswith(("Â", "Ã", "â€")):  # as in GrÃ\x9fe
        return "a wrong encoding damaged the text here: write the character that was meant"
    return "remove it"


def no_break_hint(text: str, line: int) -> str:
    """Returns a hint if `line` holds a no-break space where YAML wants an ordinary one, or nothing."""
    if "\xa0" not in text or line < 1:
        return ""
    content = text.split("\n")[line - 1 : line]
    if not any(map(_NO_BREAK.match, content)):
        return ""
    return f"write an ordinary space for the no-break space (U+00A0) in line {line}"


def doubled_hint(name: str, entry: bool, block: bool) -> str:
    """Returns what to do about a second key `name`: in an `entry` of a list, or where it holds a `block`."""
    if entry:
        return "begin a new entry with `- `, or keep one of the two"
    return f"put both under one `{name}:`, or keep one of the two" if block else "keep one of the two"
