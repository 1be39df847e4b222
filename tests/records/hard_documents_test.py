"""The format holds the kinds of facts that the hardest source documents state, and loses none of them in the JSON.

The records are small and made by hand, modelled on the documents whose numbers they bear.
"""

import json

import pytest
import yaml

from kb.check.structure import validate
from kb.records.advisory import Advisory
from kb.records.source import parse
from kb.render.jsondata import advisory_json

# What every record needs; the records below say the rest.
FRAME = """\
kind: guidance
state: informational
is_vulnerability: true
published: 2009-07-28
updated: 2016-01-05
title: {de: Titel, en: Title}
summary: {de: Zusammenfassung, en: Summary}
"""
REVISIONS = """\
revisions:
  - {version: "1.0", date: 2009-07-28, text: {de: Erste Fassung., en: First version.}}
"""

RECORDS = {
    # A control by itself and in applications, one of which lacks it; keys that tell whether it is installed.
    "955179": """\
products:
  - {product: snapshot-viewer, status: affected}
  - {product: access-2003, component: snapshot-viewer}
  - {product: access-2007, status: not-affected}
detection:
  - text: {de: Einer der Schlüssel ist vorhanden., en: One of the keys exists.}
    code:
      - language: registry
        code: |
          HKEY_CLASSES_ROOT\\CLSID\\{F0E42D50-368C-11D0-AD81-00A0C90DC8D9}
          HKEY_CLASSES_ROOT\\CLSID\\{F2175210-368C-11D0-AD81-00A0C90DC8D9}
indicators:
  - type: clsid
    values: ["{F0E42D50-368C-11D0-AD81-00A0C90DC8D9}", "{F2175210-368C-11D0-AD81-00A0C90DC8D9}"]
mitigations: []
references:
  - {type: cert, id: "VU#837785", url: "https://www.kb.cert.org/vuls/id/837785"}
""",
    # Several bulletins for one matter, a product named by the first mended version, questions in groups.
    "973882": """\
products:
  - {product: live-messenger, versions: "< 14.0.8089", fixed: "14.0.8089"}
vulnerabilities:
  - {cve: CVE-2009-0901, severity: moderate, exploited: true, publicly_disclosed: false, exploit_public: true}
  - {cve: CVE-2009-2493, impact: remote-code-execution}
faq:
  - section: {de: Für Entwickler, en: For developers}
    question: {de: "Was ist ATL?", en: "What is ATL?"}
    answer: {de: Eine Bibliothek., en: A library.}
references:
  - {type: bulletin, id: MS09-035, relation: resolves}
  - {type: bulletin, id: MS09-060, relation: resolves}
""",
    # A new update every month for years: products in which a component sits in a browser, versions above 50.
    "2755801": """\
version: "53.0"
products:
  - {product: windows-10-x86, component: flash-in-edge}
  - {product: windows-10-x86, component: flash-in-ie11}
  - {product: windows-server-2012-core, status: not-affected}
releases:
  - id: KB3133431
    date: 2016-01-05
    products:
      - {product: windows-10-x86, component: flash-in-edge}
      - {product: windows-10-x86, component: flash-in-ie11}
    addresses: [APSB16-01]
    replaces: [{update: KB3132372}]
    note: {de: Nur über Windows Update., en: Through Windows Update only.}
  - id: KB3132372
    date: 2015-12-29
    addresses: [APSB16-01, CVE-2015-8651]
    replaces: []
workarounds:
  - title: {de: Flash Player sperren, en: Block Flash Player}
    products: [windows-10-x86]
    steps:
      - text: {de: "Speichern Sie dies als `.reg`.", en: "Save this as `.reg`."}
        code:
          - language: registry
            code: |
              Windows Registry Editor Version 5.00

              [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Office\\Common\\COM\\Compatibility\\{D27CDB6E-AE6D-11CF-96B8-444553540000}]
              "Compatibility Flags"=dword:00000400
    impact: {de: Flash läuft nicht mehr., en: Flash no longer runs.}
    undo:
      - text: {de: Löschen Sie die Schlüssel., en: Delete the keys.}
acknowledgments:
  - organizations:
      - {name: TippingPoint, url: "https://www.tippingpoint.com/"}
      - {name: Zero Day Initiative, url: "https://www.zerodayinitiative.com/"}
    text: {de: für den Hinweis, en: for the report}
  - names: [Carsten H. Eiram, Dyon Balding]
    organizations: [{name: Secunia}]
    cves: [CVE-2015-8651]
  - {anonymous: true, text: {de: für die Mithilfe, en: for the help}}
revisions:
  - {version: "1.0", date: 2012-09-21, text: {de: Erste Fassung., en: First version.}}
  - {version: "1.1", date: 2012-09-21, text: {de: Update ergänzt., en: Update added.}}
  - {version: "1.10", date: 2012-09-21, text: {de: Verweis ergänzt., en: Reference added.}}
  - {version: "53.0", date: 2016-01-05, text: {de: Update ergänzt., en: Update added.}}
  - {version: "53.0", date: 2016-01-05, text: {de: Link berichtigt., en: Link corrected.}}
""",
    # The source prints the opposite of what it means; no product at all.
    "2880823": """\
is_vulnerability: false
recommendation: {de: Wechseln Sie zu SHA-2., en: Move to SHA-2.}
source:
  publisher: Microsoft
  title: Microsoft-Sicherheitsempfehlung 2880823
  language: de
  license: CC-BY-4.0
  deviations:
    - field: recommendation
      printed: zu SHA-1 migrieren
      taken: zu SHA-2 wechseln
      reason: {de: Von SHA-1 wird abgeraten., en: SHA-1 is what is advised against.}
""",
    # The same system with and without Server Core; an event that changes.
    "3004375": """\
products:
  - {product: windows-7-x64-sp1, update: KB3004375}
  - product: windows-server-2012
    update: KB3004375
    replaces: []
  - product: windows-server-2012
    update: KB3004375
    group: {de: Server-Core-Installationsoption, en: Server Core installation option}
indicators:
  - {type: event-id, label: {de: Prozess erstellt, en: Process created}, values: ["4688"]}
known_issues: {de: Befehlszeilen können Kennwörter enthalten., en: Command lines may contain passwords.}
""",
    # A package with one bad version; steps in two groups.
    "3214296": """\
packages:
  - ecosystem: NuGet
    name: Microsoft.IdentityModel.Tokens
    ranges: [{versions: "5.1.0", fixed: "5.1.1"}]
actions:
  - section: {de: Direkte Abhängigkeiten, en: Direct dependencies}
    title: {de: project.json ändern, en: Change project.json}
    code:
      - path: project.json
        language: json
        code: |
          "dependencies": {
            "Microsoft.IdentityModel.Tokens": "5.1.1",
          }
  - section: {de: Transitive Abhängigkeiten, en: Transitive dependencies}
    text: {de: "Prüfen Sie `project.lock.json`.", en: "Check `project.lock.json`."}
""",
    # Packages with two affected lines, each with its own fix.
    "4021279": """\
packages:
  - ecosystem: NuGet
    name: Microsoft.AspNetCore.Mvc
    ranges:
      - {versions: "1.0.0 - 1.0.3", fixed: "1.0.4"}
      - {versions: "1.1.0 - 1.1.2", fixed: "1.1.3"}
vulnerabilities:
  - {cve: CVE-2017-0247, impact: denial-of-service}
  - {cve: CVE-2017-0249, impact: elevation-of-privilege, severity: important}
""",
    # An engine inside several products, the exploitability index, a footnote that one row bears.
    "2491888": """\
products:
  - product: security-essentials
    component: malware-protection-engine
    last_affected: "1.1.6502.0"
    fixed: "1.1.6603.0"
    severity: important
    impact: elevation-of-privilege
    cves: [CVE-2011-0037]
    footnotes: ["*", "**"]
  - product: malicious-software-removal-tool
    component: malware-protection-engine
    footnotes: ["*", "**", "1"]
  - {product: antigen-for-exchange, status: not-affected}
footnotes:
  - {mark: "*", text: {de: Letzte betroffene Version., en: Last affected version.}}
  - {mark: "**", text: {de: Ab hier nicht betroffen., en: Not affected from here on.}}
  - {mark: "1", text: {de: Nur bis Februar 2011., en: Up to February 2011 only.}}
vulnerabilities:
  - cve: CVE-2011-0037
    exploited: false
    publicly_disclosed: false
    exploitability:
      current: 1
      older: 0
      denial_of_service: temporary
      note: {de: Rechte werden erweitert., en: Rights are elevated.}
acknowledgments:
  - names: [Cesar Cerrudo]
    organizations: [{name: Argeniss, url: "https://www.argeniss.com/"}]
    cves: [CVE-2011-0037]
""",
    # One update per product and component, each replacing pairs of update and bulletin; its installation.
    "2905247": """\
products:
  - product: windows-server-2003-sp2
    component: dotnet-2-0-sp2
    update: KB2894843
    url: "https://www.microsoft.com/download/details.aspx?familyid=63b5682b-3554-47a2-82a3-5efbad11c1ac"
    replaces:
      - {update: KB2656352, bulletin: MS11-100}
      - {update: KB2418241, bulletin: MS10-070}
  - {product: windows-server-2003-sp2, component: dotnet-1-1-sp1, update: KB2894845, replaces: []}
  - {product: windows-vista-sp2, component: dotnet-4, update: KB2894842, footnotes: ["1"]}
  - {product: windows-vista-x64-sp2, component: dotnet-4, update: KB2894842, footnotes: ["1"]}
footnotes:
  - {mark: "1", text: {de: Auch das Client Profile., en: The Client Profile as well.}}
deployment:
  - products: [{product: windows-server-2003-sp2, component: dotnet-2-0-sp2}]
    update: KB2894843
    files: [NDP20SP2-KB2894843-x86.exe, NDP20SP2-KB2894843-x64.exe]
    logs: ['%TEMP%\\KB2894843.log']
    registry:
      - language: registry
        code: HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Updates\\Windows Server 2003\\SP3\\KB2894845\\
    switches: {de: "`/quiet`", en: "`/quiet`"}
    restart: maybe
    uninstall: {de: Über die Systemsteuerung., en: Through the Control Panel.}
""",
    # Certificates with a host for a name, one of them issued by another.
    "2798897": """\
certificates:
  - subject: "*.google.com"
    issuer: "*.EGO.GOV.TR"
    thumbprint: "4d8547b7f864132a7f62d9b75b068521f10b68e3"
    serial: "0a889040"
    valid_from: 2012-12-06
    valid_until: 2013-06-07
    updates: [KB2798897]
  - subject: "*.EGO.GOV.TR"
    issuer: TURKTRUST Elektronik Sunucu Sertifikasi Hizmetleri
    thumbprint: "c69f28c825139e65a646c434aca5a1d200295db1"
    note: {de: Eine Zwischenzertifizierungsstelle., en: An intermediate authority.}
""",
}


