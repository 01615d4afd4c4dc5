"""What a figure says of itself."""

from dataclasses import dataclass
from datetime import date

import pytest

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.catalogue.wording import MARKERS, earlier_month_end, rate_words, sentence, value_words


@dataclass(frozen=True)
class Figure:
    at: date
    numerator: float | None
    denominator: float | None = None
    value: float | None = None
    marker: str = ""


NOW, SIX_MONTHS_AGO, A_YEAR_AGO = date(2024, 4, 30), date(2023, 10, 31), date(2023, 4, 30)


@pytest.mark.parametrize(
    ("indicator", "figures", "expected"),
    [
        (
            "LA01",
            [Figure(SIX_MONTHS_AGO, 843, 130950, 64.4), Figure(NOW, 791, 130950, 60.4)],
            "791 children were in care on 30 April 2024 (60 per 10,000 children), 52 fewer than six months before "
            "(843).",
        ),
        (
            "LA01",
            [Figure(NOW, 1, 130950, 0.08)],
            "1 child was in care on 30 April 2024 (0.1 per 10,000 children).",
        ),
        (
            "LA02",
            [Figure(NOW, 791, 843, -0.0617)],
            "791 children were in care on 30 April 2024, down 6% in 6 months (843 to 791).",
        ),
        ("LA02", [Figure(NOW, 843, 843, 0.0)],
         "843 children were in care on 30 April 2024, unchanged in 6 months (843 to 843)."),
        (
            "FD01",
            [Figure(A_YEAR_AGO, 1134, None, 1134), Figure(NOW, 1234, None, 1234)],
            "1,234 contacts were received in April 2024, 100 more than in April 2023 (1,134).",
        ),
        (
            "FD07",
            [Figure(A_YEAR_AGO, 8824, 128958, 684.3), Figure(NOW, 6724, 130950, 513.5)],
            "6,724 referrals were received in the 12 months to 30 April 2024 (514 per 10,000 children), 2,100 fewer "
            "than in the 12 months before (8,824).",
        ),
        (
            "FD08",
            [Figure(A_YEAR_AGO, 2400, 8824, 0.272), Figure(NOW, 1446, 6724, 0.215)],
            "In the 12 months to 30 April 2024, 22% of referrals came within 12 months of an earlier one for the same "
            "child (1,446 of 6,724); a year before, 27% (2,400 of 8,824).",
        ),
        (
            "CP11",
            [Figure(NOW, 13, 601, 0.0216)],
            "On 30 April 2024, 2.2% of children on a plan had been on it for two years or more (13 of 601).",
        ),
        (
            "WF01",
            [Figure(NOW, 46.7, 430.1, 0.1086)],
            "In the 12 months to 30 April 2024, 11% of social workers in post (full-time equivalent) left "
            "(46.7 of 430.1).",
        ),
        (
            "FD07",
            [Figure(NOW, None, None, None, "not loaded")],
            "Referral rate in the 12 months to 30 April 2024: not loaded, since none of the extracts it needs is "
            "loaded.",
        ),
        (
            "LA01",
            [Figure(NOW, 12, None, None, "no population")],
            "12 children were in care on 30 April 2024.",
        ),
        (
            "LA01",
            [Figure(SIX_MONTHS_AGO, 3, 130950, None, "before our data"), Figure(NOW, 3, 130950, 0.2)],
            "3 children were in care on 30 April 2024 (0.2 per 10,000 children).",
        ),
        (
            "LA01",
            [Figure(SIX_MONTHS_AGO, 3, 130950, 0.2), Figure(NOW, 3, 130950, 0.2)],
            "3 children were in care on 30 April 2024 (0.2 per 10,000 children), as many as six months before.",
        ),
    ],
)  # fmt: skip
def test_sentences(indicator, figures, expected):
    assert sentence(INDICATORS[indicator], figures) == expected


def test_a_month_end_is_set_against_a_month_end():
    assert earlier_month_end(INDICATORS["LA01"], date(2024, 8, 31)) == date(2024, 2, 29)
    assert earlier_month_end(INDICATORS["FD07"], date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "0"), (0.04, "0"), (9.94, "9.9"), (9.96, "10"), (28.5, "29"), (1234.4, "1,234")]
)
def test_one_decimal_below_ten_and_none_above(value, expected):
    assert rate_words(value) == expected


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_every_indicator_can_speak(indicator):
    value = sentence(indicator, [Figure(NOW, 12, 60, 0.2)])
    assert value.endswith(".")
    assert value_words(indicator, 0.2)


@pytest.mark.parametrize("marker", MARKERS)
def test_every_marker_says_why(marker):
    assert MARKERS[marker] in sentence(INDICATORS["CP09"], [Figure(NOW, None, None, None, marker)])


def test_nothing_cannot_be_said():
    with pytest.raises(ValueError, match="no figure"):
        sentence(INDICATORS["LA01"], [])
