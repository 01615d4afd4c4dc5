from lineofsight.checks import CHECKS, RULES
from lineofsight.sources.finding_codes import FINDING_CODES, finding
from lineofsight.sources.findings import Finding


def test_a_finding_reads_as_an_answer_to_what_where_why_and_what_next():
    found = Finding(
        code="DATE-UNREADABLE", severity="error", source="police_missing", file="missing_2026-06.csv", rows=14,
        sample=(41, 97, 120, 121), column="DOB", message="14 of 2,310 rows set aside",
        expected="a date like 31/01/2012", found="14 other text",
        effect="these reports will not appear in any child's journey or in the missing indicators",
        next="ask the police for a corrected file",
    )  # fmt: skip
    assert str(found).splitlines() == [
        "police_missing: 14 of 2,310 rows set aside (DATE-UNREADABLE)",
        "",
        '  Where     column "DOB" in missing_2026-06.csv, rows 41, 97, 120 and 11 more',
        "  Expected  a date like 31/01/2012",
        "  Found     14 other text",
        "  Effect    these reports will not appear in any child's journey or in the missing indicators",
        "  Next      ask the police for a corrected file",
    ]


def test_what_other_programs_read_comes_first():
    assert list(finding("FILE-EMPTY", "no content", file="a.csv").as_dict())[:7] == [
        "code", "severity", "source", "file", "rows", "message", "effect",
    ]  # fmt: skip


def test_a_code_means_one_thing():
    codes = [known.code for known in (*FINDING_CODES, *RULES)]
    assert len(codes) == len(set(codes))
    assert {check.rule.code for check in CHECKS} <= set(codes)


def test_where_names_a_single_row_as_one():
    assert "row 7" in str(finding("DATE-UNREADABLE", "1 of 9 rows set aside", file="a.csv", rows=1, sample=(7,)))
    two = finding("DATE-UNREADABLE", "2 of 9 rows set aside", file="a.csv", rows=2, sample=(7, 8))
    assert "rows 7 and 8" in str(two)
