"""What leaves the service tells of nobody."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.snapshot.disclosure import HIDDEN, SMALLEST_SHOWN, hidden_groups, protect
from lineofsight.snapshot.rows import Figure

counts = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 40), min_size=1)


@pytest.mark.parametrize(
    ("given_counts", "hidden"),
    [
        ({"Stroud": 12, "Cotswold": 30}, set()),
        ({"Stroud": 3, "Cotswold": 30, "Gloucester": 9}, {"Stroud", "Gloucester"}),
        ({"Stroud": 3, "Cotswold": 5, "Gloucester": 9}, {"Stroud", "Cotswold"}),
        ({"Stroud": 0, "Cotswold": 9}, set()),
        ({"Stroud": 5, "Cotswold": 0, "Gloucester": 0}, {"Stroud"}),
    ],
)
def test_counts_of_one_to_five_are_hidden_and_never_alone(given_counts, hidden):
    """The last row cannot be helped by a second cell: the other groups have nobody, and the total is the count."""
    assert hidden_groups(given_counts) == hidden


@given(counts)
def test_no_small_count_is_shown(given_counts):
    shown = {group: n for group, n in given_counts.items() if group not in hidden_groups(given_counts)}
    assert all(n == 0 or n >= SMALLEST_SHOWN for n in shown.values())


def test_a_proportion_is_hidden_with_what_is_left_of_its_denominator():
    """97 of 100 says as much about three children as 3 of 100."""
    shown = protect([_figure("a", 97, 100), _figure("b", 40, 100), _figure("c", 50, 100)])
    assert [figure.marker for figure in shown] == [HIDDEN, "", HIDDEN]
    assert shown[0].numerator is None
    assert shown[0].denominator is None


def _figure(group: str, numerator: float, denominator: float) -> Figure:
    return Figure("X", date(2024, 4, 30), "team", group, numerator, denominator, numerator / denominator, "")
