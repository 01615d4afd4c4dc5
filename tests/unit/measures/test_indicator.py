"""An indicator that is declared wrong is refused, in words that say what is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import OF_STAFF, Change

COUNT, SHARE, STOCK, CHANGE = (INDICATORS[name] for name in ("AS01", "FD08", "LA01", "LA02"))
STAFF, APART = INDICATORS["WF01"], INDICATORS["EX02"]


@pytest.mark.parametrize(
    ("declared", "wrong", "words"),
    [
        (COUNT, {"id": "as1"}, "two capitals and two digits"),
        (COUNT, {"why": " "}, "blank"),
        (COUNT, {"ambitions": (10,)}, "1 to 9"),
        (COUNT, {"unit": "percentage"}, "not on its list"),
        (COUNT, {"needs": ()}, "names no source"),
        (COUNT, {"needs": (("ssd_assessment",),)}, "not declared"),
        (COUNT, {"history": "assessments.auth_date"}, "table and column"),
        (COUNT, {"breakdowns": ("ward",)}, "breakdown"),
        (COUNT, {"breakdowns": ("district", "part")}, "parts"),
        (APART, {"parts": ""}, "parts"),
        (COUNT, {"balanced_by": ()}, "nothing stands beside it"),
        (COUNT, {"balanced_by": ("AS01",)}, "nothing stands beside it"),
        (COUNT, {"lacking": "a list of assessments"}, "not held, so it has no SQL"),
        (SHARE, {"unit": "mean"}, "names the amount"),
        (COUNT, {"sql": ""}, "no SQL"),
        (COUNT, {"sql": "SELECT assessment_id AS case_id, person_id FROM journey.assessments"}, "counted_on"),
        (COUNT, {"sql": COUNT.sql.replace("person_id, ", "")}, "person_id"),
        (COUNT, {"sql": COUNT.sql.replace("source_row", "1")}, "source_row"),
        (SHARE, {"sql": SHARE.sql.replace("in_numerator", "counts")}, "in_numerator"),
        (SHARE, {"words": COUNT.words}, "says what share"),
        (STOCK, {"sql": STOCK.sql.replace("end_date", "until")}, "end_date"),
        (STOCK, {"once_a_child": True}, "only a flow"),
        (COUNT, {"every_spell": True}, "only a stock"),
        (CHANGE, {"change": None}, "change"),
        (CHANGE, {"period": "12 months"}, "month end"),
        (COUNT, {"change": Change("LA01", 6, STOCK.sql)}, "change"),
        (STAFF, {"weight": "hours"}, "hours"),
        (STAFF, {"stock_sql": STAFF.stock_sql.replace("start_date", "begins")}, "start_date"),
        (STOCK, {"stock_sql": STOCK.sql}, "must be a percentage"),
        (COUNT, {"breakdowns": OF_STAFF}, "team_id"),
    ],
)
def test_what_is_wrong_is_named(declared, wrong, words):
    with pytest.raises(ValueError, match=words):
        replace(declared, **wrong)


def test_everything_wrong_is_named_at_once():
    with pytest.raises(ValueError, match=r"blank.*names no source"):
        replace(COUNT, why="", needs=())


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_every_declaration_is_accepted_as_it_stands(indicator):
    assert replace(indicator) == indicator


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_every_definition_is_to_be_reviewed(indicator):
    assert date(2026, 1, 1) < indicator.review_by < date(2028, 1, 1)


def test_a_change_reads_the_same_rows_as_its_base():
    for indicator in INDICATORS.values():
        if indicator.change:
            assert indicator.change.sql == INDICATORS[indicator.change.base].sql
