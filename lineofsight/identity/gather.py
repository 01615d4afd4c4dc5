"""One table of every record about a person, from every source that declares names, made comparable.

One plain function works on all declarations; a source is added by declaring its Names. What one source's declaration
cannot say stands here: where children's social care keeps home addresses, due dates and families.
"""

from collections.abc import Callable, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.engines import Engine
from lineofsight.identity.names import forms, name_key, sound, surname_parts
from lineofsight.sources import SOURCES, Names, Source
from lineofsight.standards.check_digits import valid_nhs_numbers, valid_upns

RECORDS = "identity.records_raw"

SCHEMA = pa.schema(
    {
        "source": pa.string(), "source_key": pa.string(),
        "forename": pa.string(), "surname": pa.string(), "date_of_birth": pa.date32(), "is_expected": pa.bool_(),
        "sex": pa.string(), "postcode": pa.string(), "nhs_number": pa.string(), "upn": pa.string(),
        "upn_temporary": pa.string(), "la_child_id": pa.string(), "seen_on": pa.date32(),
        "forename_key": pa.string(), "forename_forms": pa.list_(pa.string()), "forename_sound": pa.string(),
        "surname_key": pa.string(), "surname_others": pa.list_(pa.string()), "surname_sound": pa.string(),
        "postcode_others": pa.list_(pa.string()), "upn_others": pa.list_(pa.string()), "family": pa.string(),
        "source_file": pa.string(), "source_row": pa.int32(),
    }
)  # fmt: skip
"""One row per source and key, sorted by both. `is_expected`: the date is when a child not yet born is due. Columns
ending in `_key` are normalised; those without are as the supplier wrote them. `upn` is valid and permanent."""

EXPECTED_BIRTH = {"ssd_person": "pers_expected_dob"}
"""The column of a source that holds a due date, used where there is no birth date."""

_LATEST = """
    SELECT {columns}
    FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY source_file DESC, source_row DESC) AS newest_first
        FROM {table}
        WHERE {key} IS NOT NULL
    ) AS every_row
    WHERE newest_first = 1
"""

_EARLIER = """
    SELECT DISTINCT {key} AS source_key, {column} AS earlier
    FROM {table}
    WHERE {key} IS NOT NULL AND {column} IS NOT NULL
"""

_HOME_POSTCODES = """
    SELECT addr_person_id AS source_key, addr_address_postcode AS postcode,
        MAX(COALESCE(addr_address_end_date, DATE '9999-12-31')) AS last_day,
        MAX(COALESCE(addr_address_start_date, DATE '1900-01-01')) AS first_day
    FROM source.ssd_address
    WHERE addr_address_postcode IS NOT NULL
    GROUP BY addr_person_id, addr_address_postcode
"""

_FAMILIES = """
    SELECT fami_person_id AS source_key, MIN(fami_family_id) AS family
    FROM source.ssd_family
    WHERE fami_person_id IS NOT NULL
    GROUP BY fami_person_id
"""

_ORPHANS = """
    SELECT DISTINCT dependent.{person_key} AS source_key
    FROM {table} AS dependent
    LEFT JOIN {introduced_by} AS introduced ON introduced.{key} = dependent.{person_key}
    WHERE introduced.{key} IS NULL AND dependent.{person_key} IS NOT NULL
"""


def gather_records(engine: Engine, sources: Iterable[Source] = SOURCES) -> pa.Table:
    """Every record about a person, as SCHEMA says; put into the engine as identity.records_raw and returned.

    A key that only dependent rows use (an orphan) is a record too, with nothing known but its key, so that nobody's
    rows fall out of the journey.
    """
    all_sources = tuple(sources)
    parts = [_records_of(engine, source, source.names) for source in all_sources if source.names]
    parts += _orphans(engine, all_sources)
    records = pa.concat_tables(parts).sort_by([("source", "ascending"), ("source_key", "ascending")])
    records = records.combine_chunks()
    engine.put(RECORDS, records)
    return records


