"""What may be asked for, and chance that is a subject's own."""

from datetime import date

import pytest

from lineofsight.errors import LineofsightError
from lineofsight.synth import make_county
from lineofsight.synth.days import to_date
from lineofsight.synth.setting import Setting, year_ending

UNTIL = date(2024, 4, 30)


@pytest.mark.parametrize(
    ("residents", "years", "until"),
    [(999, 6, UNTIL), (2_000_001, 6, UNTIL), (5_000, 0, UNTIL), (5_000, 6, date(2035, 1, 1))],
)
def test_a_county_that_cannot_be_made_is_refused_in_words(residents, years, until):
    with pytest.raises(LineofsightError, match="can"):
        Setting(residents, 1, until, years, until)


def test_six_years_are_whole_years_of_account_and_what_has_passed_of_the_next():
    county = Setting(5_000, 1, UNTIL, 6, UNTIL)
    assert to_date(county.start) == date(2018, 4, 1)
    assert to_date(county.warm_from) == date(2017, 4, 1)
    assert len(county.months) == 7 * 12 + 1


def test_the_year_of_account_ends_on_31_march():
    assert [year_ending(Setting(5_000, 1, day, 1, day).end - 1) for day in (date(2024, 3, 31), date(2024, 4, 1))] == [
        2024,
        2025,
    ]


def test_each_subject_has_its_own_chance():
    county = Setting(5_000, 1, UNTIL, 6, UNTIL)
    one, again, other = (county.rng(name).random(5).tolist() for name in ("police", "police", "school"))
    assert one == again
    assert one != other


@pytest.mark.parametrize(
    ("until", "years", "extracted_on"),
    [
        (date(2019, 3, 31), 1, None),
        (date(2021, 6, 30), 3, None),
        (date(2022, 12, 15), 2, date(2022, 1, 1)),
        (date(2024, 4, 30), 8, date(2024, 12, 31)),
        (date(2029, 1, 1), 2, None),
    ],
)
def test_any_history_can_be_asked_for(tmp_path, until, years, extracted_on):
    """The smallest county, whatever its dates."""
    made = make_county(tmp_path, residents=1_000, seed=5, until=until, years=years, extracted_on=extracted_on)
    assert made.rows > 1_000
    assert all((tmp_path / path).is_file() for path in made.files)
