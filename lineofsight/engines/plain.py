"""Arrow tables in the few types that every engine reads and gives alike."""

import pyarrow as pa


def plain(rows: pa.Table) -> pa.Table:
    """The same rows with moments in microseconds and no zone, text as plain text, and no column without a type.

    Readers hand over seconds, dictionaries and, for a column of blanks, Arrow's null type; Spark reads none of them.
    """
    schema = pa.schema([pa.field(field.name, _plain_type(field.type)) for field in rows.schema])
    return rows if schema.equals(rows.schema) else rows.cast(schema)


def _plain_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us")
    if pa.types.is_dictionary(kind):
        return _plain_type(kind.value_type)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(_plain_type(kind.value_type))
    if pa.types.is_null(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    return kind
