"""Mistakes are what they say, and each record has its own luck."""

from datetime import date

import numpy as np
import pytest

from lineofsight.standards.identifiers import is_temporary_upn, valid_nhs_number, valid_upn
from lineofsight.synth.days import OPEN, to_date, to_day
from lineofsight.synth.errors import POLICE, RATES, SSD, Planter, Records, misspell
from lineofsight.synth.identifiers import nhs_numbers, temporary_upn, upns
from lineofsight.synth.setting import Setting

UNTIL = date(2024, 4, 30)


def records(n: int) -> Records:
    births = np.array([to_day(date(2010, 3, 4))] * n)
    return Records(["Mohammed"] * n, ["Kowalski"] * n, births, np.zeros(n, np.int64))


@pytest.mark.parametrize("luck", range(64))
def test_a_slip_of_the_hand_changes_one_place(luck):
    found = misspell("Castellan", luck)
    assert abs(len(found) - 9) <= 1
    assert found[0] == "C"


def test_short_names_are_not_misspelt():
    assert misspell("Li", 5) == "Li"


def test_mistakes_are_planted_at_their_rates_and_noted():
    n, planted = 20_000, {}
    made = records(n)
    planter = Planter(np.random.default_rng(1), POLICE, planted)
    planter.names(made, other_surname=["Nowak"] * n, middle=["Adam"] * n, able=np.ones(n, np.bool_))
    planter.births(made, np.ones(n, np.bool_))
    for kind in ("surname misspelt", "forename spelt another way", "birth date missing", "day and month swapped"):
        assert len(planted[kind]) / n == pytest.approx(RATES[kind][POLICE] / 100, rel=0.25)
    swapped = [at for at in planted["day and month swapped"].tolist() if made.birth[at] < OPEN]
    assert date(2010, 4, 3) in {to_date(made.birth[at]) for at in swapped}
    assert all(made.birth[at] == OPEN for at in planted["birth date missing"].tolist())


def test_who_has_no_name_yet_has_no_mistake_in_it():
    made, planted = records(500), {}
    able = np.arange(500) % 2 == 0
    planter = Planter(np.random.default_rng(2), POLICE, planted)
    planter.names(made, other_surname=["Nowak"] * 500, middle=["Adam"] * 500, able=able)
    assert all(made.forename[at] == "Mohammed" and made.surname[at] == "Kowalski" for at in range(1, 500, 2))


def test_one_record_more_or_less_able_changes_no_other():
    """A baby is born between two extracts; nobody else's mistakes move."""
    found = []
    for able in (np.ones(300, np.bool_), np.arange(300) != 7):
        made = records(300)
        planter = Planter(np.random.default_rng(3), POLICE, {})
        planter.names(made, other_surname=["Nowak"] * 300, middle=["Adam"] * 300, able=able)
        planter.births(made, able)
        found.append([(a, b, int(c)) for a, b, c in zip(made.forename, made.surname, made.birth, strict=True)])
    assert [row for at, row in enumerate(found[0]) if at != 7] == [row for at, row in enumerate(found[1]) if at != 7]


def test_nhs_numbers_are_valid_and_differ():
    found = nhs_numbers(np.random.default_rng(4), 5_000).tolist()
    assert len(set(found)) == 5_000
    assert all(valid_nhs_number(str(number)) and str(number).startswith("999") for number in found)


def test_mistyped_nhs_numbers_show_it():
    planted = {}
    true = nhs_numbers(np.random.default_rng(5), 3_000).tolist()
    held = Planter(np.random.default_rng(6), SSD, planted).nhs_numbers(true, [0] * 3_000, np.ones(3_000, np.bool_))
    wrong = set(planted["NHS number mistyped"].tolist())
    for at, number in enumerate(held):
        assert not number or valid_nhs_number(number) == (at not in wrong)


def test_upns_have_their_check_letter_also_when_temporary():
    made = upns(np.array([2001, 2002]), np.array([16, 17]), np.array([1, 2]), np.array([916, 803])).to_pylist()
    assert all(valid_upn(upn) and not is_temporary_upn(upn) for upn in made)
    temporary = temporary_upn(made[0], "B")
    assert valid_upn(temporary)
    assert is_temporary_upn(temporary)


def test_a_former_upn_is_sometimes_known():
    planted = {}
    true = upns(np.full(9_000, 2001), np.arange(9_000) % 25, np.arange(9_000) % 999, np.full(9_000, 916)).to_pylist()
    held, former = Planter(np.random.default_rng(7), SSD, planted).upns(true)
    changed = planted["UPN changed"].tolist()
    assert any(former[at] == true[at] != held[at] for at in changed)
    assert all(valid_upn(held[at]) for at in changed if held[at])


def test_every_source_has_its_rates():
    assert {source for table in RATES.values() for source in table} == {
        "ssd_person", "ssda903_header", "school_census_pupils_on_roll", "police_missing",
    }  # fmt: skip
    assert Setting(5_000, 1, UNTIL, 6, UNTIL).residents == 5_000
