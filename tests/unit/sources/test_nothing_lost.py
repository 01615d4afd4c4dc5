"""What holds for every file, however hostile: no crash, and every row kept or set aside."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineofsight.sources.recognition import Header
from lineofsight.sources.tokens import cut_exactly, cut_fast
from tests.factories.extracts import read_files

SAMPLE = (Path(__file__).parents[2] / "data" / "ssda903" / "2017-episodes.csv").read_bytes()[:1500]
PIECES = [
    "a",
    "b",
    ",",
    ",",
    '"',
    '""',
    "\n",
    "\r\n",
    "\r",
    " ",
    "é",
    "\t",
    "\x00",
    ";",
    "a,b\n",
    "a,b\n",
    '"a,\nb",c\n',
]


def _read(data):
    with tempfile.TemporaryDirectory() as folder:
        return read_files(Path(folder), {"a.csv": data})


def _assert_nothing_lost(read):
    (record,) = read.files
    assert record.read == record.kept + record.set_aside
    if not record.source:
        assert read.findings
        return
    table = read.tables[record.source]
    lines = table["source_row"].to_pylist() + read.set_aside["row"].to_pylist()
    assert (table.num_rows, read.set_aside.num_rows) == (record.kept, record.set_aside)
    assert len(set(lines)) == record.read
    assert record.set_aside == 0 or read.findings


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@settings(max_examples=1500)
def test_both_readers_give_the_same_rows(pieces):
    """Wherever the fast reader gives an answer, it is the exact reader's."""
    body = ("x,y\n" + "".join(pieces)).rstrip("\r\n")
    header = Header(("x", "y"), ",", 1)
    fast = cut_fast(body.encode(), header, [0, 1])
    if fast is not None:
        exact = cut_exactly(body, header, [0, 1])
        assert (fast.columns, fast.lines, exact.broken) == (exact.columns, exact.lines, [])


def test_the_fast_reader_is_used_for_a_clean_file():
    header = Header(("x", "y"), ",", 1)
    assert cut_fast(b'x,y\r\n1,"a,b"\r\n2,', header, [0, 1]) is not None


mutations = st.one_of(
    st.tuples(st.just("cut"), st.integers(1, len(SAMPLE)), st.just(b"")),
    st.tuples(
        st.just("insert"),
        st.integers(0, len(SAMPLE)),
        st.sampled_from([b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"\xc3", b"\xe2\x82", b'""', b"\r\n\r\n", b" ",
                         b"=1+1", b"\x1b[31m", "\u2028".encode(), "\x85".encode()]),
    ),
    st.tuples(st.just("replace"), st.integers(0, len(SAMPLE)), st.binary(min_size=1, max_size=3)),
    st.tuples(st.just("remove"), st.integers(0, len(SAMPLE)), st.just(b"")),
)  # fmt: skip


def _mutated(data, changes):
    for what, place, piece in changes:
        if what == "cut":
            data = data[:place]
        elif what == "insert":
            data = data[:place] + piece + data[place:]
        elif what == "replace":
            data = data[:place] + piece + data[place + len(piece) :]
        else:
            data = data[:place] + data[place + 40 :]
    return data


@given(st.lists(mutations, max_size=6))
@settings(max_examples=250, deadline=None)
def test_a_damaged_file_loses_no_row_in_silence(changes):
    _assert_nothing_lost(_read(_mutated(SAMPLE, changes)))


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_crash_the_reader(data):
    _assert_nothing_lost(_read(data))


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_bytes_after_a_header_crash_the_reader(data):
    _assert_nothing_lost(_read(b"CHILD,DOB,MISSING,MIS_START,MIS_END\n" + data))


@given(st.lists(st.sampled_from(["", " ", "1", "1,02/03/2004,YES,F2,U1", "2,x,,,", "3,,,,,,", ",,,,"]), max_size=12))
@settings(max_examples=150, deadline=None)
def test_every_line_with_something_on_it_is_a_row(lines):
    """Counted without a CSV reader: there are no quotation marks here."""
    read = _read("\n".join(["CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", *lines]).encode())
    assert read.files[0].read == sum(bool(line.strip()) for line in lines)
    _assert_nothing_lost(read)


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_does_not_matter(rng: random.Random):
    header, *lines = SAMPLE[: SAMPLE.rfind(b"\n")].split(b"\n")
    shuffled = rng.sample(lines, len(lines))
    first, second = (_read(b"\n".join([header, *some]) + b"\n") for some in (lines, shuffled))
    assert _content(first) == _content(second)


def _content(read):
    rows = read.tables["ssda903_episodes"].drop_columns(["source_row"]).to_pylist()
    return sorted(rows, key=str), sorted(read.set_aside["reason"].to_pylist())


@given(st.permutations(range(13)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_columns_does_not_matter(order):
    lines = [line.split(b",") for line in SAMPLE[: SAMPLE.rfind(b"\n")].split(b"\n")]
    moved = b"\n".join(b",".join(cells[place] for place in order) for cells in lines)
    assert _content(_read(moved)) == _content(_read(b"\n".join(b",".join(cells) for cells in lines)))


@pytest.mark.parametrize(
    "data",
    [
        b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n" + b"x" * 3_000_000 + b",02/03/2004,YES,F2,U1\n",
        b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,02/03/2004,YES,F2,U1\n" + b"," * 200_000 + b"\n",
        b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM," + b",".join(b"c%d" % n for n in range(10_000)) + b"\n"
        + b"1,02/03/2004,YES,F2,U1" + b"," * 10_000 + b"\n",
        b'"' * 100_001,
        b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n" + b'"' * 100_001,
        b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n" + b'"\n' * 20_000,
        b'"CHILD\n",DOB,IN_TOUCH,ACTIV,ACCOM\n1,02/03/2004,YES,F2,U1\n',
        b"CHILD," * 50_000 + b"\n",
        b",,,,\n,,,,\n",
        b"\r" * 10_000,
    ],
    ids=["huge cell", "huge row", "10,000 columns", "only quotes", "quotes after a header", "a quote a line",
         "header over two lines", "one header 50,000 times", "only commas", "only line ends"],
)  # fmt: skip
def test_monsters(data):
    _assert_nothing_lost(_read(data))


def test_a_header_over_two_lines_is_read():
    read = _read(b'"CHILD\n",DOB,IN_TOUCH,ACTIV,ACCOM\n1,02/03/2004,YES,F2,U1\n')
    assert read.tables["ssda903_oc3"]["source_row"].to_pylist() == [3]
