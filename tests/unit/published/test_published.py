"""Published figures: spot values read off the publications, the areas beside an authority, and gaps that stay gaps."""

from collections import Counter

import pyarrow as pa
import pytest

from lineofsight.engines import open_engine
from lineofsight.errors import LineofsightError
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.standards.package_data import FOLDER
from lineofsight.standards.published import (
    MARKERS,
    areas,
    authority,
    compared_areas,
    neighbours,
    published_figures,
    published_indicators,
    put_published,
)

GLOUCESTERSHIRE = "E10000013"
ENGLAND = "E92000001"


def figure(indicator, period, area=GLOUCESTERSHIRE, authority_code=GLOUCESTERSHIRE):
    rows = published_figures(indicator, authority_code).to_pylist()
    [row] = [row for row in rows if (row["area_code"], row["period"]) == (area, period)]
    return row


@pytest.mark.parametrize(
    ("indicator", "period", "value"),
    [
        ("referrals_num", "2023", 8824),
        ("referrals_num", "2024", 6724),
        ("referrals_rate", "2024", 513.5),
        ("rereferrals_pct", "2024", 21.5),
        ("s47_num", "2024", 3428),
        ("icpc_num", "2025", 677),
        ("icpc_within_15_days_pct", "2024", 84),
        ("cpp_at_31_march_num", "2023", 531),
        ("cpp_at_31_march_num", "2024", 601),
        ("cpp_subsequent_pct", "2024", 34.9),
        ("cla_at_31_march_num", "2023", 865),
        ("cla_at_31_march_num", "2024", 840),
        ("cla_started_num", "2024", 292),
        ("cla_started_age_16_years_and_over_num", "2024", 60),
        ("cla_3plus_placements_year_pct", "2024", 13),
        ("care_leavers_19_21_eet_pct", "2024", 60),
        ("sw_turnover_rate_fte", "2023", 11.7),
        ("sw_vacancy_rate_fte", "2024", 10.9),
        ("factor_neglect_num", "2025", 761),
        ("population_0_17", "2024", 133163),
    ],
)
def test_a_figure_is_the_one_published(indicator, period, value):
    assert figure(indicator, period)["value"] == pytest.approx(value)


def test_england_and_the_region_stand_beside_it():
    assert figure("cla_at_31_march_num", "2024", ENGLAND)["value"] == 83530
    assert figure("cla_at_31_march_num", "2024", "E12000009")["value"] == 6970


def test_a_rate_is_its_published_count_over_the_population_of_the_year_before():
    row = figure("referrals_rate", "2023")
    assert (row["numerator"], row["denominator"]) == (8824, figure("population_0_17", "2022")["value"])
    assert row["value"] == round(10_000 * row["numerator"] / row["denominator"], 1)


def test_the_ten_neighbours_are_the_departments_closest_first():
    names = [areas()[code].name for code in neighbours(GLOUCESTERSHIRE)]
    assert names == [
        "Warwickshire", "West Sussex", "Hampshire", "North Somerset", "Wiltshire",
        "Cheshire East", "Leicestershire", "Oxfordshire", "Essex", "Worcestershire",
    ]  # fmt: skip


def test_thirteen_areas_stand_in_one_order():
    assert Counter(kind for _, kind in compared_areas(GLOUCESTERSHIRE)) == {
        "own": 1, "neighbour": 10, "region": 1, "england": 1,
    }  # fmt: skip
    rows = published_figures("cla_at_31_march_num", GLOUCESTERSHIRE).to_pylist()
    latest = [row["area_code"] for row in rows if row["period"] == "2025"]
    assert latest == [code for code, _ in compared_areas(GLOUCESTERSHIRE)]
    assert [row["period_end"] for row in rows] == sorted(row["period_end"] for row in rows)


