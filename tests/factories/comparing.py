"""Whether two tables hold the same rows, whatever their order and whatever each engine calls its types."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pyarrow as pa


def same_rows(left: pa.Table, right: pa.Table) -> bool:
    """Same column names in the same order, same kinds, and the same rows as often."""
    return not differences(left, right)


def differences(left: pa.Table, right: pa.Table) -> list[str]:
    """What differs, in words; empty where nothing does."""
    if left.column_names != right.column_names:
        return [f"columns {left.column_names} and {right.column_names}"]
    kinds = [
        f"{name}: {one} and {other}"
        for name, one, other in zip(left.column_names, left.schema.types, right.schema.types, strict=True)
        if _kind(one) != _kind(other)
    ]
    counted, others = _counted(left), _counted(right)
    only_left, only_right = counted - others, others - counted
    return [
        *kinds,
        *(f"only left: {row}" for row in list(only_left.elements())[:5]),
        *(f"only right: {row}" for row in list(only_right.elements())[:5]),
    ]


def _kind(kind: pa.DataType) -> str:
    """Widths of text and moments differ between engines; widths of numbers may not."""
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return "text"
    if pa.types.is_timestamp(kind):
        return "moment"
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return f"list of {_kind(kind.value_type)}"
    return str(kind)


def _counted(table: pa.Table) -> Counter[tuple[Any, ...]]:
    columns = [column.to_pylist() for column in table.columns]
    return Counter(tuple(map(_plain, row)) for row in zip(*columns, strict=True))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, float):
        return float(f"{value:.12g}")  # the last digits of a sum depend on its order
    return float(value) if isinstance(value, Decimal) else value
