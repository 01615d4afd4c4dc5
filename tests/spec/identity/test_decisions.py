"""What people decided about two records is the last word."""

from tests.factories.people import link

title = "People's decisions"

THREE = """
    pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex
    S1             | Aisha         | Castellan    | 2012-03-04 | F
    S2             | Aisha         | Castellan    | 2012-03-04 | F
    S3             | Rosalind      | Featherstone | 2009-11-23 | F
"""
HEADER = (
    "decision_id | source_a | source_key_a | source_b | source_key_b | decision | decided_by | decided_at | supersedes"
)


def decided(*rows: str, people: str = THREE):
    return link({"ssd_person": people, "decisions_identity": "\n".join([HEADER, *rows])})


def codes(linked):
    return [finding.code for finding in linked.result.findings]


def test_without_decisions_the_model_decides():
    assert decided("D0|ssd_person|S1|ssd_person|S3|unsure|QA|2024-01-01T09:00:00|").groups == {
        frozenset({"S1", "S2"}), frozenset({"S3"})
    }  # fmt: skip


def test_the_same_joins_records_that_nothing_else_would():
    linked = decided("D1|ssd_person|S1|ssd_person|S3|same|QA|2024-01-01T09:00:00|")
    assert linked.same("S1", "S2", "S3")


def test_different_keeps_apart_what_the_model_is_sure_of():
    """And nobody is asked again."""
    linked = decided("D1|ssd_person|S2|ssd_person|S1|different|QA|2024-01-01T09:00:00|")
    assert not linked.same("S1", "S2")
    assert linked.possible == {}


def test_unsure_is_listed_as_possible():
    linked = decided("D1|ssd_person|S1|ssd_person|S3|unsure|QA|2024-01-01T09:00:00|")
    assert linked.possible == {frozenset({"S1", "S3"}): "people looked and were unsure"}


def test_a_decision_that_another_replaces_is_ignored():
    linked = decided(
        "D1|ssd_person|S1|ssd_person|S3|same|QA|2024-01-01T09:00:00|",
        "D2|ssd_person|S1|ssd_person|S3|different|QA|2024-01-02T09:00:00|D1",
    )
    assert not linked.same("S1", "S3")
    assert codes(linked) == []


def test_of_two_decisions_on_a_pair_the_newer_holds_and_is_reported():
    linked = decided(
        "D1|ssd_person|S1|ssd_person|S3|different|QA|2024-01-02T09:00:00|",
        "D2|ssd_person|S3|ssd_person|S1|same|QA|2024-01-01T09:00:00|",
    )
    assert not linked.same("S1", "S3")
    assert codes(linked) == ["DECISION-CONTRADICTED"]


def test_decisions_that_cannot_all_hold_are_reported_and_keep_apart():
    """S1 is S2, S2 is S3, S1 is not S3: showing one child another's record is the worse mistake."""
    linked = decided(
        "D1|ssd_person|S1|ssd_person|S2|same|QA|2024-01-03T09:00:00|",
        "D2|ssd_person|S2|ssd_person|S3|same|QA|2024-01-02T09:00:00|",
        "D3|ssd_person|S1|ssd_person|S3|different|QA|2024-01-01T09:00:00|",
    )
    assert linked.groups == {frozenset({"S1", "S2"}), frozenset({"S3"})}
    assert codes(linked) == ["DECISION-IMPOSSIBLE"]


def test_different_keeps_two_apart_through_a_third():
    """S1 is not S2; a third record like both goes to one of them."""
    four = THREE + "    S4             | Aisha         | Castellan    | 2012-03-04 | F\n"
    linked = decided("D1|ssd_person|S1|ssd_person|S2|different|QA|2024-01-01T09:00:00|", people=four)
    assert not linked.same("S1", "S2")
    assert linked.same("S4", "S1") or linked.same("S4", "S2")


def test_a_decision_on_a_record_that_is_gone_is_reported():
    linked = decided("D1|ssd_person|S1|ssd_person|S77|same|QA|2024-01-01T09:00:00|")
    assert codes(linked) == ["DECISION-RECORD-MISSING"]
    assert "S77" not in str(linked.result.findings)


def test_people_may_join_what_the_guard_refuses():
    """A child with two first names and two NHS numbers: someone looked, and the next record fits either."""
    people = """
        pers_person_id | pers_forename | pers_surname | pers_dob   | pers_sex | pers_common_child_id
        S1             | Aisha         | Castellan    | 2012-03-04 | F        | 9434765919
        S2             | Rosalind      | Castellan    | 2012-03-04 | F        | 9990000018
        S3             | Rosalind      | Castellan    | 2012-03-04 | F        | 9990000018
    """
    linked = decided("D1|ssd_person|S1|ssd_person|S2|same|QA|2024-01-01T09:00:00|", people=people)
    assert linked.same("S1", "S2", "S3")
