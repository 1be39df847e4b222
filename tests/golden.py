"""Golden files: what is made is compared literally with a file in tests/golden.

Where a change is meant, `UPDATE_GOLDEN=1 pytest tests/render tests/site` writes them anew; read the difference.
"""

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, made: str) -> None:
    """Compares `made` with the golden file `name`."""
    file = _FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")