def _records_of(engine: Engine, source: Source, names: Names) -> pa.Table:
    rows = _latest_rows(engine, source, names)
    column = _reader_of(rows)
    postcode, postcode_others = _postcodes(engine, source, names, rows)
    permanent, temporary = valid_upns(_compact(column(names.upn)))
    born, is_expected = _birth(source, names, column)
    made: dict[str, pa.Array] = {
        "source": pa.array([source.name] * rows.num_rows, pa.string()),
        "source_key": column(names.key),
        "forename": column(names.forename),
        "surname": column(names.surname),
        "date_of_birth": born,
        "is_expected": is_expected,
        "sex": _sex(column(names.sex)),
        "postcode": postcode,
        "nhs_number": valid_nhs_numbers(_compact(column(names.nhs_number))),
        "upn": permanent,
        "upn_temporary": temporary,
        "la_child_id": _compact(column(names.la_child_id)),
        "seen_on": _day(column(names.seen_on)),
        "postcode_others": postcode_others,
        "upn_others": _other_upns(engine, source, names, rows),
        "family": _families(engine, source, column(names.key)),
        "source_file": column("source_file"),
        "source_row": column("source_row").cast(pa.int32()),
        **_name_columns(column(names.forename), column(names.surname), [column(n) for n in names.other_surnames]),
    }
    return pa.table([made[name] for name in SCHEMA.names], schema=SCHEMA)


def _latest_rows(engine: Engine, source: Source, names: Names) -> pa.Table:
    due = EXPECTED_BIRTH.get(source.name)
    wanted = dict.fromkeys([*names.columns(), *([due] if due else []), "source_file", "source_row"])
    sql = _LATEST.format(columns=", ".join(wanted), key=names.key, table=source.table)
    return engine.rows(sql).combine_chunks()


def _reader_of(rows: pa.Table) -> Callable[[str], pa.Array]:
    """A function from a column's name to its values; nulls for no name."""

    def column(name: str) -> pa.Array:
        if not name:
            return pa.nulls(rows.num_rows, pa.string())
        found = rows[name].combine_chunks()
        return found.cast(pa.string()) if pa.types.is_large_string(found.type) else found

    return column


def _birth(source: Source, names: Names, column: Callable[[str], pa.Array]) -> tuple[pa.Array, pa.Array]:
    born = _day(column(names.date_of_birth))
    due = _day(column(EXPECTED_BIRTH.get(source.name, "")))
    is_expected = pc.and_(pc.is_null(born), pc.is_valid(due))
    return pc.coalesce(born, due), is_expected


def _day(values: pa.Array) -> pa.Array:
    return values.cast(pa.date32()) if len(values) != values.null_count else pa.nulls(len(values), pa.date32())


def _sex(values: pa.Array) -> pa.Array:
    """M or F; null for everything else. Returns before 2025 write 1 and 2."""
    spelt = {"m": "M", "male": "M", "boy": "M", "1": "M", "f": "F", "female": "F", "girl": "F", "2": "F"}
    return _each_distinct(values, lambda text: spelt.get(text.strip().casefold()))


def _compact(values: pa.Array) -> pa.Array:
    """Capitals and digits only; null where nothing is left."""
    letters = pc.replace_substring_regex(pc.utf8_upper(values), "[^0-9A-Z]", "")
    return pc.if_else(pc.equal(letters, ""), pa.scalar(None, pa.string()), letters)


def _each_distinct(values: pa.Array, function: Callable[[str], str | None]) -> pa.Array:
    """The function's answer for every value, asked once for each distinct one."""
    encoded = values.dictionary_encode()
    answers = pa.array([function(text) for text in encoded.dictionary.to_pylist()], pa.string())
    return answers.take(encoded.indices)


def _name_columns(forename: pa.Array, surname: pa.Array, other_surnames: list[pa.Array]) -> dict[str, pa.Array]:
    forename_key = _each_distinct(forename, name_key)
    surname_key = _each_distinct(surname, name_key)
    also = [_each_distinct(other, name_key) for other in other_surnames]
    return {
        "forename_key": forename_key,
        "forename_forms": _each_distinct_list(forename_key, forms),
        "forename_sound": _each_distinct(forename_key, sound),
        "surname_key": surname_key,
        "surname_others": _but(surname_key, [_each_distinct_list(surname, surname_parts), *also]),
        "surname_sound": _each_distinct(surname_key, sound),
    }


def _each_distinct_list(values: pa.Array, function: Callable[[str], Iterable[str]]) -> pa.Array:
    encoded = values.dictionary_encode()
    answers = [list(function(text)) or None for text in encoded.dictionary.to_pylist()]
    return pa.array(answers, pa.list_(pa.string())).take(encoded.indices)


