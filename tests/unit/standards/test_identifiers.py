import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.standards.identifiers import (
    is_temporary_upn,
    nhs_check_digit,
    upn_check_letter,
    valid_nhs_number,
    valid_upn,
)

digits = st.text("0123456789", min_size=9, max_size=9)


def test_the_examples_of_the_standards_pass():
    assert valid_nhs_number("943 476 5919")
    assert valid_upn("B801200005001")


@pytest.mark.parametrize("text", ["", "9434765918", "943476591", "94347659190", "943476591X", "٩٤٣٤٧٦٥٩١٩"])
def test_no_nhs_number(text):
    assert not valid_nhs_number(text)


@pytest.mark.parametrize(
    "text", ["", "A801200005001", "I801200005001", "B80120000500", "B8012000050011", "B80120000500I"]
)
def test_no_unique_pupil_number(text):
    assert not valid_upn(text)


@given(digits)
def test_one_last_digit_at_most_makes_an_nhs_number(nine):
    valid = [digit for digit in "0123456789" if valid_nhs_number(nine + digit)]
    check = nhs_check_digit(nine)
    assert valid == ([check] if check is not None else [])


@given(digits, st.integers(0, 8), st.integers(1, 9))
def test_a_mistyped_digit_is_noticed(nine, place, off):
    check = nhs_check_digit(nine)
    if check is not None:
        wrong = nine[:place] + str((int(nine[place]) + off) % 10) + nine[place + 1 :]
        assert not valid_nhs_number(wrong + check)


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_a_upn_with_its_check_letter_is_valid(rest, last):
    upn = f"{upn_check_letter(rest + last)}{rest}{last}"
    assert valid_upn(upn)
    assert is_temporary_upn(upn) == last.isalpha()
