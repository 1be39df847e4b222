"""All pages are valid HTML by the Nu Html Checker (vnu), in one run over the site."""

import json
import subprocess
from pathlib import Path

_VNU = Path(__file__).parents[1] / "node_modules/vnu-jar/build/dist/vnu.jar"
# Material keeps Firefox from restoring the checkboxes behind its menu, with autocomplete="off" against the standard.
_MATERIAL = "Attribute “autocomplete” is only allowed when the input type is"


def test_all_pages_are_valid(built_site: Path):
    command = ["java", "-Xss4m", "-jar", _VNU, "--errors-only", "--format", "json", "--skip-non-html", built_site]
    done = subprocess.run(command, capture_output=True, text=True)
    errors = json.loads(done.stderr)["messages"]
    own = [each for each in errors if not each["message"].startswith(_MATERIAL)]
    assert [f"{each['url']}:{each.get('lastLine')}: {each['message']}" for each in own] == []
