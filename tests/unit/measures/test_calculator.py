"""What the calculator adds to every indicator: periods, groups, population, markers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from lineofsight.engines import Engine, open_engine
from lineofsight.measures import month_ends
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Words
from tests.factories.measures import figure, figures, measure

AT = date(2024, 3, 31)
GLOUCESTER, STROUD = "E07000081", "E07000082"

World = Callable[..., Engine]


@pytest.fixture
def world():
    """A world of one or more indicators, as an engine with its figures."""
    engine = open_engine("duckdb", threads=1)

    def make(*indicators: str, at: date = AT, months: int = 1, loaded=None, **tables: str) -> Engine:
        more = {} if loaded is None else {"loaded": loaded}
        measure(engine, [INDICATORS[name] for name in indicators], tables, at, months=months, **more)
        return engine

    yield make
    engine.close()


CONTACTS = """
    contact_id | person_id | contact_date
    1          | A         | 2024-03-10
    2          | B         | 2024-03-11
"""


# Periods


def test_month_ends_run_back_from_the_last_one():
    assert month_ends(date(2024, 4, 30), 3) == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def test_a_day_within_a_month_ends_with_the_month_before():
    """April is not over on the 29th."""
    assert month_ends(date(2024, 4, 29), 1) == [date(2024, 3, 31)]


def test_every_earlier_31_march_that_the_data_reach_has_figures(world):
    """Besides the months asked for, so that each stands beside the published year."""
    engine = world("FD01", months=2, contacts="""
        contact_id | person_id | contact_date
        1          | A         | 2021-05-10
        2          | B         | 2024-03-11
    """)  # fmt: skip
    found = engine.rows('SELECT "at" FROM measures.periods ORDER BY "at"')["at"].to_pylist()
    assert found == [date(2022, 3, 31), date(2023, 3, 31), date(2024, 2, 29), AT]


# Rates


def test_a_rate_at_31_march_divides_by_the_mid_year_dfe_uses(world):
    """DfE's population of Gloucestershire for the year to 31 March 2024 is 130,950, of mid-2023."""
    engine = world("FD07", referrals="""
        referral_id | person_id | referral_date
        1           | A         | 2024-01-01
    """)  # fmt: skip
    row = figure(engine, "FD07", AT)
    assert (row["denominator"], row["value"]) == (130950, pytest.approx(10000 / 130950))


@pytest.mark.parametrize(("at", "mid_year"), [(date(2023, 5, 31), 2022), (date(2023, 6, 30), 2023), (AT, 2023)])
def test_the_latest_mid_year_on_or_before_the_month_end_is_used(world, at, mid_year):
    engine = world("FD07", at=at)
    years = engine.rows("SELECT DISTINCT mid_year FROM measures.population")["mid_year"].to_pylist()
    assert years == [mid_year]


def test_after_the_last_estimate_the_last_one_stands(world):
    engine = world("FD07", at=date(2031, 3, 31))
    assert figure(engine, "FD07", date(2031, 3, 31))["denominator"] == 133163


def test_districts_ages_and_sexes_have_populations_that_add_up(world):
    engine = world("FD07")
    for by in ("district", "age_band"):
        groups = figures(engine, "FD07", AT, by).values()
        assert sum(row["denominator"] for row in groups) == 130950


# Groups


def test_who_is_in_no_known_group_is_in_unknown(world):
    """B has no address, no team, no birth date, no sex and no ethnicity, and is still counted."""
    engine = world(
        "FD01", contacts=CONTACTS,
        people="""
            person_id | date_of_birth | sex | ethnicity_group
            A         | 2020-01-01    | F   | White
        """,
        district_spells=f"""
            person_id | district     | start_date
            A         | {GLOUCESTER} | 2020-01-01
        """,
        team_spells="""
            person_id | team_id | start_date
            A         | T1      | 2020-01-01
        """,
    )  # fmt: skip
    for by in ("district", "team", "age_band", "sex", "ethnicity"):
        found = {group: row["numerator"] for group, row in figures(engine, "FD01", AT, by).items() if row["numerator"]}
        assert found.pop("unknown") == 1
        assert list(found.values()) == [1]


def test_a_sex_recorded_as_unknown_is_unknown(world):
    engine = world("FD01", contacts=CONTACTS, people="""
        person_id | sex
        A         | U
        B         | M
    """)  # fmt: skip
    assert {group: row["numerator"] for group, row in figures(engine, "FD01", AT, "sex").items()} == {
        "M": 1,
        "unknown": 1,
    }