def _but(chosen: pa.Array, others: list[pa.Array]) -> pa.Array:
    """A list a row of the other values, sorted, without the chosen one; null where there is none."""
    listed: list[list[str] | None] = [None] * len(chosen)
    for other in others:
        for place in pc.indices_nonzero(pc.is_valid(other)).to_pylist():
            value = other[place].as_py()
            listed[place] = [*(listed[place] or []), *(value if isinstance(value, list) else [value])]
    for place, values in enumerate(listed):
        if values:
            listed[place] = sorted(set(values) - {chosen[place].as_py()}) or None
    return pa.array(listed, pa.list_(pa.string()))


def _postcodes(engine: Engine, source: Source, names: Names, rows: pa.Table) -> tuple[pa.Array, pa.Array]:
    """The latest home postcode of each row, and the earlier ones."""
    if source.name != "ssd_person":
        latest = _compact(_reader_of(rows)(names.postcode))
        return latest, pa.nulls(rows.num_rows, pa.list_(pa.string()))
    history: dict[str, list[str]] = {}
    homes = engine.rows(_HOME_POSTCODES).sort_by(
        [("last_day", "descending"), ("first_day", "descending"), ("postcode", "ascending")]
    )
    compact = _compact(homes["postcode"].combine_chunks()).to_pylist()
    for key, postcode in zip(homes["source_key"].to_pylist(), compact, strict=True):
        if postcode:
            history.setdefault(key, []).append(postcode)
    by_row = [history.get(key, []) for key in rows[names.key].to_pylist()]
    latest = pa.array([homes[0] if homes else None for homes in by_row], pa.string())
    earlier = [sorted(set(homes[1:]) - {homes[0]}) or None if homes else None for homes in by_row]
    return latest, pa.array(earlier, pa.list_(pa.string()))


def _families(engine: Engine, source: Source, keys: pa.Array) -> pa.Array:
    """The family group, which a child not yet born shares with the child it becomes."""
    if source.name != "ssd_person":
        return pa.nulls(len(keys), pa.string())
    found = engine.rows(_FAMILIES)
    family_of = dict(zip(found["source_key"].to_pylist(), found["family"].to_pylist(), strict=True))
    return pa.array([family_of.get(key) for key in keys.to_pylist()], pa.string())


def _other_upns(engine: Engine, source: Source, names: Names, rows: pa.Table) -> pa.Array:
    """Former numbers of each row: those that its columns name, and those of earlier files of a yearly return."""
    if not names.upn:
        return pa.nulls(rows.num_rows, pa.list_(pa.string()))
    column = _reader_of(rows)
    others = [valid_upns(_compact(column(name)))[0] for name in names.other_upns]
    if source.files == "all":
        sql = _EARLIER.format(key=names.key, column=names.upn, table=source.table)
        found = engine.rows(sql).combine_chunks()
        upns = valid_upns(_compact(_reader_of(found)("earlier")))[0].to_pylist()
        earlier: dict[str, list[str]] = {}
        for key, upn in zip(found["source_key"].to_pylist(), upns, strict=True):
            if upn:
                earlier.setdefault(key, []).append(upn)
        others.append(pa.array([earlier.get(key) for key in column(names.key).to_pylist()], pa.list_(pa.string())))
    return _but(valid_upns(_compact(column(names.upn)))[0], others)


def _orphans(engine: Engine, sources: tuple[Source, ...]) -> list[pa.Table]:
    by_name = {source.name: source for source in sources}
    found: dict[str, set[str]] = {}
    for dependent in sources:
        introduced_by = by_name.get(dependent.persons_of)
        if introduced_by is None or introduced_by.names is None:
            continue
        sql = _ORPHANS.format(
            person_key=dependent.person_key, table=dependent.table, introduced_by=introduced_by.table,
            key=introduced_by.names.key,
        )  # fmt: skip
        found.setdefault(introduced_by.name, set()).update(engine.rows(sql)["source_key"].to_pylist())
    return [_orphan_records(by_name[name], sorted(keys)) for name, keys in found.items()]


def _orphan_records(source: Source, keys: list[str]) -> pa.Table:
    key = pa.array(keys, pa.string())
    known: dict[str, pa.Array] = {"source": pa.array([source.name] * len(keys), pa.string()), "source_key": key}
    if source.names and source.names.la_child_id == source.names.key:
        known["la_child_id"] = _compact(key)
    return pa.table([known.get(field.name, pa.nulls(len(keys), field.type)) for field in SCHEMA], schema=SCHEMA)
