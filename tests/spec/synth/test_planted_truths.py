"""What was planted is in the files, and the truth folder says so."""

import json
from collections import Counter, defaultdict
from datetime import date

from lineofsight.standards.areas import districts
from tests.spec.synth.counting import Files, a_year_before, age_on, day, that_day

title = "What the synthetic county holds to be found"

PEAK, LAST, RESTRUCTURE = date(2023, 10, 31), date(2024, 4, 30), "2024-04-02"


def planted(files: Files) -> dict:
    return json.loads((files.folder / "truth" / "planted.json").read_text(encoding="utf-8"))


def fall(before: int, after: int) -> float:
    return 100 * (before - after) / before


def test_children_looked_after_are_six_percent_fewer_than_six_months_before(large):
    told = planted(large)["fewer_looked_after"]
    before, after = len(large.looked_after(PEAK)), len(large.looked_after(LAST))
    assert (told["then"], told["now"]) == (before, after)
    assert 5 <= fall(before, after) <= 7


def test_protection_plans_are_fifteen_percent_fewer_than_six_months_before(large):
    told = planted(large)["fewer_plans"]
    before, after = len(large.on_a_plan(PEAK)), len(large.on_a_plan(LAST))
    assert (told["then"], told["now"]) == (before, after)
    assert 13 <= fall(before, after) <= 17


def test_the_fall_in_care_is_led_by_entries_at_16_and_17(large):
    """Entries at 16 and 17 fall by more than a third, at other ages by much less."""
    told = planted(large)["fewer_entering_care_at_16_and_17"]

    def entries(first: date, last: date) -> tuple[int, int]:
        ages = [
            age_on(large.true_birth["ssd_person", period.child], period.start)
            for period in large.periods
            if first < period.start <= last
        ]
        return sum(age >= 16 for age in ages), sum(age < 16 for age in ages)

    before, after = entries(date(2023, 5, 1), PEAK), entries(PEAK, LAST)
    assert told["six_months_to_the_peak"]["aged_16_and_17"] == before[0]
    assert told["six_months_after_it"]["aged_16_and_17"] == after[0]
    assert fall(before[0], after[0]) > 33
    assert fall(before[0], after[0]) > fall(before[1], after[1]) + 20


def test_every_open_child_moves_once_in_the_restructure(large):
    """Each child allocated to a team that closed has one new spell that day, in the team that followed it."""
    told = planted(large)["restructure"]
    closed = told["teams_closed"]
    allocated = [row for row in large.ssd("involvements") if row["invo_professional_role_id"] == "ALLOCATED"]
    across = defaultdict(list)
    for row in allocated:
        if row["invo_professional_team"] in closed and row["invo_involvement_end_date"] == RESTRUCTURE:
            across[row["invo_person_id"]].append(row["invo_professional_team"])
    begun = defaultdict(list)
    for row in allocated:
        if row["invo_worker_change_reason"] == "ORGRST":
            assert row["invo_involvement_start_date"] == RESTRUCTURE
            begun[row["invo_person_id"]].append(row["invo_professional_team"])
    open_still = {child for child in across if child not in _closed_that_day(large)}
    assert set(begun) == open_still
    assert all(len(teams) == 1 for teams in begun.values())
    followed = [teams == [closed[across[child][0]]] for child, teams in begun.items()]
    assert sum(followed) / len(followed) > 0.97  # a case handed on that very day goes to its next service
    assert {team for teams in begun.values() for team in teams} <= set(told["teams_opened"])
    assert len(begun) == told["children_moved"]


def _closed_that_day(files: Files) -> set[str]:
    return {row["cine_person_id"] for row in files.ssd("cin_episodes") if row["cine_close_date"] == RESTRUCTURE}


def test_nobody_is_with_an_old_team_afterwards_or_a_new_one_before(large):
    told = planted(large)["restructure"]
    for row in large.ssd("involvements"):
        end = row["invo_involvement_end_date"]
        if row["invo_professional_team"] in told["teams_closed"]:
            assert end
            assert end <= RESTRUCTURE
        if row["invo_professional_team"] in told["teams_opened"]:
            assert row["invo_involvement_start_date"] >= RESTRUCTURE


def test_the_team_structure_is_dated(large):
    told = planted(large)["restructure"]
    teams = {row["team_id"]: row for row in large.rows("extracts/workforce/workforce_teams.csv")}
    for old, new in told["teams_closed"].items():
        assert (teams[old]["closed_on"], teams[old]["successor_team_id"]) == (RESTRUCTURE, new)
        assert (teams[new]["opened_on"], teams[new]["closed_on"]) == (RESTRUCTURE, "")
    assert {row["dept_team_id"] for row in large.ssd("department")} == set(teams)