def test_a_flow_takes_age_and_place_on_the_day_it_happened(world):
    """A turned one and moved to Stroud after the referral, before the month end."""
    engine = world(
        "FD07",
        referrals="""
            referral_id | person_id | referral_date
            1           | A         | 2023-06-10
        """,
        people="""
            person_id | date_of_birth
            A         | 2022-06-20
        """,
        district_spells=f"""
            person_id | district     | start_date | end_date
            A         | {GLOUCESTER} | 2022-06-20 | 2023-12-01
            A         | {STROUD}     | 2023-12-01 |
        """,
    )
    assert figure(engine, "FD07", AT, "district", GLOUCESTER)["numerator"] == 1
    assert figure(engine, "FD07", AT, "district", STROUD)["numerator"] == 0
    assert figure(engine, "FD07", AT, "age_band", "0")["numerator"] == 1


def test_a_stock_takes_age_and_place_at_the_month_end(world):
    engine = world(
        "CP06",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2023-06-10
        """,
        people="""
            person_id | date_of_birth
            A         | 2022-06-20
        """,
        district_spells=f"""
            person_id | district     | start_date | end_date
            A         | {GLOUCESTER} | 2022-06-20 | 2023-12-01
            A         | {STROUD}     | 2023-12-01 |
        """,
    )
    assert figure(engine, "CP06", AT, "district", STROUD)["numerator"] == 1
    assert figure(engine, "CP06", AT, "age_band", "1-4")["numerator"] == 1


def test_an_unborn_child_is_in_the_youngest_band(world):
    engine = world("CP06", cp_plans="""
        cp_plan_id | person_id | start_date
        1          | A         | 2024-01-10
    """, people="""
        person_id | date_of_birth
        A         | 2024-06-20
    """)  # fmt: skip
    assert figure(engine, "CP06", AT, "age_band", "0")["numerator"] == 1


# Markers


def test_an_indicator_without_its_sources_is_not_loaded_and_not_zero(world):
    engine = world("FD01", loaded=["ssd_cp_plans"], contacts=CONTACTS)
    row = figure(engine, "FD01", AT)
    assert (row["numerator"], row["value"], row["marker"]) == (None, None, "not loaded")


def test_one_source_of_each_group_is_enough(world):
    """Placements need episodes and placements from the case system, or the SSDA903 for both."""
    engine = world("PS01", loaded=["ssda903_episodes"])
    assert figure(engine, "PS01", AT)["marker"] == "no cases"


def test_half_of_what_is_needed_is_not_enough(world):
    engine = world("PS01", loaded=["ssd_cla_episodes"])
    assert figure(engine, "PS01", AT)["marker"] == "not loaded"


def test_a_percentage_of_nothing_has_no_value(world):
    engine = world("FD08")
    row = figure(engine, "FD08", AT)
    assert (row["numerator"], row["denominator"], row["value"], row["marker"]) == (0, 0, None, "no cases")


def test_a_count_of_nothing_is_zero(world):
    row = figure(world("FD01", loaded=["ssd_contacts"]), "FD01", AT)
    assert (row["value"], row["marker"]) == (0, "")


def test_a_rate_of_a_group_without_a_population_keeps_its_count(world):
    engine = world("FD07", referrals="""
        referral_id | person_id | referral_date
        1           | A         | 2024-01-01
    """)  # fmt: skip
    row = figure(engine, "FD07", AT, "team", "unknown")
    assert (row["numerator"], row["denominator"], row["value"], row["marker"]) == (1, None, None, "no population")


def test_districts_are_not_held_where_no_address_is(world):
    """Six districts at zero would be a lie: every child's district is unknown."""
    engine = world("FD01", contacts=CONTACTS)
    row = figure(engine, "FD01", AT, "district", STROUD)
    assert (row["numerator"], row["value"], row["marker"]) == (None, None, "not held")
    assert figure(engine, "FD01", AT, "district", "unknown")["numerator"] == 2


def test_a_district_without_a_case_is_zero_where_others_have_some(world):
    engine = world("FD01", contacts=CONTACTS, district_spells=f"""
        person_id | district     | start_date
        A         | {GLOUCESTER} | 2020-01-01
    """)  # fmt: skip
    row = figure(engine, "FD01", AT, "district", STROUD)
    assert (row["value"], row["marker"]) == (0, "")


def _months_of_referrals(first: date, months: int, *more: str) -> str:
    """One referral on the tenth of each month, closed within it."""
    days = [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 10) for n in range(months)]
    rows = [f"{n} | P{n} | {day} | {day.replace(day=20)}" for n, day in enumerate(days)]
    return "\n".join(["referral_id | person_id | referral_date | close_date", *rows, *more])


def test_twelve_months_that_begin_before_our_data_have_no_value(world):
    """Data from May 2022: the year to 31 March 2023 begins in April 2022, the year to 31 March 2024 does not."""
    engine = world("FD07", referrals=_months_of_referrals(date(2022, 5, 1), 23))
    before = figure(engine, "FD07", date(2023, 3, 31))
    assert (before["value"], before["marker"]) == (None, "before our data")
    assert figure(engine, "FD07", AT)["marker"] == ""


