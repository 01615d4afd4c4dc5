"""Values become the text that their declaration reads."""

from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest

from lineofsight.standards.columns import Code, Date, DateTime, Flag, Integer, JsonFlags, Number, Text
from lineofsight.synth.days import OPEN, to_day
from lineofsight.synth.writing import MINUTES, NEVER, Coded, texts, to_text, write_text

DAY = date(2024, 2, 29)
MOMENT = to_day(DAY) * MINUTES + 16 * 60 + 5
AT_FIVE_PAST_FOUR = datetime.fromisoformat("2024-02-29T16:05")
FACTORS = JsonFlags("assessment_factor")


@pytest.mark.parametrize(
    ("kind", "values", "written", "read"),
    [
        (Date("%d/%m/%Y"), np.array([to_day(DAY), OPEN]), ["29/02/2024", ""], DAY),
        (DateTime("%d/%m/%Y %H:%M"), np.array([MOMENT, NEVER]), ["29/02/2024 16:05", ""], AT_FIVE_PAST_FOUR),
        (Flag(), np.array([1, 0, -1]), ["Y", "N", ""], True),
        (Integer(), np.array([12, -1]), ["12", ""], 12),
        (Number(), np.array([0.6, np.nan]), ["0.6", ""], 0.6),
        (Text(), np.array([1000001, -1]), ["1000001", ""], "1000001"),
        (Code("sex"), Coded(np.array([1, -1]), ("M", "F")), ["F", ""], "F"),
        (
            JsonFlags("assessment_factor"),
            Coded(np.array([0]), [["1A", "16A"]]),
            ['{"1A":"Y","16A":"Y"}'],
            ["16A", "1A"],
        ),
        (Text(), pa.array(["Zoë", None]), ["Zoë", ""], "Zoë"),
    ],
)
def test_a_value_is_written_as_its_type_reads_it(kind, values, written, read):
    found = to_text(kind, values).to_pylist()
    assert found == written
    assert kind.parse(found[0]) == read


def test_only_what_needs_quotes_has_them(tmp_path):
    rows = write_text(tmp_path / "a.csv", ["x", "y"], [texts(["1", '{"A":"Y"}']), texts(["plain", "a, b"])])
    assert rows == 2
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == 'x,y\n1,plain\n"{""A"":""Y""}","a, b"\n'


def test_a_file_without_rows_has_its_headers(tmp_path):
    assert write_text(tmp_path / "a.csv", ["x"], [texts([])]) == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "x\n"
