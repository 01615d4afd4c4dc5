"""The synthetic county has the published levels of Gloucestershire, in proportion to its size, year by year."""

import csv
from collections.abc import Callable
from datetime import date
from importlib.resources import files

import pytest

from tests.spec.synth.conftest import LARGE
from tests.spec.synth.counting import (
    Files,
    a_year_before,
    age_on,
    day,
    in_year,
    inside,
    open_on,
    that_day,
    working_days,
)

title = "The synthetic county's levels"

YEARS = range(2019, 2025)
AGES = {"under_1": (-1, 1), "1_to_4": (1, 5), "5_to_9": (5, 10), "10_to_15": (10, 16), "16_and_over": (16, 19)}

with (files("lineofsight.synth") / "data" / "calibration.csv").open(encoding="utf-8") as lines:
    PUBLISHED = {(row["measure"], int(row["year"])): float(row["value"]) for row in csv.DictReader(lines)}


def close(found: float, published: float, *, allow: float = 1.5) -> bool:
    """Within 5% of the published level at this size, or within what rounding to whole children can move."""
    wanted = published * LARGE / 640_000
    return abs(found - wanted) <= max(0.05 * wanted, allow)


def _with_factors(files: Files, year: int) -> int:
    has = {row["cinf_assessment_id"] for row in files.ssd("assessment_factors")}
    ended = in_year(files.ssd("cin_assessments"), "cina_assessment_auth_date", year)
    return sum(row["cina_assessment_id"] in has for row in ended)


COUNTS: dict[str, Callable[[Files, int], float]] = {
    "referrals": lambda files, year: len(in_year(files.ssd("cin_episodes"), "cine_referral_date", year)),
    "s47_enquiries": lambda files, year: len(in_year(files.ssd("s47_enquiry"), "s47e_s47_start_date", year)),
    "icpc": lambda files, year: len(in_year(files.ssd("initial_cp_conference"), "icpc_icpc_date", year)),
    "cp_starts": lambda files, year: len(in_year(files.plans, "cppl_cp_plan_start_date", year)),
    "cp_at_31_march": lambda files, year: len(files.on_a_plan(date(year, 3, 31))),
    "cla_at_31_march": lambda files, year: len(files.looked_after(date(year, 3, 31))),
    "cla_starts": lambda files, year: sum(inside(period.start, year) for period in files.periods),
    "cla_ends": lambda files, year: sum(inside(period.end, year) for period in files.periods),
}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("measure", COUNTS)
def test_counts_are_the_published_ones(large, measure, year):
    """Ends follow from starts and from two rounded levels, so rounding can move them by more."""
    allow = 2.6 if measure == "cla_ends" else 1.5
    assert close(COUNTS[measure](large, year), PUBLISHED[measure, year], allow=allow)


@pytest.mark.parametrize("year", YEARS)
def test_assessments_end_at_the_published_rate(large, year):
    """Starts are planned, ends follow some seven weeks later: a small county is a few off."""
    assert close(_with_factors(large, year), PUBLISHED["assessments", year], allow=30)


@pytest.mark.parametrize("year", YEARS)
def test_plans_ended_are_the_published_rate(large, year):
    """DfE gives the rate per 10,000 children aged 0 to 17 at the mid-year before."""
    published = PUBLISHED["cp_ended_per_10000", year] * PUBLISHED["population_0_17", year - 1] / 10_000
    assert close(len(in_year(large.plans, "cppl_cp_plan_end_date", year)), published, allow=2.6)


@pytest.mark.parametrize("year", range(2021, 2025))
@pytest.mark.parametrize("ages", AGES)
def test_children_start_to_be_looked_after_at_the_published_ages(large, ages, year):
    """Published by age from 2021."""
    first, before = AGES[ages]
    started = [period for period in large.periods if inside(period.start, year)]
    found = sum(
        first <= age_on(large.true_birth["ssd_person", period.child], period.start) < before for period in started
    )
    assert close(found, PUBLISHED[f"cla_starts_{ages}", year])


@pytest.mark.parametrize("year", YEARS)
def test_care_leavers_are_as_many_as_published(large, year):
    """By true age at the end of the year: a few birth dates in the return are wrong, as planted."""
    ages = [
        age_on(large.true_birth["ssda903_header", row["CHILD"]], date(year, 3, 31))
        for row in large.returned("oc3", year)
    ]
    assert close(sum(age >= 19 for age in ages), PUBLISHED["leavers_19_21", year])
    if ("leavers_17_18", year) in PUBLISHED:
        assert close(sum(age < 19 for age in ages), PUBLISHED["leavers_17_18", year])


@pytest.mark.parametrize("year", range(2018, 2024))
def test_social_workers_in_post_and_agency_are_the_published_fte(large, year):
    """At 30 September, the day of the workforce census."""
    census = date(year, 9, 30)
    assert close(large.fte(census, agency="N"), PUBLISHED["sw_in_post_fte", year])
    assert close(large.fte(census, agency="Y"), PUBLISHED["sw_agency_fte", year])