def test_re_referrals_need_a_year_of_data_before_their_own(world):
    """The earlier referral may lie in the year before, which begins in April 2022."""
    engine = world("FD08", referrals=_months_of_referrals(date(2022, 5, 1), 23))
    assert figure(engine, "FD08", AT)["marker"] == "before our data"


def test_a_few_old_rows_do_not_make_a_year_of_data(world):
    """One case closed in 2015, then one a month from May 2022."""
    referrals = _months_of_referrals(date(2022, 5, 1), 23, "old | Q | 2015-01-01 | 2015-06-30")
    engine = world("FD07", referrals=referrals)
    assert engine.rows("SELECT first_month FROM measures.reach")["first_month"].to_pylist() == [2022 * 12 + 4]


@pytest.mark.parametrize(("closed_since", "first"), [(5, 2021 * 12 + 4), (6, 2023 * 12)])
def test_exactly_half_as_frequent_as_usual_is_where_data_begin(world, closed_since, first):
    """Of six cases closed in 36 months a year has two: one alone in its year is half of that. Of seven it is less."""
    since = [f"{n} | P{n} | 2021-05-01 | 2023-0{n}-10" for n in range(1, closed_since + 1)]
    engine = world("FD07", referrals="\n".join(
        ["referral_id | person_id | referral_date | close_date", "old | Q | 2021-05-01 | 2021-05-20", *since]
    ))  # fmt: skip
    assert engine.rows("SELECT first_month FROM measures.reach")["first_month"].to_pylist() == [first]


# Cases


def test_a_figure_is_the_sum_of_its_cases(world):
    """The cases whose months reach the figure's own."""
    engine = world("FD08", months=3, referrals=_months_of_referrals(date(2021, 1, 1), 39))
    month = AT.year * 12 + AT.month - 1
    (row,) = engine.rows(f"""
        SELECT SUM(numerator) AS numerator, SUM(denominator) AS denominator FROM measures.cases
        WHERE month <= {month} AND month > {month} - months
    """).to_pylist()
    found = figure(engine, "FD08", AT)
    assert (row["numerator"], row["denominator"]) == (found["numerator"], found["denominator"]) == (0, 12)


def test_a_case_keeps_the_source_row_it_came_from(world):
    engine = world("FD01", ssd_contacts="""
        cont_contact_id | cont_person_id | cont_contact_date
        1               | A              | 2024-03-10
    """)  # fmt: skip
    (case,) = engine.rows("SELECT * FROM measures.cases").to_pylist()
    assert (case["source"], case["source_row"]) == ("ssd_contacts", 2)
    assert case["source_file"]


# Means, and what is not held


MEAN_SCORE = replace(
    INDICATORS["LA01"],
    unit="mean",
    words=Words(many="children in care", share="points"),
    amount="score",
    sql="""
        SELECT period_of_care_id AS case_id, person_id, start_date, end_date,
            CASE WHEN person_id = 'A' THEN 10 ELSE 15 END AS score, source, source_file, source_row
        FROM journey.periods_of_care
    """,
)
CARE = """
    period_of_care_id | person_id | start_date | is_uasc
    1                 | A         | 2024-01-01 | N
    2                 | B         | 2024-01-01 | N
"""


def test_a_mean_adds_up_an_amount_and_divides_by_the_cases():
    engine = open_engine("duckdb", threads=1)
    measure(engine, [MEAN_SCORE], {"periods_of_care": CARE}, AT)
    row = figure(engine, "LA01", AT)
    assert (row["numerator"], row["denominator"], row["value"]) == (25, 2, 12.5)
    engine.close()


def test_a_mean_of_nothing_says_so():
    engine = open_engine("duckdb", threads=1)
    measure(engine, [MEAN_SCORE], {}, AT)
    assert figure(engine, "LA01", AT)["marker"] == "no cases"
    engine.close()


def test_numerator_and_denominator_may_be_stocks_of_different_things():
    """Cases over the workers who hold them: the halves are counted apart, whatever their ids."""
    held = replace(
        INDICATORS["WF03"],
        unit="mean",
        words=Words(many="social workers", share="cases"),
        amount="n",
        sql="""
            SELECT 'x' AS case_id, team_id, start_date, end_date, 1 AS n, source, source_file, source_row
            FROM workforce.employments WHERE staff_id = 'case'
        """,
        stock_sql="""
            SELECT 'x' AS case_id, team_id, start_date, end_date, fte, source, source_file, source_row
            FROM workforce.employments WHERE staff_id = 'worker'
        """,
    )
    engine = open_engine("duckdb", threads=1)
    employments = """
        employment_id | staff_id | team_id | fte | start_date
        1             | case     | T       | 0.1 | 2024-01-01
        2             | worker   | T       | 0.5 | 2024-01-01
    """
    measure(engine, [held], {"employments": employments}, AT)
    row = figure(engine, "WF03", AT)
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 0.5, 2)
    engine.close()


