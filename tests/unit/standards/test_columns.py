import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.errors import UnreadableError
from lineofsight.sources import SOURCES
from lineofsight.standards.codes import code_set, code_set_names
from lineofsight.standards.columns import Code, Date, DateTime, Flag, Integer, Json, JsonFlags, Number, Text

plain = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)
values = {
    Text: plain,
    Date: st.dates(date(1900, 1, 1), date(2149, 12, 31)),
    DateTime: st.datetimes(datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2149-12-31")).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
    Integer: st.integers(-(10**14), 10**14),
    Number: st.integers(-(10**9), 10**9).map(lambda whole: whole / 1000),
    Flag: st.booleans(),
}  # fmt: skip
kinds = {str(column.type): column.type for source in SOURCES for column in source.columns}


@pytest.mark.parametrize("kind", kinds.values(), ids=kinds)
def test_what_is_written_is_read_back(kind):
    """The synthetic county writes with `format` what the reader reads with `parse`: for every declared column."""
    if isinstance(kind, Code):
        for name in kind.sets:
            for code in code_set(name):
                assert kind.parse(kind.format(code)) == code
    elif isinstance(kind, JsonFlags):
        codes = sorted(code_set(kind.set))
        assert kind.parse(kind.format(codes)) == codes
        assert kind.parse(kind.format([])) == []
    elif isinstance(kind, Json):
        assert kind.parse(kind.format('{"TOWN": "Stroud"}')) == '{"TOWN": "Stroud"}'
    else:
        _round_trip(kind)
    assert kind.format(None) == ""


def _round_trip(kind):
    @given(values[type(kind)])
    def holds(value):
        assert kind.parse(kind.format(value)) == value

    holds()


@pytest.mark.parametrize("name", code_set_names())
def test_every_code_has_one_label_and_a_source(name):
    assert code_set(name)
    assert all(code.strip() == code and label.strip() for code, label in code_set(name).items())


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Date(), "2012-01-31 00:00:00.000", date(2012, 1, 31)),
        (Date("%d/%m/%Y"), "1/2/2012", date(2012, 2, 1)),
        (Integer(), "3.0", 3),
        (Flag(), "1.0", True),
        (Flag(), "Yes", True),
        (Code("sex"), "f", "F"),
        (Code("abuse_category"), "Neglect", "NEG"),
        (Code("abuse_category"), "something else", "something else"),
        (JsonFlags("assessment_factor"), '{"16a": "Yes", "1A": "N"}', ["16A"]),
        (JsonFlags("assessment_factor"), '["3B", "1A", "3B"]', ["1A", "3B"]),
    ],
)
def test_what_suppliers_write_is_understood(kind, text, value):
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Date(), "31/01/2012", "DATE-UNREADABLE"),
        (Date(), "2012-02-30", "DATE-UNREADABLE"),
        (Date(), "1753-01-01", "DATE-UNREADABLE"),
        (DateTime(), "yesterday", "DATE-UNREADABLE"),
        (Integer(), "3.5", "NUMBER-UNREADABLE"),
        (Integer(), "9" * 16, "NUMBER-UNREADABLE"),
        (Number(), "1,5", "NUMBER-UNREADABLE"),
        (Number(), "nan", "NUMBER-UNREADABLE"),
        (Flag(), "maybe", "FLAG-UNREADABLE"),
        (JsonFlags("assessment_factor"), '"1A"', "JSON-UNREADABLE"),
        (JsonFlags("assessment_factor"), "[1]", "JSON-UNREADABLE"),
        (JsonFlags("assessment_factor"), "[" * 100_000, "JSON-UNREADABLE"),
        (JsonFlags("assessment_factor"), '["\\ud800"]', "JSON-UNREADABLE"),
        (Json(), "{", "JSON-UNREADABLE"),
    ],
)
def test_what_is_not_a_value_is_refused_with_a_code_and_without_the_value(kind, text, code):
    with pytest.raises(UnreadableError) as caught:
        kind.parse(text)
    assert caught.value.code == code
    assert str(caught.value) == code


@given(st.text())
def test_no_text_makes_a_type_fail_in_another_way(text):
    for kind in (Date(), DateTime(), Integer(), Number(), Flag(), Code("sex"), JsonFlags("assessment_factor"), Json()):
        with contextlib.suppress(UnreadableError):
            kind.parse(text.strip() or "x")
