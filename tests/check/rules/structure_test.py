"""Keys, types, vocabularies and forms, as the models want them."""

import pytest

from tests.check.cases import RECORD, printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "unknown-key",
        """\
titel:
products:
  - produkt: y
zzz: 1
summary: {fr: x}
""",
        """\
2008/954474.yml:1:1: error[unknown-key]: `titel` is not a field here
    hint: did you mean `title`?
2008/954474.yml:3:5: error[unknown-key]: `produkt` is not a field here
    hint: did you mean `product`?
2008/954474.yml:4:1: error[unknown-key]: `zzz` is not a field here
    hint: the field reference lists the fields
2008/954474.yml:5:11: error[unknown-key]: `fr` is not a field here
    hint: the field reference lists the fields
""",
    ),
    (
        "unknown-key",
        {
            "products/a.yml": """\
windows-7:
  alias: [x]
""",
        },
        """\
products/a.yml:2:3: error[unknown-key]: `alias` is not a field here
    hint: did you mean `aliases`?
""",
    ),
    (
        "unknown-key",
        """\
title:
de: Titel
en: Title
summary:
  en: x
  products:
    - product: windows-7
products:
  - product: windows-7
    note:
      en: x
      update: KB954474
fixed: "3.2"
zzz: x
cvss: []
  """,
        """\
2008/954474.yml:2:1: error[unknown-key]: `de` is not a field here
    hint: check the indentation: `de` belongs below `title`
2008/954474.yml:3:1: error[unknown-key]: `en` is not a field here
    hint: check the indentation: `en` belongs below `title`
2008/954474.yml:6:3: error[unknown-key]: `products` is not a field here
    hint: check the indentation: `products` belongs at the left margin
2008/954474.yml:12:7: error[unknown-key]: `update` is not a field here
    hint: check the indentation: `update` belongs to `products[0]`
2008/954474.yml:13:1: error[unknown-key]: `fixed` is not a field here
    hint: check the indentation: `fixed` belongs below `products`
2008/954474.yml:14:1: error[unknown-key]: `zzz` is not a field here
    hint: the field reference lists the fields
2008/954474.yml:15:1: error[unknown-key]: `cvss` is not a field here
    hint: `cvss` belongs below `vulnerabilities`
""",
    ),
    (
        "unknown-key",
        {
            "products/a.yml": """\
windows-7:
  name:
    de: x
    vendor: Microsoft
    root: x
""",
        },
        """\
products/a.yml:4:5: error[unknown-key]: `vendor` is not a field here
    hint: check the indentation: `vendor` belongs to `windows-7`
products/a.yml:5:5: error[unknown-key]: `root` is not a field here
    hint: the field reference lists the fields
""",
    ),
    (
        "unknown-key",
        """\
title:
  de: x
\xa0 en: y
""",
        """\
2008/954474.yml:3:1: error[unknown-key]: `\\xa0 en` is not a field here
    hint: write an ordinary space for the no-break space (U+00A0) in line 3
""",
    ),
    (
        "wrong-type",
        """\
products:
  -\xa0product: windows-7
""",
        """\
2008/954474.yml:2:3: error[wrong-type]: `products` must be a list, but YAML reads a mapping here
    hint: write an ordinary space for the no-break space (U+00A0) in line 2
""",
    ),
    (
        "missing-field",
        """\
kind: guidance
state: informational
is_vulnerability: false
published: 2008-06-13
updated: 2008-06-13
title: {en: x}
summary: {en: x}
revisions:
  - text: {en: x}
""",
        """\
2008/954474.yml:1:1: error[missing-field]: `id` is missing
    hint: add `id:`
2008/954474.yml:9:5: error[missing-field]: `date` is missing in `revisions[0]`
    hint: add `date:`
""",
    ),
    (
        "wrong-type",
        """\
id: 954474
version: 1.10
state: [5]
is_vulnerability: maybe
title: Title
aliases: POODLE
revisions:
  - version: NO
    text: [x]
vulnerabilities:
  - exploitability: {current: x}
    exploited: "true"
1: x
published: 20080613
""",
        """\
2008/954474.yml:1:5: error[wrong-type]: `id` must be text, but YAML reads a number here
    hint: put it in quotes: "954474"
2008/954474.yml:2:10: error[wrong-type]: `version` must be text, but YAML reads a number here
    hint: put it in quotes: "1.10"
2008/954474.yml:3:8: error[wrong-type]: `state` must be text, but YAML reads a list here
    hint: one value belongs here, not a list: write one of investigating, update-planned, update-available, resolved-by-bulletin, no-fix-planned, informational
2008/954474.yml:4:19: error[wrong-type]: `is_vulnerability` must be true or false, but YAML reads text here
    hint: write true or false, without quotes
2008/954474.yml:5:8: error[wrong-type]: `title` must be a mapping, but YAML reads text here
    hint: write `key: value` lines, indented below it; texts stand under `de:` and `en:`
2008/954474.yml:6:10: error[wrong-type]: `aliases` must be a list, but YAML reads text here
    hint: begin each entry in a line of its own with `- `
2008/954474.yml:8:14: error[wrong-type]: `revisions[0].version` must be text, but YAML reads true or false here
    hint: put it in quotes: "NO"
2008/954474.yml:9:11: error[wrong-type]: `revisions[0].text` must be a mapping, but YAML reads a list here
    hint: write `key: value` lines, indented below it; texts stand under `de:` and `en:`
2008/954474.yml:11:31: error[wrong-type]: `vulnerabilities[0].exploitability.current` must be a number, but YAML reads text here
    hint: write a whole number, without quotes
2008/954474.yml:12:16: error[wrong-type]: `vulnerabilities[0].exploited` must be true or false, but YAML reads text here
    hint: write true or false, without quotes
2008/954474.yml:13:1: error[wrong-type]: the key 1 is read as a number
    hint: write "1"
2008/954474.yml:14:12: error[wrong-type]: `published` must be a day, but YAML reads a number here
    hint: a day is written YYYY-MM-DD, as in 2008-06-13
""",
    ),
    (
        "wrong-type",
        """\
published: 2026
updated: true
vulnerabilities:
  - cwe: 258
    cvss: [1]
products:
  - product: 5
    cves: [2008]
    footnotes: [1]
    update: 954474
""",
        """\
2008/954474.yml:1:12: error[wrong-type]: `published` must be a day, but YAML reads a number here
    hint: a day is written YYYY-MM-DD, as in 2008-06-13
2008/954474.yml:2:10: error[wrong-type]: `updated` must be a day, but YAML reads true or false here
    hint: a day is written YYYY-MM-DD, as in 2008-06-13
2008/954474.yml:4:10: error[wrong-type]: `vulnerabilities[0].cwe` must be text, but YAML reads a number here
    hint: write CWE-258
2008/954474.yml:5:12: error[wrong-type]: `vulnerabilities[0].cvss[0]` must be text, but YAML reads a number here
    hint: CVSS vector: version 2 without a prefix, later ones with theirs. Example: CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H
2008/954474.yml:7:14: error[wrong-type]: `products[0].product` must be text, but YAML reads a number here
    hint: put it in quotes: "5"
2008/954474.yml:8:12: error[wrong-type]: `products[0].cves[0]` must be text, but YAML reads a number here
    hint: CVE identifier. Example: CVE-2008-1447
2008/954474.yml:9:17: error[wrong-type]: `products[0].footnotes[0]` must be text, but YAML reads a number here
    hint: put it in quotes: "1"
2008/954474.yml:10:13: error[wrong-type]: `products[0].update` must be text, but YAML reads a number here
    hint: write KB954474
""",
    ),
    (
        "wrong-type",
        """\
products:
  - versions: [3.0, 3.1]
    impact: [Spoofing]
    severity: [urgent]
    component: [Windows Vista, xp]
    note:
      de:
        - "one"
        - "C:\\new"
vulnerabilities:
  - cve: [CVE-2008-1447]
    cwe: [CWE-79, 89]
    cvss: [9.8]
    severity: [hihg]
related: [[1]]
certificates: [{serial: {a: b}}]
deployment: [{products: [{product: {a: b}}]}]
""",
        """\
2008/954474.yml:2:15: error[wrong-type]: `products[0].versions` must be text, but YAML reads a list here
    hint: one text belongs here, not a list: write "3.0, 3.1"
2008/954474.yml:3:13: error[wrong-type]: `products[0].impact` must be text, but YAML reads a list here
    hint: one value belongs here, not a list: write spoofing
2008/954474.yml:4:15: error[wrong-type]: `products[0].severity` must be text, but YAML reads a list here
    hint: one value belongs here, not a list: write one of critical, important, high, moderate, medium, low, none, not-rated
2008/954474.yml:5:16: error[wrong-type]: `products[0].component` must be text, but YAML reads a list here
    hint: one value belongs here, not a list: write windows-vista or xp
2008/954474.yml:8:9: error[wrong-type]: `products[0].note.de` must be text, but YAML reads a list here
    hint: one text belongs here, not a list
2008/954474.yml:11:10: error[wrong-type]: `vulnerabilities[0].cve` must be text, but YAML reads a list here
    hint: one value belongs here, not a list: write CVE-2008-1447
2008/954474.yml:12:10: error[wrong-type]: `vulnerabilities[0].cwe` must be text, but YAML reads a list here
    hint: one value belongs here, not a list: write CWE-79 or CWE-89
2008/954474.yml:13:12: error[wrong-type]: `vulnerabilities[0].cvss[0]` must be text, but YAML reads a number here
    hint: CVSS vector: version 2 without a prefix, later ones with theirs. Example: CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H
2008/954474.yml:14:15: error[wrong-type]: `vulnerabilities[0].severity` must be text, but YAML reads a list here
    hint: one value belongs here, not a list: did you mean `high`?
2008/954474.yml:15:11: error[wrong-type]: `related[0]` must be text, but YAML reads a list here
    hint: one value belongs here, not a list: write "1"
2008/954474.yml:16:25: error[wrong-type]: `certificates[0].serial` must be text, but YAML reads a mapping here
    hint: Serial number of a certificate: an even number of lower-case hexadecimal digits without spaces, in quotes. Example: "0727100000"
2008/954474.yml:17:36: error[wrong-type]: `deployment[0].products[0].product` must be text, but YAML reads a mapping here
    hint: Key of an entry in the product table. Example: windows-xp-sp3-x86
""",
    ),
    (
        "wrong-type",
        """\
withdrawn: 2008-06-13
source: https://example.org/a
acknowledgments: [John Doe]
products:
  - replaces: [KB1234567]
actions: [Open it]
""",
        """\
2008/954474.yml:1:12: error[wrong-type]: `withdrawn` must be a mapping, but YAML reads text here
    hint: write `key: value` lines, indented below it, with `date:`, `reason:`
2008/954474.yml:2:9: error[wrong-type]: `source` must be a mapping, but YAML reads text here
    hint: write `key: value` lines, indented below it, with `publisher:`, `title:`, `language:`, `license:`
2008/954474.yml:3:19: error[wrong-type]: `acknowledgments[0]` must be a mapping, but YAML reads text here
    hint: write `key: value` lines after the `- `, such as `names:`, `anonymous:`, `url:`
2008/954474.yml:5:16: error[wrong-type]: `products[0].replaces[0]` must be a mapping, but YAML reads text here
    hint: write `key: value` lines after the `- `, with `update:`
2008/954474.yml:6:11: error[wrong-type]: `actions[0]` must be a mapping, but YAML reads text here
    hint: write `key: value` lines after the `- `, such as `section:`, `title:`, `text:`
""",
    ),
    (
        "unknown-value",
        """\
severity: 9.8
deployment:
  - restart: yes
  - restart: no
""",
        """\
2008/954474.yml:1:11: error[unknown-value]: `9.8` is not one of critical, important, high, moderate, medium, low, none, not-rated
    hint: write one of them
2008/954474.yml:3:14: error[unknown-value]: `yes` is not one of required, maybe, none
    hint: write one of them
2008/954474.yml:4:14: error[unknown-value]: `no` is not one of required, maybe, none
    hint: did you mean `none`?
""",
    ),
    (
        "wrong-type",
        """\
indicators:
  - type: clsid
    values: [{D27CDB6E-AE6D-11cf-96B8-444553540000}]
""",
        """\
2008/954474.yml:3:14: error[wrong-type]: `indicators[0].values[0]` must be text, but YAML reads a mapping here
    hint: put it in quotes
""",
    ),
    (
        "wrong-type",
        {"products/a.yml": "windows-7:\n  name: {de: x, en: x}\nvendor: Microsoft\nwindows-8: x\n"},
        """\
products/a.yml:3:9: error[wrong-type]: `vendor` must be a mapping, but YAML reads text here
    hint: check the indentation: `vendor` belongs below a key of the table
products/a.yml:4:12: error[wrong-type]: `windows-8` must be a mapping, but YAML reads text here
    hint: write `key: value` lines, indented below it, with `name:`, `vendor:`, `family:`
""",
    ),
    (
        None,
        RECORD.replace("de: Titel", "de: {Titel}"),
        """\
2008/954474.yml:9:7: error[wrong-type]: `title.de` must be text, but YAML reads a mapping here
    hint: put it in quotes
""",
    ),
    (
        "malformed",
        """\
indicators:
  - type: file
    values: ["%Windir%\\notepad.exe"]
""",
        """\
2008/954474.yml:3:14: error[malformed]: `%Windir%\\notepad.exe` is not well-formed
    hint: a backslash stands for itself only in 'single quotes' or in a block after |
""",
    ),
    (
        "wrong-type",
        "",
        """\
2008/954474.yml:1:1: error[wrong-type]: `2008/954474.yml` must be a mapping, but YAML reads nothing here
    hint: write `key: value` lines
""",
    ),
    (
        "missing-field",
        "{}",
        """\
2008/954474.yml:1:1: error[missing-field]: `id` is missing
    hint: add `id:`
2008/954474.yml:1:1: error[missing-field]: `is_vulnerability` is missing
    hint: add `is_vulnerability:`
2008/954474.yml:1:1: error[missing-field]: `kind` is missing
    hint: add `kind:` with one of vulnerability, hardening, trust-revocation, guidance, kill-bits, third-party, exploit-notice, non-security-update, deprecation
2008/954474.yml:1:1: error[missing-field]: `published` is missing
    hint: add `published:`
2008/954474.yml:1:1: error[missing-field]: `revisions` is missing
    hint: add `revisions:`
2008/954474.yml:1:1: error[missing-field]: `state` is missing
    hint: add `state:` with one of investigating, update-planned, update-available, resolved-by-bulletin, no-fix-planned, informational
2008/954474.yml:1:1: error[missing-field]: `summary` is missing
    hint: add `summary:`
2008/954474.yml:1:1: error[missing-field]: `title` is missing
    hint: add `title:`
2008/954474.yml:1:1: error[missing-field]: `updated` is missing
    hint: add `updated:`
""",
    ),
    (
        "wrong-type",
        """\
- a
""",
        """\
2008/954474.yml:1:1: error[wrong-type]: `2008/954474.yml` must be a mapping, but YAML reads a list here
    hint: write `key: value` lines
""",
    ),
    (
        "unknown-value",
        """\
kind: vulnerabilty
state: Informational
severity: urgent
deployment:
  - restart: require
""",
        """\
2008/954474.yml:1:7: error[unknown-value]: `vulnerabilty` is not one of vulnerability, hardening, trust-revocation, guidance, kill-bits, third-party, exploit-notice, non-security-update, deprecation
    hint: did you mean `vulnerability`?
2008/954474.yml:2:8: error[unknown-value]: `Informational` is not one of investigating, update-planned, update-available, resolved-by-bulletin, no-fix-planned, informational
    hint: did you mean `informational`?
2008/954474.yml:3:11: error[unknown-value]: `urgent` is not one of critical, important, high, moderate, medium, low, none, not-rated
    hint: write one of them
2008/954474.yml:5:14: error[unknown-value]: `require` is not one of required, maybe, none
    hint: did you mean `required`?
""",
    ),
    (
        "malformed",
        """\
id: ../x
published: 2008-02-30
updated: 13.06.2008
revisions:
  - date: "1213315200"
vulnerabilities:
  - cve: CVE-2008-pending
    cwe: cwe 79
    cvss: [AV-N]
    exploitability: {current: 4, older: -1}
  - cve: cve-2008-1447
""",
        """\
2008/954474.yml:1:5: error[malformed]: `../x` is not well-formed
    hint: Identifier of an advisory in its publisher's own scheme, of letters, digits, dots, hyphens, and underscores. Also the file name and the address. Example: "954474"
2008/954474.yml:2:12: error[malformed]: `2008-02-30` is not a day of the calendar
    hint: a day is written YYYY-MM-DD, as in 2008-06-13
2008/954474.yml:3:10: error[malformed]: `13.06.2008` is not a day of the calendar
    hint: a day is written YYYY-MM-DD, as in 2008-06-13
2008/954474.yml:5:11: error[malformed]: `1213315200` is not a day of the calendar
    hint: a day is written YYYY-MM-DD, as in 2008-06-13
2008/954474.yml:7:10: error[malformed]: `CVE-2008-pending` is not well-formed
    hint: CVE identifier. Example: CVE-2008-1447
2008/954474.yml:8:10: error[malformed]: `cwe 79` is not well-formed
    hint: write CWE-79
2008/954474.yml:9:12: error[malformed]: `AV-N` is not well-formed
    hint: CVSS vector: version 2 without a prefix, later ones with theirs. Example: CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H
2008/954474.yml:10:31: error[malformed]: `4` is out of range
    hint: write at most 3
2008/954474.yml:10:41: error[malformed]: `-1` is out of range
    hint: write at least 0
2008/954474.yml:11:10: error[malformed]: `cve-2008-1447` is not well-formed
    hint: write CVE-2008-1447
""",
    ),
    (
        "malformed",
        """\
id: EX SA 1
related: [“954475”]
products:
  - fixed: 3.2 or later
  - fixed: Version 3.2.1
    update: KB954474 (x64)
  - fixed: “3.2”
    cves: [“CVE-2008-1447”]
  - fixed: before 3.2
certificates:
  - serial: 07:27:10
""",
        """\
2008/954474.yml:1:5: error[malformed]: `EX SA 1` is not well-formed
    hint: Identifier of an advisory in its publisher's own scheme, of letters, digits, dots, hyphens, and underscores. Also the file name and the address. Example: "954474"
2008/954474.yml:2:11: error[malformed]: `“954475”` is not well-formed
    hint: write "954475"
2008/954474.yml:4:12: error[malformed]: `3.2 or later` is not well-formed
    hint: write "3.2"
2008/954474.yml:5:12: error[malformed]: `Version 3.2.1` is not well-formed
    hint: write 3.2.1
2008/954474.yml:6:13: error[malformed]: `KB954474 (x64)` is not well-formed
    hint: What delivers a fix: a KB article, a bulletin, or the vendor's own name for it, of letters, digits, spaces, dots, hyphens, and underscores. Example: KB954474
2008/954474.yml:7:12: error[malformed]: `“3.2”` is not well-formed
    hint: write "3.2"
2008/954474.yml:8:12: error[malformed]: `“CVE-2008-1447”` is not well-formed
    hint: write CVE-2008-1447
2008/954474.yml:9:12: error[malformed]: `before 3.2` is not well-formed
    hint: Version as its publisher writes it: one, without spaces, without words around it. Always in quotes. Example: "1.10"
2008/954474.yml:11:13: error[malformed]: `07:27:10` is not well-formed
    hint: write "072710"
""",
    ),
    (
        "malformed",
        """\
references:
  - url: http://example.org/a
  - url: www.example.org/a
  - url: https://example.org/a b
  - url: https://a.example.org https://b.example.org
  - url: javascript:alert(1)
  - url: HTTPS://Example.org/A
""",
        """\
2008/954474.yml:2:10: error[malformed]: `http://example.org/a` is not well-formed
    hint: write https://example.org/a
2008/954474.yml:3:10: error[malformed]: `www.example.org/a` is not well-formed
    hint: write https://www.example.org/a
2008/954474.yml:4:10: error[malformed]: `https://example.org/a b` is not well-formed
    hint: Address, https only, one per field. Example: https://support.microsoft.com/kb/954474
2008/954474.yml:5:10: error[malformed]: `https://a.example.org https://b.example.org` is not well-formed
    hint: one address a field
2008/954474.yml:6:10: error[malformed]: `javascript:alert(1)` is not well-formed
    hint: Address, https only, one per field. Example: https://support.microsoft.com/kb/954474
2008/954474.yml:7:10: error[malformed]: `HTTPS://Example.org/A` is not well-formed
    hint: write https://Example.org/A
""",
    ),
    (
        "malformed",
        """\
products:
  - product: Windows XP_SP2
releases:
  - articles: [kb954474, "954474"]
certificates:
  - thumbprint: 2B:84:BF:BB:34:EE:2E:F9:49:FE:1C:BE:30:AA:02:64:16:EB:22:16
    serial: "0x07"
aliases:
  - " POODLE"
  - |
    two
    lines
""",
        """\
2008/954474.yml:2:14: error[malformed]: `Windows XP_SP2` is not well-formed
    hint: write windows-xp-sp2
2008/954474.yml:4:16: error[malformed]: `kb954474` is not well-formed
    hint: write KB954474
2008/954474.yml:4:26: error[malformed]: `954474` is not well-formed
    hint: write KB954474
2008/954474.yml:6:17: error[malformed]: `2B:84:BF:BB:34:EE:2E:F9:49:FE:1C:BE:30:AA:02:64:16:EB:22:16` is not well-formed
    hint: write 2b84bfbb34ee2ef949fe1cbe30aa026416eb2216
2008/954474.yml:7:13: error[malformed]: `0x07` is not well-formed
    hint: Serial number of a certificate: an even number of lower-case hexadecimal digits without spaces, in quotes. Example: "0727100000"
2008/954474.yml:9:5: error[malformed]: ` POODLE` is not well-formed
    hint: write POODLE
2008/954474.yml:10:5: error[malformed]: `two\\nlines\\n` is not well-formed
    hint: One line of text without space at its ends.
""",
    ),
    (
        "malformed",
        {
            "products/a.yml": """\
Windows_7:
  cpe: cpe:/o:microsoft
""",
        },
        """\
products/a.yml:1:1: error[malformed]: `Windows_7` is not well-formed
    hint: write windows-7
products/a.yml:2:8: error[malformed]: `cpe:/o:microsoft` is not well-formed
    hint: CPE 2.3 name. Example: cpe:2.3:o:microsoft:windows_xp:*:sp3:*:*:*:*:x86:*
""",
    ),
    (
        "empty-value",
        """\
id:
title: {}
summary: {de: , en: " "}
exploitability: {}
revisions: []
aliases: ["", ~]
faq:
  - answer: {}
    question: {en: x}
""",
        """\
2008/954474.yml:1:1: error[empty-value]: `id` has no value
    hint: give one: the field is required
2008/954474.yml:2:1: error[empty-value]: `title` has no value
    hint: write the text below it, under `de:` and `en:`
2008/954474.yml:3:11: error[empty-value]: `summary.de` has no value
    hint: give one, or remove it
2008/954474.yml:3:21: error[empty-value]: `summary.en` is empty
    hint: write the text, or remove it
2008/954474.yml:4:1: error[empty-value]: `exploitability` has no value
    hint: give one, or remove it
2008/954474.yml:5:1: error[empty-value]: `revisions` is an empty list
    hint: add an entry
2008/954474.yml:6:11: error[empty-value]: `aliases[0]` is empty
    hint: write the text, or remove it
2008/954474.yml:6:15: error[empty-value]: `aliases[1]` has no value
    hint: give one, or remove it
2008/954474.yml:8:5: error[empty-value]: `faq[0].answer` has no value
    hint: write the text below it, under `de:` and `en:`
""",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