def test_staff_who_were_moved_within_did_not_leave(large):
    """They go on the same day, under the same staff number, in a team that follows."""
    staff = large.rows("extracts/workforce/workforce_staff.csv")
    begun = {(row["staff_id"], row["start"]) for row in staff}
    moved = [row for row in staff if row["leaving_reason"] == "moved within"]
    assert moved
    assert all((row["staff_id"], row["end"]) in begun for row in moved)


def test_turnover_and_agency_of_april_2024_are_those_of_the_board_paper(large):
    """Turnover about 13%, vacancy below 20%, agency below the census of 2021."""
    assert 11 <= large.turnover_percent(LAST) <= 15
    assert large.vacancy_percent(LAST) < 20
    assert large.fte(LAST, agency="Y") < large.fte(date(2021, 9, 30), agency="Y")


def test_one_team_is_truly_worse_on_referrals_again(large):
    """Families of one team are chosen more often; every other team's difference is chance."""
    told = planted(large)["worse_team"]
    again, total = Counter(), Counter()
    latest: dict[str, date] = {}
    for row in sorted(large.ssd("cin_episodes"), key=lambda row: row["cine_referral_date"]):
        when, child, team = that_day(row["cine_referral_date"]), row["cine_person_id"], row["cine_referral_team"]
        if that_day(told["since"]) <= when < that_day(RESTRUCTURE):
            total[team] += 1
            again[team] += latest.get(child, date.min) >= a_year_before(when)
        latest[child] = when
    share = {team: again[team] / total[team] for team in told["teams"] if total[team]}
    worse = share.pop(told["team_id"])
    assert worse > 1.15 * sum(share.values()) / len(share)
    assert set(told["look_worse_by_chance"]) <= set(told["teams"]) - {told["team_id"]}


def test_levels_tell_the_month_ends(large):
    for row in large.truth("levels"):
        when = that_day(row["month_end"])
        assert int(row["cla_at_end"]) == len(large.looked_after(when))
        assert int(row["cp_at_end"]) == len(large.on_a_plan(when))


def test_districts_have_children_in_real_proportion(large):
    """By home on the last day, of the pupils whom the school census counts: between a ninth and a quarter each."""
    district = {row["pcds"]: row["laua"] for row in large.rows("extracts/reference/postcodes.csv")}
    pupils = large.rows("extracts/school_census/school_census_2024_spring_pupilonroll.csv")
    found = Counter(district[row["postcode"]] for row in pupils if district.get(row["postcode"], "") in districts())
    shares = {name: count / found.total() for name, count in found.items()}
    assert len(shares) == 6
    assert max(shares, key=shares.__getitem__) == "E07000081"
    assert min(shares.values()) > 0.1
    assert 0.2 < shares["E07000081"] < 0.25


def test_need_is_greater_where_deprivation_is(large):
    """Referrals per child in the most deprived fifth of areas are several times those in the least deprived."""
    import csv
    from importlib.resources import files

    with (files("lineofsight.synth") / "data" / "lsoa21.csv").open(encoding="utf-8") as lines:
        decile = {row["lsoa21"]: int(row["imd_decile"]) for row in csv.DictReader(lines)}
    postcodes = large.rows("extracts/reference/postcodes.csv")
    area = {row["pcds"].replace(" ", ""): row["lsoa21"] for row in postcodes if row["lsoa21"]}
    home: dict[str, str] = {}
    for row in large.ssd("address"):
        if row["addr_address_type"] == "Home" and day(row["addr_address_end_date"]) is None:
            home[row["addr_person_id"]] = row["addr_address_postcode"]
    referred = Counter(
        decile[area[home[row["cine_person_id"]]]]
        for row in large.ssd("cin_episodes")
        if home.get(row["cine_person_id"]) in area
    )
    pupils = Counter(
        decile[area[row["postcode"].replace(" ", "")]]
        for row in large.rows("extracts/school_census/school_census_2024_spring_pupilonroll.csv")
        if row["postcode"].replace(" ", "") in area
    )

    def rate(deciles: range) -> float:
        return sum(referred[k] for k in deciles) / sum(pupils[k] for k in deciles)

    assert rate(range(1, 3)) > 2.5 * rate(range(9, 11))
