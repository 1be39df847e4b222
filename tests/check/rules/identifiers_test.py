"""Spelling of updates, ids of references, CVSS vectors."""

import pytest

from tests.check.cases import printed

CASES = [
    # rule, files, what `kb check` prints
    (
        "update-spelling",
        """\
products:
  - update: kb954474
  - update: "954474"
  - update: KB 954474
  - update: MS08-14
  - update: ms08014
  - update: MS14-TBD
  - update: 954474
""",
        """\
2008/954474.yml:2:13: error[update-spelling]: `kb954474` is not the number of a KB article, bulletin or CVE
    hint: write KB954474
2008/954474.yml:3:13: error[update-spelling]: `954474` is not the number of a KB article, bulletin or CVE
    hint: write KB954474
2008/954474.yml:4:13: error[update-spelling]: `KB 954474` is not the number of a KB article, bulletin or CVE
    hint: write KB954474
2008/954474.yml:5:13: error[update-spelling]: `MS08-14` is not the number of a KB article, bulletin or CVE
    hint: write KB954474, MS08-014 or CVE-2008-1447
2008/954474.yml:6:13: error[update-spelling]: `ms08014` is not the number of a KB article, bulletin or CVE
    hint: write MS08-014
2008/954474.yml:7:13: error[update-spelling]: `MS14-TBD` is not the number of a KB article, bulletin or CVE
    hint: write KB954474, MS08-014 or CVE-2008-1447
2008/954474.yml:8:13: error[update-spelling]: `954474` is not the number of a KB article, bulletin or CVE
    hint: write KB954474
""",
    ),
    (
        "update-spelling",
        """\
products:
  - update: KB..
releases:
  - addresses: [CVE-/../../escaped, CVE-TBD, APSB15-18]
""",
        """\
2008/954474.yml:2:13: error[update-spelling]: `KB..` is not the number of a KB article, bulletin or CVE
    hint: write KB954474, MS08-014 or CVE-2008-1447
2008/954474.yml:4:17: error[update-spelling]: `CVE-/../../escaped` is not the number of a KB article, bulletin or CVE
    hint: write KB954474, MS08-014 or CVE-2008-1447
2008/954474.yml:4:37: error[update-spelling]: `CVE-TBD` is not the number of a KB article, bulletin or CVE
    hint: write KB954474, MS08-014 or CVE-2008-1447
""",
    ),
    (
        "update-spelling",
        """\
products:
  - update: KB954474
    replaces:
      - {update: MS08-014, bulletin: ms08-013}
  - update: MSXML 4.0 SP3
  - update: APSB15-18
releases:
  - id: Kb-954474
    addresses: [APSB15-18, CVE-2015-3113, cve-2015-3114]
""",
        """\
2008/954474.yml:4:38: error[update-spelling]: `ms08-013` is not the number of a KB article, bulletin or CVE
    hint: write MS08-013
2008/954474.yml:8:9: error[update-spelling]: `Kb-954474` is not the number of a KB article, bulletin or CVE
    hint: write KB954474
2008/954474.yml:9:43: error[update-spelling]: `cve-2015-3114` is not the number of a KB article, bulletin or CVE
    hint: write CVE-2015-3114
""",
    ),
    (
        "reference-id",
        """\
references:
  - {type: kb, id: "954474"}
  - {type: cve, id: CVE-2008-pending}
  - {type: cve, id: 2008-1447}
  - {type: bulletin, id: MS14-TBD}
  - {type: bulletin, id: ms08-067}
  - {type: cert, id: VU837785}
  - {type: bid, id: "30000"}
  - {type: cme, id: Blaster}
  - {type: kb, id: 954474}
  - {type: vendor, id: 954474}
""",
        """\
2008/954474.yml:2:20: error[reference-id]: `954474` is not the id of a reference of type `kb`
    hint: write KB954474
2008/954474.yml:3:21: error[reference-id]: `CVE-2008-pending` is not the id of a reference of type `cve`
    hint: it is written like CVE-2008-1447
2008/954474.yml:4:21: error[reference-id]: `2008-1447` is not the id of a reference of type `cve`
    hint: write CVE-2008-1447
2008/954474.yml:5:26: error[reference-id]: `MS14-TBD` is not the id of a reference of type `bulletin`
    hint: it is written like MS08-014
2008/954474.yml:6:26: error[reference-id]: `ms08-067` is not the id of a reference of type `bulletin`
    hint: write MS08-067
2008/954474.yml:7:22: error[reference-id]: `VU837785` is not the id of a reference of type `cert`
    hint: write VU#837785
2008/954474.yml:8:21: error[reference-id]: `30000` is not the id of a reference of type `bid`
    hint: write BID 30000
2008/954474.yml:9:21: error[reference-id]: `Blaster` is not the id of a reference of type `cme`
    hint: it is written like CME-24
2008/954474.yml:10:20: error[reference-id]: `954474` is not the id of a reference of type `kb`
    hint: write KB954474
""",
    ),
    (
        "reference-id",
        """\
references:
  - {type: kb, id: KB954474}
  - {type: bulletin, id: APSB15-18}
  - {type: bulletin, id: VMSA-2008-0001}
  - {type: cert, id: VU#837785}
  - {type: bid, id: BID 30000}
  - {type: vendor, id: anything}
""",
        "",
    ),
    (
        "cvss-vector",
        """\
vulnerabilities:
  - cvss:
      - CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H
      - CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:X
      - AV:N/AC:M/Au:N/C:P/I:P/A:Q
  - cvss: [AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H]
""",
        """\
2008/954474.yml:3:9: error[cvss-vector]: `CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H` is no CVSS vector: Missing mandatory metrics "A"
    hint: copy the whole vector from its source
2008/954474.yml:4:9: error[cvss-vector]: `CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:X` is no CVSS vector: Unknown value "X" in field "A:X"
    hint: copy the whole vector from its source
2008/954474.yml:4:9: error[cvss-vector]: a second vector of the same CVSS version; the first is in line 3
    hint: keep one of the two
2008/954474.yml:5:9: error[cvss-vector]: `AV:N/AC:M/Au:N/C:P/I:P/A:Q` is no CVSS vector: Unknown value "Q" in field "A:Q"
    hint: copy the whole vector from its source
2008/954474.yml:6:12: error[cvss-vector]: `AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H` is no CVSS vector: Unknown metric "PR" in field "PR:N"
    hint: write `CVSS:3.1/` or the like in front
""",
    ),
    (
        "cvss-vector",
        """\
vulnerabilities:
  - cvss:
      - AV:N/AC:M/Au:N/C:P/I:P/A:P
      - CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H
      - CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H
      - CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:L
      - CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N
  - cvss: ["AV:N/AC:M/Au:N/C:P/I:P/A:P"]
""",
        """\
2008/954474.yml:6:9: error[cvss-vector]: a second vector of the same CVSS version; the first is in line 4
    hint: keep one of the two
""",
    ),
]


@pytest.mark.parametrize(("rule", "files", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rule(rule, files, expected, tmp_path):
    assert printed(tmp_path, files, rule) == expected
