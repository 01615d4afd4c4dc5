"""Names and identifiers made comparable."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.identity.names import clearly_different, forms, letters_apart, name_key, sound, surname_parts
from lineofsight.identity.search import search_key
from lineofsight.standards.check_digits import valid_nhs_numbers, valid_upns
from lineofsight.standards.identifiers import is_temporary_upn, valid_nhs_number, valid_upn


@pytest.mark.parametrize(
    ("written", "key"),
    [("O'Neill", "oneill"), ("ONEILL ", "oneill"), ("Zoë", "zoe"), ("Łukasz", "lukasz"), ("Smith-Jones", "smithjones"),
     ("Straße", "strasse"), ("Søren", "soren"), ("Unborn", None), ("BABY", None), ("not known", None), ("-", None),
     ("محمد", "محمد")],
)  # fmt: skip
def test_a_name_is_compared_by_its_letters(written, key):
    assert name_key(written) == key


def test_the_halves_of_a_surname_are_known_by_themselves():
    assert surname_parts("Castellan-Moriarty") == ["castellan", "moriarty"]
    assert surname_parts("Moriarty") == []
    assert surname_parts("van der Berg") == [], "particles are no surnames"


@pytest.mark.parametrize(
    ("one", "other"),
    [("mohammed", "muhammad"), ("katherine", "catherine"), ("aisha", "ayesha"), ("philip", "filip")],
)  # fmt: skip
def test_spellings_of_one_sound_sound_alike(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("kate", "katherine"), ("charlie", "charlotte"), ("sam", "samantha"), ("bob", "robert"), ("isobel", "isabel"),
     ("thomas", "tomas"), ("christofer", "christopher"), ("mia", "mya"), ("ann", "annabel")],
)  # fmt: skip
def test_one_name_in_two_forms_is_not_clearly_different(one, other):
    assert not clearly_different(one, other)
    assert not clearly_different(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("leo", "mia"), ("emma", "emily"), ("ethan", "evan"), ("isla", "ella"), ("noah", "nora"), ("james", "thomas"),
     ("grace", "faith"), ("amelia", "mia")],
)  # fmt: skip
def test_names_that_twins_bear_are_clearly_different(one, other):
    assert clearly_different(one, other)
    assert clearly_different(other, one)


def test_a_pet_form_may_stand_for_several_names():
    assert set(forms("sam")) == {"sam", "samuel", "samantha"}


NAMES = st.text(st.sampled_from("abcdeh"), min_size=1, max_size=7)


@given(NAMES, NAMES)
def test_difference_of_names_has_no_direction(one, other):
    assert clearly_different(one, other) == clearly_different(other, one)
    assert letters_apart(one, other) == letters_apart(other, one)
    assert not clearly_different(one, one)
    assert (letters_apart(one, other) == 0) == (one == other)


@given(st.lists(st.one_of(st.none(), st.text("0123456789", min_size=8, max_size=11), st.text(max_size=12))))
def test_whole_columns_of_nhs_numbers_answer_as_single_ones(numbers):
    expected = [text if text and len(text) == 10 and valid_nhs_number(text) else None for text in numbers]
    assert valid_nhs_numbers(pa.array(numbers, pa.string())).to_pylist() == expected


UPNS = st.builds("{}{}{}".format, st.sampled_from("ABQES1"), st.text("0123456789", min_size=11, max_size=11),
                 st.sampled_from("0123456789ABSZ"))  # fmt: skip


@given(st.lists(st.one_of(st.none(), UPNS, st.text(max_size=14))))
def test_whole_columns_of_upns_answer_as_single_ones(numbers):
    permanent, temporary = valid_upns(pa.array(numbers, pa.string()))
    plain = [text if text and text == text.strip().upper() and valid_upn(text) else None for text in numbers]
    assert permanent.to_pylist() == [text if text and not is_temporary_upn(text) else None for text in plain]
    assert temporary.to_pylist() == [text if text and is_temporary_upn(text) else None for text in plain]


def test_a_search_needs_an_identifier_or_a_surname_with_a_birth_date():
    from datetime import date

    assert search_key(identifier="943 476 5919") == "id:9434765919"
    assert search_key(surname="O'Neill", date_of_birth=date(2012, 3, 4)) == "name:oneill:2012-03-04"
    assert search_key(surname="O'Neill") is None
    assert search_key(date_of_birth=date(2012, 3, 4)) is None