@pytest.mark.parametrize("year", range(2018, 2024))
def test_posts_stand_vacant_at_the_published_rate(large, year):
    assert large.vacancy_percent(date(year, 9, 30)) == pytest.approx(PUBLISHED["sw_vacancy_percent", year], abs=4)


@pytest.mark.parametrize("year", range(2020, 2025))
def test_as_many_children_are_referred_again_within_a_year(large, year):
    """From 2020: the files begin on 1 April 2018, so what came before the year to March 2019 is not in them."""
    latest: dict[str, date] = {}
    again = 0
    referrals = sorted(large.ssd("cin_episodes"), key=lambda row: row["cine_referral_date"])
    for row in referrals:
        when, child = that_day(row["cine_referral_date"]), row["cine_person_id"]
        again += inside(when, year) and latest.get(child, date.min) >= a_year_before(when)
        latest[child] = when
    found = 100 * again / len(in_year(referrals, "cine_referral_date", year))
    assert found == pytest.approx(PUBLISHED["rereferral_percent", year], abs=1.5)


@pytest.mark.parametrize("year", YEARS)
def test_as_many_plans_are_second_or_later_ones(large, year):
    first = {}
    for row in sorted(large.plans, key=lambda row: row["cppl_cp_plan_start_date"]):
        first.setdefault(row["cppl_person_id"], row["cppl_cp_plan_start_date"])
    started = in_year(large.plans, "cppl_cp_plan_start_date", year)
    repeat = sum(first[row["cppl_person_id"]] < row["cppl_cp_plan_start_date"] for row in started)
    assert 100 * repeat / len(started) == pytest.approx(PUBLISHED["cp_repeat_percent", year], abs=3)


@pytest.mark.parametrize("year", YEARS)
def test_assessments_keep_the_published_time(large, year):
    """Within 45 working days of their start."""
    ended = in_year(large.ssd("cin_assessments"), "cina_assessment_auth_date", year)
    taken = [
        working_days(that_day(row["cina_assessment_start_date"]), that_day(row["cina_assessment_auth_date"]))
        for row in ended
    ]
    in_time = 100 * sum(days <= 45 for days in taken) / len(taken)
    assert in_time == pytest.approx(PUBLISHED["assessment_in_45_days_percent", year], abs=7)


def test_conferences_keep_the_published_time_over_the_years(large):
    """Within 15 working days of the strategy discussion. Families are few in a small county: the mean of six years."""
    begun = {row["s47e_s47_enquiry_id"]: that_day(row["s47e_s47_start_date"]) for row in large.ssd("s47_enquiry")}
    found, published = 0.0, 0.0
    for year in YEARS:
        held = in_year(large.ssd("initial_cp_conference"), "icpc_icpc_date", year)
        ours = [row for row in held if row["icpc_icpc_transfer_in"] == "N"]
        in_time = [
            working_days(begun[row["icpc_s47_enquiry_id"]], that_day(row["icpc_icpc_date"])) <= 15 for row in ours
        ]
        found += 100 * sum(in_time) / len(in_time) / len(YEARS)
        published += PUBLISHED["icpc_in_15_days_percent", year] / len(YEARS)
    assert found == pytest.approx(published, abs=5)


def test_children_move_placement_as_often_as_published_over_the_years(large):
    """Three or more placements open in the twelve months to 31 March, as the mean of six years."""
    found = published = 0.0
    for year in YEARS:
        when = date(year, 3, 31)
        inside_care = large.looked_after(when)
        open_in_year: dict[str, int] = {}
        for row in large.ssd("cla_placement"):
            end = day(row["clap_cla_placement_end_date"])
            if that_day(row["clap_cla_placement_start_date"]) <= when and (end is None or end > a_year_before(when)):
                open_in_year[row["clap_cla_id"]] = open_in_year.get(row["clap_cla_id"], 0) + 1
        many = sum(open_in_year[period.key] >= 3 for period in inside_care)
        found += 100 * many / len(inside_care) / len(YEARS)
        published += PUBLISHED["cla_3_placements_percent", year] / len(YEARS)
    assert found == pytest.approx(published, abs=5)


def test_plans_rarely_last_two_years(large):
    """Published: 9 to 29 of some 700 open plans."""
    found = []
    for year in YEARS:
        when = date(year, 3, 31)
        ages = [(when - that_day(row["cppl_cp_plan_start_date"])).days for row in large.on_a_plan(when)]
        found.append(sum(age >= 730 for age in ages) / len(ages))
    assert 0 < sum(found) / len(found) < 0.05


def test_children_in_need_are_as_many_as_published(large):
    """Open cases on 31 March, those closed without further action left out."""
    cases = [row for row in large.ssd("cin_episodes") if row["cine_referral_nfa"] != "Y"]
    for year in YEARS:
        found = open_on(cases, "cine_referral_date", "cine_close_date", date(year, 3, 31))
        assert close(len(found), PUBLISHED["cin_at_31_march", year])
