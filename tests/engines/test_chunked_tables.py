"""A table read from several files comes in pieces, and a file with only a header is an empty piece."""

import pyarrow as pa
import pytest


@pytest.mark.parametrize("empty_pieces", [0, 1, 3])
def test_no_row_is_lost_behind_an_empty_piece(engine, empty_pieces):
    """Spark's own way from Arrow to a table loses every row of a table that begins with empty pieces."""
    empty = pa.table({"number": pa.array([], pa.int64())})
    pieces = [*[empty] * empty_pieces, *(pa.table({"number": [number]}) for number in range(5))]
    engine.put("source.pieces", pa.concat_tables(pieces))
    assert engine.rows("SELECT COUNT(*) AS n FROM source.pieces")["n"].to_pylist() == [5]