def complete(name: str) -> str:
    """The record `name` with the fields that it does not say itself."""
    own = yaml.safe_load(RECORDS[name])
    frame = [line for line in FRAME.splitlines(keepends=True) if line.partition(":")[0] not in own]
    return f'id: "{name}"\n' + "".join(frame) + RECORDS[name] + ("" if "revisions" in own else REVISIONS)


@pytest.mark.parametrize("name", RECORDS)
def test_facts_come_back_complete(name: str):
    advisory, problems = validate(Advisory, parse(f"{name}.yml", complete(name)))
    assert problems == []
    # Days are the one type that JSON lacks; everything else is compared as PyYAML reads it.
    written = json.loads(json.dumps(yaml.safe_load(complete(name)), default=str))
    assert json.loads(advisory_json(advisory)) == written


REFUSED = [
    # record, what stands in it, what a hasty hand would write, the rule that refuses it
    ("2755801", 'version: "53.0"\n', "version: 53.0\n", "wrong-type"),
    ("2491888", "current: 1", "current: 4", "malformed"),
    ("3214296", "ranges:", "range:", "unknown-key"),
    ("4021279", "{versions:", "{from:", "missing-field"),
    ("2798897", "4d8547", "4D8547", "malformed"),
    ("2905247", "restart: maybe", "restart: perhaps", "unknown-value"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "rule"), REFUSED)
def test_a_slip_is_refused(name: str, right: str, wrong: str, rule: str):
    text = complete(name)
    assert right in text
    advisory, problems = validate(Advisory, parse(f"{name}.yml", text.replace(right, wrong)))
    assert advisory is None
    assert rule in {problem.rule for problem in problems}