def test_every_authority_has_its_areas():
    """Ten neighbours for an authority of today; none for one that was abolished or is two joined."""
    n_neighbours: Counter[int] = Counter()
    for code in [area.code for area in areas().values() if area.kind == "authority"]:
        kinds = Counter(kind for _, kind in compared_areas(code))
        assert (kinds["own"], kinds["region"], kinds["england"]) == (1, 1, 1)
        assert all(area in areas() for area, _ in compared_areas(code))
        n_neighbours[kinds["neighbour"]] += 1
    assert n_neighbours == {10: 153, 0: 7}


def test_an_authority_is_known_by_the_code_it_had_before():
    assert authority("E10000027").name == authority("E06000066").name == "Somerset"


def test_a_publication_that_joins_two_authorities_gives_both_the_joint_figure_under_its_own_name():
    rows = published_figures("sw_turnover_rate_fte", "E09000021").to_pylist()
    joint = [row for row in rows if row["area_kind"] == "own" and " / " in row["area_code"]]
    assert joint
    assert {row["area_name"] for row in joint} == {"Kingston upon Thames / Richmond upon Thames"}
    assert max(Counter(row["period"] for row in rows if row["area_kind"] == "own").values()) == 1


def test_a_figure_without_a_value_says_why_and_one_with_a_value_says_nothing():
    for indicator in ("factor_child_criminal_exploitation_num", "cla_at_31_march_num", "care_leavers_17_18_eet_pct"):
        for row in published_figures(indicator, GLOUCESTERSHIRE).to_pylist():
            assert (row["value"] is None) == bool(row["marker"])
    assert figure("factor_child_criminal_exploitation_num", "2021")["marker"] == "x"


def test_every_marker_in_the_figures_has_words():
    import pyarrow.parquet as pq

    found = set(pq.read_table(str(FOLDER / "published" / "figures.parquet"), columns=["marker"])["marker"].to_pylist())
    assert found - {""} <= set(MARKERS)


def test_a_published_zero_is_a_value():
    row = figure("care_leavers_17_18_not_known_num", "2023")
    assert (row["value"], row["marker"]) == (0, "")


def test_the_indicators_are_those_of_the_figures():
    assert len(published_indicators()) == 552
    assert published_indicators()["cla_at_31_march_rate"]["unit"] == "rate per 10,000"


def test_a_county_that_is_none_is_refused_with_what_to_do():
    with pytest.raises(LineofsightError, match=r"authority_code in lineofsight\.toml"):
        published_figures("referrals_num", "E99999999")
    for no_authority in (ENGLAND, "E12000009", "E13000002"):
        with pytest.raises(LineofsightError):
            authority(no_authority)


def test_an_indicator_that_is_not_published_is_our_mistake():
    with pytest.raises(ValueError, match="no_such"):
        published_figures("no_such", GLOUCESTERSHIRE)


def test_the_build_gets_a_table_under_our_own_ids():
    engine = open_engine()
    put_published(engine, GLOUCESTERSHIRE, {"LA01": "cla_at_31_march_rate", "FD07": "referrals_rate"})
    found = engine.rows("SELECT indicator, area_kind, COUNT(*) AS n FROM published.figures GROUP BY ALL ORDER BY ALL")
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        ("FD07", "england", 10), ("FD07", "neighbour", 100), ("FD07", "own", 10), ("FD07", "region", 10),
        ("LA01", "england", 5), ("LA01", "neighbour", 50), ("LA01", "own", 5), ("LA01", "region", 5),
    ]  # fmt: skip
    assert engine.rows("SELECT period_end FROM published.figures").schema.field("period_end").type == pa.date32()


def test_a_build_without_benchmarks_gets_an_empty_table():
    engine = open_engine()
    put_published(engine, GLOUCESTERSHIRE, {})
    assert engine.rows("SELECT * FROM published.figures").num_rows == 0


@pytest.mark.parametrize("indicator", [one for one in INDICATORS.values() if one.benchmark], ids=lambda one: one.id)
def test_every_benchmark_of_the_catalogue_is_published_for_the_county(indicator):
    rows = published_figures(indicator.benchmark, GLOUCESTERSHIRE).to_pylist()
    assert any(row["area_kind"] == "own" and row["value"] is not None for row in rows)
