import pytest

from lineofsight.standards.areas import COUNTY, ENGLAND, REGION, districts
from lineofsight.standards.population import FIRST_MID_YEAR, LAST_MID_YEAR, apportion, population


def _children(area, mid_year, rows):
    return sum(row.population for row in rows if row.area == area and row.mid_year == mid_year and row.age < 18)


@pytest.fixture(scope="module")
def rows():
    return population()


@pytest.mark.parametrize(
    ("area", "mid_year", "published"),
    [(COUNTY, 2012, 122_062), (COUNTY, 2023, 130_950), (COUNTY, 2024, 133_163), (REGION, 2019, 1_088_101),
     (ENGLAND, 2024, 12_183_016)],
)  # fmt: skip
def test_children_add_up_to_the_figure_that_dfe_uses_for_rates(rows, area, mid_year, published):
    assert _children(area, mid_year, rows) == published


def test_a_mid_year_before_dfes_series_is_as_ons_published_it(rows):
    (girls,) = [r for r in rows if (r.area, r.mid_year, r.age, r.sex) == ("E07000078", 2011, 0, "F")]
    assert (girls.population, girls.basis) == (683, "published")


@pytest.mark.parametrize("mid_year", range(FIRST_MID_YEAR, LAST_MID_YEAR + 1))
def test_districts_add_up_to_the_county_for_every_age_and_sex(rows, mid_year):
    cells = {(r.area, r.age, r.sex): r.population for r in rows if r.mid_year == mid_year}
    for age in range(26):
        for sex in "FM":
            assert sum(cells[area, age, sex] for area in districts()) == cells[COUNTY, age, sex]


def test_each_year_says_what_it_rests_on(rows):
    basis = {row.mid_year: row.basis for row in rows}
    assert [year for year, word in basis.items() if word == "published"] == [2011, 2022, 2023]
    assert basis[2016] == "interpolated"
    assert basis[2024] == "carried forward"


def test_years_to_come_keep_the_last_figures():
    later = population(until=2027)
    assert _children(COUNTY, 2027, later) > 0
    assert {row.basis for row in later if row.mid_year == 2027} == {"carried forward"}


def test_whole_people_are_shared_by_largest_remainder():
    assert apportion(10, {"a": 1.0, "b": 1.0, "c": 1.0}) == {"a": 4, "b": 3, "c": 3}
