"""Sentences of board papers, and what they claim."""

import pytest

from lineofsight_web.plan.papers import SAMPLE_PAPER, paper_text
from lineofsight_web.reports.claims.claim import Bounded, Changed, Extreme, Led, Nationally, Reached, Size
from lineofsight_web.reports.claims.reading import claims_of, read_claims

title = "Claims of a paper"


def percent(value: float, *, is_about: bool = False, step: float = 1.0) -> Size:
    return Size(value, step, is_percent=True, is_about=is_about)


def said(sentence: str) -> list[tuple[str | None, object]]:
    return [(claim.subject.indicator if claim.subject else None, claim.form) for claim in claims_of(sentence)]


def test_the_real_paper_makes_eight_claims_that_figures_can_bear():
    """Paragraphs 4.2 and 4.7; the appendix makes none."""
    found = [(claim.subject.indicator, claim.form) for claim in read_claims(paper_text(SAMPLE_PAPER)) if claim.subject]
    assert found == [
        ("LA01", Changed(is_up=False, size=percent(6, is_about=True), months=6)),
        ("LA01", Led(is_up=False, age_band="16-17", months=6)),
        ("LA01", Nationally(is_up=True)),
        ("CP06", Changed(is_up=False, size=percent(15), months=6)),
        ("WF01", Reached(percent(13), month=4)),
        ("WF01", Extreme(is_lowest=True, months=36)),
        ("WF03", Extreme(is_lowest=True, since=2021)),
        ("WF02", Bounded(is_below=True, size=percent(20))),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Child protection plans fell by 4% in the last three months.",
         [("CP06", Changed(is_up=False, size=percent(4), months=3))]),
        ("Re-referrals rose to 21.5%.", [("FD08", Reached(percent(21.5, step=0.1)))]),
        ("The vacancy rate is now 18 per cent.", [("WF02", Reached(percent(18)))]),
        ("Referrals are up 3% year on year.", [("FD07", Changed(is_up=True, size=percent(3), months=12))]),
        ("We are seeing increasing numbers of section 47 enquiries.", [("CP01", Changed(is_up=True))]),
        ("Repeat plans remain above 30%.", [("CP09", Bounded(is_below=False, size=percent(30)))]),
        ("Turnover is the highest on record.", [("WF01", Extreme(is_lowest=False))]),
        ("Children looked after are the lowest in two years.", [("LA01", Extreme(is_lowest=True, months=24))]),
        ("Referrals have fallen by over 6% in the last year.",
         [("FD07", Changed(is_up=False, size=Size(6, 1, is_percent=True, bound="more"), months=12))]),
        ("Nationally the numbers of children in care are falling.", [("LA01", Nationally(is_up=False))]),
    ],
)  # fmt: skip
def test_a_claim_is_of_a_measure_and_has_a_form(sentence, expected):
    assert said(sentence) == expected


def test_a_number_of_something_that_is_not_measured_is_a_claim_all_the_same():
    [claim] = claims_of("Attendance at the webinars is up by 40% since last year.")
    assert claim.subject is None
    assert claim.form == Changed(is_up=True, size=percent(40), months=12)


def test_what_is_still_to_come_is_a_plan():
    """Neither true nor false yet."""
    assert [claim.kind for claim in claims_of("We will reduce the vacancy rate to 15% by March.")] == ["plan"]
    assert [claim.kind for claim in claims_of("The vacancy rate fell to 15% in March.")] == ["fact"]


@pytest.mark.parametrize(
    "sentence",
    [
        "TMs development programme is underway, with three sessions completed so far (2 cohorts per session).",
        "Draft to be agreed by end of June.",
        "The remodelled structure for CSC went live on 2nd April, with a smooth and well-planned transition.",
        "Marketplace event to take place 15/05 to promote roles with GCC.",
        "Front door review is continuing, looking at streamlining processes to reduce the demand.",
    ],
)
def test_a_sentence_without_a_measure_makes_no_claim(sentence):
    assert said(sentence) == []