def test_what_no_extract_holds_has_a_row_that_says_so():
    """A measure that needs data nobody sends is shown, not left out."""
    panels = replace(INDICATORS["FD01"], id="LG01", sql="", needs=(), history="", lacking="a list of panels")
    engine = open_engine("duckdb", threads=1)
    measure(engine, [panels, INDICATORS["FD01"]], {"contacts": CONTACTS}, AT)
    row = figure(engine, "LG01", AT)
    assert (row["numerator"], row["value"], row["marker"]) == (None, None, "not held")
    assert figure(engine, "FD01", AT)["value"] == 2
    engine.close()


def test_a_child_is_counted_in_the_need_of_the_day(world):
    engine = world(
        "CP06",
        cp_plans="""
            cp_plan_id | person_id | start_date
            1          | A         | 2024-01-01
            2          | B         | 2024-01-01
        """,
        need_spells="""
            person_id | need | start_date | end_date
            A         | N1   | 2023-12-01 |
            B         | N5   | 2023-12-01 | 2024-03-01
        """,
    )
    found = {group: row["numerator"] for group, row in figures(engine, "CP06", AT, "need").items()}
    assert found == {"N1": 1, "unknown": 1}


# Months, and how a level moved


def test_months_are_kept_before_they_roll(world):
    """A chart shows what happened in each month: a window of twelve has eleven of them in common with the next."""
    engine = world("FD07", months=3, referrals="""
        referral_id | person_id | referral_date
        1           | A         | 2024-01-10
        2           | B         | 2024-03-11
        3           | C         | 2024-03-12
    """)  # fmt: skip
    rows = engine.rows("""SELECT month, numerator FROM measures.monthly WHERE "by" = 'all' ORDER BY month""")
    assert rows.to_pylist() == [
        {"month": 2024 * 12, "numerator": 1.0},
        {"month": 2024 * 12 + 2, "numerator": 2.0},
    ]


def flows(engine: Engine, indicator: str) -> dict[tuple[int, str, str], int]:
    rows = engine.rows(f"SELECT * FROM measures.flows WHERE indicator = '{indicator}'").to_pylist()
    return {(row["month"] - 2024 * 12, row["flow"], row["age_band"]): row["n"] for row in rows}


def test_starts_and_ends_make_the_difference_between_two_month_ends(world):
    """A was there and stays, B comes, C goes, D turns 18 and goes: 3 in February, 2 in March."""
    engine = world(
        "LA01",
        months=2,
        people="""
            person_id | date_of_birth
            A         | 2012-01-01
            B         | 2007-05-01
            C         | 2015-01-01
            D         | 2006-03-15
        """,
        periods_of_care="""
            period_of_care_id | person_id | start_date | end_date   | is_uasc
            1                 | A         | 2023-01-01 |            | N
            2                 | B         | 2024-03-10 |            | N
            3                 | C         | 2023-01-01 | 2024-03-20 | N
            4                 | D         | 2023-01-01 | 2024-03-15 | N
        """,
    )
    assert flows(engine, "LA01") == {(2, "start", "16-17"): 1, (2, "end", "5-9"): 1, (2, "aged out", "16-17"): 1}


def test_someone_who_came_and_went_within_a_month_is_no_flow(world):
    """The level never held them at a month end; the starts of LA03 do."""
    engine = world("LA01", months=2, periods_of_care="""
        period_of_care_id | person_id | start_date | end_date   | is_uasc
        1                 | A         | 2024-03-05 | 2024-03-20 | N
    """)  # fmt: skip
    assert flows(engine, "LA01") == {}


def test_month_ends_that_do_not_follow_one_another_have_no_flow(world):
    """The earlier 31 Marches stand a year apart: what lies between them is not one month's."""
    engine = world("CP06", months=1, cp_plans="""
        cp_plan_id | person_id | start_date | end_date
        1          | A         | 2020-01-01 |
        2          | B         | 2023-06-01 |
    """, referrals="""
        referral_id | person_id | referral_date | close_date
        1           | A         | 2020-01-01    | 2020-06-01
    """)  # fmt: skip
    assert flows(engine, "CP06") == {}


def test_only_children_counted_at_month_ends_have_flows(world):
    """A share is no level, and posts are no children."""
    engine = world("CP11", "WF02", "CP06", months=2, cp_plans="""
        cp_plan_id | person_id | start_date
        1          | A         | 2024-03-01
    """)  # fmt: skip
    found = engine.rows("SELECT DISTINCT indicator FROM measures.flows")["indicator"].to_pylist()
    assert found == ["CP06"]
