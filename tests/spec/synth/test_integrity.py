"""What can never be in the files, whatever the seed: the census's rules of a child's journey, and care's own chain."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from tests.spec.synth.counting import Files, Row, age_on, day, inside, is_working, of_each, that_day, uk_day

title = "A synthetic journey keeps the census's rules"

LAST = date(2024, 4, 30)


def spells(rows: Iterable[Row], person: str, start: str, end: str) -> dict[str, list[tuple[date, date]]]:
    """Spells of each person in order of start; an open end is far away."""
    found: dict[str, list[tuple[date, date]]] = {}
    for row in rows:
        found.setdefault(row[person], []).append((that_day(row[start]), day(row[end]) or date.max))
    return {key: sorted(of) for key, of in found.items()}


def overlapping(of: dict[str, list[tuple[date, date]]]) -> int:
    return sum(end > start for each in of.values() for (_, end), (start, _) in pairwise(each))


def clashing(one: dict[str, list[tuple[date, date]]], other: dict[str, list[tuple[date, date]]]) -> int:
    """Pairs of spells of the same person that share more than a day."""
    return sum(
        min(a_end, b_end) > max(a_start, b_start)
        for key in one.keys() & other.keys()
        for a_start, a_end in one[key]
        for b_start, b_end in other[key]
    )


def referrals(files: Files) -> dict[str, tuple[date, date]]:
    return {
        row["cine_referral_id"]: (that_day(row["cine_referral_date"]), day(row["cine_close_date"]) or date.max)
        for row in files.ssd("cin_episodes")
    }


def test_everyone_who_has_a_row_has_a_record(small):
    known = {row["pers_person_id"] for row in small.ssd("person")}
    for table, person in (
        ("contacts", "cont_person_id"), ("cin_episodes", "cine_person_id"), ("cp_plans", "cppl_person_id"),
        ("cla_episodes", "clae_person_id"), ("missing", "miss_person_id"), ("address", "addr_person_id"),
        ("early_help_episodes", "earl_person_id"), ("care_leavers", "clea_person_id"), ("cin_visits", "cinv_person_id"),
        ("involvements", "invo_person_id"), ("mother", "moth_person_id"), ("mother", "moth_childs_person_id"),
    ):  # fmt: skip
        assert {row[person] for row in small.ssd(table)} <= known, table


def test_one_referral_is_open_at_a_time(small):
    cases = spells(small.ssd("cin_episodes"), "cine_person_id", "cine_referral_date", "cine_close_date")
    assert overlapping(cases) == 0


def test_a_case_has_a_closing_date_and_a_reason_or_neither(small):
    for row in small.ssd("cin_episodes"):
        assert bool(row["cine_close_date"]) == bool(row["cine_close_reason"])
        assert not row["cine_close_date"] or row["cine_close_date"] >= row["cine_referral_date"]


def test_nothing_comes_before_its_referral_or_after_its_closure(small):
    open_for = referrals(small)
    for table, referral, columns in (
        ("cin_assessments", "cina_referral_id", ("cina_assessment_start_date", "cina_assessment_auth_date")),
        ("s47_enquiry", "s47e_referral_id", ("s47e_s47_start_date", "s47e_s47_end_date")),
        ("initial_cp_conference", "icpc_referral_id", ("icpc_icpc_date",)),
        ("cin_plans", "cinp_referral_id", ("cinp_cin_plan_start_date", "cinp_cin_plan_end_date")),
        ("cp_plans", "cppl_referral_id", ("cppl_cp_plan_start_date", "cppl_cp_plan_end_date")),
        ("cla_episodes", "clae_referral_id", ("clae_cla_episode_start_date",)),
    ):
        for row in small.ssd(table):
            if not row[referral]:
                continue
            first, last = open_for[row[referral]]
            assert all(first <= when <= last for when in map(day, map(row.__getitem__, columns)) if when), table


def test_a_referral_is_at_most_forty_weeks_before_birth(small):
    for row in small.ssd("cin_episodes"):
        birth = small.true_birth["ssd_person", row["cine_person_id"]]
        assert that_day(row["cine_referral_date"]) >= birth - timedelta(weeks=40)


def test_enquiries_assessments_and_plans_of_a_kind_do_not_overlap(small):
    for table, person, start, end in (
        ("cin_assessments", "cina_person_id", "cina_assessment_start_date", "cina_assessment_auth_date"),
        ("s47_enquiry", "s47e_person_id", "s47e_s47_start_date", "s47e_s47_end_date"),
        ("cin_plans", "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
        ("cp_plans", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
        ("early_help_episodes", "earl_person_id", "earl_episode_start_date", "earl_episode_end_date"),
        ("missing", "miss_person_id", "miss_missing_episode_start_date", "miss_missing_episode_end_date"),
    ):
        assert overlapping(spells(small.ssd(table), person, start, end)) == 0, table


def test_a_child_in_need_plan_never_overlaps_a_protection_plan_or_care(small):
    need = spells(small.ssd("cin_plans"), "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date")
    protection = spells(small.ssd("cp_plans"), "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date")
    care = {}
    for period in small.periods:
        care.setdefault(period.child, []).append((period.start, period.end or date.max))
    assert clashing(need, protection) == 0
    assert clashing(need, care) == 0


def test_a_plan_starts_on_the_working_day_of_its_conference(small):
    conferences = {row["icpc_icpc_id"]: row for row in small.ssd("initial_cp_conference")}
    ours = [row for row in small.plans if row["cppl_icpc_id"]]
    assert ours
    for row in ours:
        conference = conferences[row["cppl_icpc_id"]]
        assert row["cppl_cp_plan_start_date"] == conference["icpc_icpc_date"]
        assert conference["icpc_icpc_outcome_cp_flag"] == "Y"
        assert conference["icpc_cp_plan_id"] == row["cppl_cp_plan_id"]
        assert is_working(that_day(row["cppl_cp_plan_start_date"]))


def test_a_conference_follows_its_enquiry(small):
    enquiries = {row["s47e_s47_enquiry_id"]: row for row in small.ssd("s47_enquiry")}
    for row in small.ssd("initial_cp_conference"):
        if row["icpc_s47_enquiry_id"] and row["icpc_icpc_date"]:
            assert enquiries[row["icpc_s47_enquiry_id"]]["s47e_s47_start_date"] < row["icpc_icpc_date"]
        assert bool(row["icpc_s47_enquiry_id"]) == (row["icpc_icpc_transfer_in"] == "N")


def test_pre_proceedings_begin_and_end_on_working_days_and_have_an_outcome_once_they_end(small):
    """The letter follows the decision, sooner or later; only what went to court can be in a hurry."""
    rows = small.ssd("pre_proceedings")
    waits = []
    for row in rows:
        decided, left = that_day(row["prep_pre_pro_decision_date"]), day(row["prep_agree_stepdown_issue_date"])
        assert is_working(decided)
        assert left is None or (left > decided and is_working(left))
        assert bool(row["prep_pre_pro_outcome"]) == bool(left)
        issued = row["prep_pre_pro_outcome"] == "Decision to Issue Care Proceedings"
        assert bool(row["prep_care_proc_short_notice"]) == issued
        letter = day(row["prep_pre_pro_letter_date"])
        waits += [(letter - decided).days] if letter else []
    assert min(waits) > 0
    assert len(set(waits)) > 3


def test_care_episodes_chain(small):
    """Each begins on the day the one before ends; the first is S and the others not; only the last is no X1."""
    for period in small.every_period:
        first, *others = period.episodes
        assert first["clae_cla_episode_start_reason"] == "S"
        assert all(row["clae_cla_episode_start_reason"] in "LPB" for row in others)
        assert {row["clae_entered_care_date"] for row in period.episodes} == {period.start.isoformat()}
        for before, after in zip(period.episodes, others, strict=False):
            assert before["clae_cla_episode_ceased_date"] == after["clae_cla_episode_start_date"]
            assert before["clae_cla_episode_ceased_date"] > before["clae_cla_episode_start_date"]
            assert before["clae_cla_episode_ceased_reason"] == "X1"
        assert period.why != "X1"
        assert (period.end is None) == (period.why == "")


def test_the_reason_an_episode_began_is_what_changed(small):
    placement_of = {row["clap_cla_placement_id"]: row for row in small.ssd("cla_placement")}
    status_from = {(row["lega_person_id"], row["lega_legal_status_start_date"]) for row in small.ssd("legal_status")}
    for period in small.every_period:
        for before, after in pairwise(period.episodes):
            moved = before["clae_cla_placement_id"] != after["clae_cla_placement_id"]
            changed = (period.child, after["clae_cla_episode_start_date"]) in status_from
            assert after["clae_cla_episode_start_reason"] == {(1, 0): "P", (0, 1): "L", (1, 1): "B"}[moved, changed]
            placement = placement_of[after["clae_cla_placement_id"]]
            assert placement["clap_cla_placement_start_date"] <= after["clae_cla_episode_start_date"]


def test_nobody_is_looked_after_past_18_or_before_birth(small):
    for period in small.every_period:
        birth = small.true_birth["ssd_person", period.child]
        assert period.start >= birth
        assert age_on(birth, (period.end or LAST) - timedelta(1)) < 18


def test_periods_of_care_of_a_child_do_not_overlap(small):
    of: dict[str, list[tuple[date, date]]] = {}
    for period in small.every_period:
        of.setdefault(period.child, []).append((period.start, period.end or date.max))
    assert overlapping({child: sorted(each) for child, each in of.items()}) == 0


def test_plans_and_cases_end_by_the_eighteenth_birthday(small):
    for table, person, end in (
        ("cp_plans", "cppl_person_id", "cppl_cp_plan_end_date"),
        ("cin_episodes", "cine_person_id", "cine_close_date"),
    ):
        for row in small.ssd(table):
            birth = small.true_birth["ssd_person", row[person]]
            assert age_on(birth, (day(row[end]) or LAST) - timedelta(1)) < 18, table


def test_emergency_statuses_are_short(small):
    """Police protection 72 hours, an emergency protection order 8 days."""
    for row in small.ssd("legal_status"):
        start, end = that_day(row["lega_legal_status_start_date"]), day(row["lega_legal_status_end_date"]) or LAST
        most = {"L1": 3, "L2": 8}.get(row["lega_legal_status"])
        assert most is None or (end - start).days <= most


def test_a_few_children_have_short_breaks_and_count_as_looked_after_nowhere(large):
    short = [period for period in large.every_period if period.is_short_break]
    assert 0 < len(short) < 20
    in_return = {row["LS"] for year in range(2019, 2025) for row in large.returned("episodes", year)}
    assert in_return & {"V3", "V4"}


def test_factor_21_and_no_disability_stand_alone(small):
    for row in small.ssd("assessment_factors"):
        factors = row["cinf_assessment_factors_json"]
        assert '"21"' not in factors or factors == '{"21":"Y"}'
    for rows in of_each(small.ssd("disability"), "disa_person_id"):
        codes = [row["disa_disability_code"] for row in rows]
        assert len(codes) == len(set(codes))
        assert codes == ["NONE"] or "NONE" not in codes


def test_a_person_is_born_or_expected_and_not_both(small):
    for row in small.ssd("person"):
        assert not (row["pers_dob"] and row["pers_expected_dob"])
        assert (row["pers_forename"] == "Unborn") == bool(row["pers_expected_dob"])


def test_the_year_of_a_return_holds_what_started_or_ended_in_it(large):
    """So that the years complete one another: an episode open all year stands in neither."""
    for year in range(2019, 2025):
        for row in large.returned("episodes", year):
            assert inside(uk_day(row["DECOM"]), year) or inside(uk_day(row["DEC"]), year)
            assert not row["DEC"] or inside(uk_day(row["DEC"]), year)
            assert bool(row["DEC"]) == bool(row["REC"])


def test_the_returns_and_the_case_system_tell_of_the_same_episodes(large):
    """Every episode of the case system that started or ended in the six years is in the returns, merged."""
    returned: dict[tuple[str, date], str] = {}
    for year in range(2019, 2025):
        for row in large.returned("episodes", year):
            key = (large.true_id["ssda903_header", row["CHILD"]], uk_day(row["DECOM"]) or LAST)
            returned[key] = row["DEC"] or returned.get(key, "")
    missing = 0
    for row in large.ssd("cla_episodes"):
        start, end = that_day(row["clae_cla_episode_start_date"]), day(row["clae_cla_episode_ceased_date"])
        in_time = [when for when in (start, end) if when and date(2018, 4, 1) <= when <= date(2024, 3, 31)]
        key = (large.true_id["ssd_person", row["clae_person_id"]], start)
        missing += bool(in_time) and key not in returned
    assert missing <= 2  # entered more than three months late


def test_nothing_more_is_told_of_a_child_who_was_adopted_or_died(large):
    """An adopted child's record ends with the order."""
    sealed = {period.child: period.end for period in large.periods if period.why in {"E11", "E12", "E2"} and period.end}
    assert sealed
    for table, person, on in (
        ("contacts", "cont_person_id", "cont_contact_date"),
        ("cin_episodes", "cine_person_id", "cine_referral_date"),
        ("early_help_episodes", "earl_person_id", "earl_episode_start_date"),
    ):
        for row in large.ssd(table):
            assert that_day(row[on]) <= sealed.get(row[person], date.max), table
