"""The identity tables, from records and their person ids. Snapshots keep them apart from the others, encrypted."""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.identity.conflicts import WORDS, Evidence, Flags, Ints
from lineofsight.identity.decisions import Decisions
from lineofsight.identity.model import POSSIBLE, SURE, Pairs
from lineofsight.sources import SOURCES

RECORD_COLUMNS = (
    "person_id", "source", "source_key", "forename", "surname", "date_of_birth", "sex", "postcode", "nhs_number", "upn",
    "la_child_id", "seen_on", "source_file", "source_row",
)  # fmt: skip

BEST_KNOWN = ("forename", "surname", "date_of_birth", "sex", "nhs_number", "upn", "la_child_id", "postcode")


POSSIBLE_SCHEMA = pa.schema(
    {"source_a": pa.string(), "source_key_a": pa.string(), "person_id_a": pa.string(), "source_b": pa.string(),
     "source_key_b": pa.string(), "person_id_b": pa.string(), "match_probability": pa.float64(), "reason": pa.string()}
)  # fmt: skip

NOT_CERTAIN = "alike, and not certain"
UNSURE = "people looked and were unsure"
ELSEWHERE = "another record of one of them conflicts"


def linked_records(records: pa.Table, ids: pa.Array) -> pa.Table:
    """One row per record, sorted by person."""
    with_ids = _spaced(records).append_column("person_id", ids).select(RECORD_COLUMNS)
    return with_ids.sort_by([(name, "ascending") for name in ("person_id", "source", "source_key")])


def best_known(records: pa.Table, ids: pa.Array) -> pa.Table:
    """One row per person: of each value the one from the source nearest to the child, the newest record first.

    Nearest is the order in which sources are declared: children's social care, the 903, schools, the police. A value
    that only another source holds is taken from there. A due date gives way to a birth date.
    """
    nearness = {source.name: place for place, source in enumerate(SOURCES)}
    order = pa.array([nearness[name] for name in records["source"].to_pylist()], pa.int32())
    ordered = (
        _spaced(records)
        .append_column("person_id", ids)
        .append_column("nearness", order)
        .append_column("unborn", pc.fill_null(records["is_expected"], False))
        .sort_by([("person_id", "ascending"), ("unborn", "ascending"), ("nearness", "ascending"),
                  ("seen_on", "descending"), ("source_key", "ascending")])
    )  # fmt: skip
    first = pc.ScalarAggregateOptions(skip_nulls=True)
    wanted = [(name, "first", first) for name in BEST_KNOWN]
    people = ordered.group_by("person_id", use_threads=False).aggregate([*wanted, ([], "count_all")])
    columns = {name: people[f"{name}_first"] for name in BEST_KNOWN}
    columns["n_records"] = people["count_all"].cast(pa.int32())
    return pa.table({"person_id": people["person_id"], **columns}).sort_by("person_id")


def possible_pairs(
    records: pa.Table, ids: pa.Array, pairs: Pairs, evidence: Evidence, decisions: Decisions
) -> pa.Table:
    """One row per two people who are possibly one: their two most alike records, and why they were not joined.

    Left out: people whom a decision calls different, and those whom names and identifiers both tell apart, such as
    twins with two NHS numbers.
    """
    person = _codes_of(ids)
    strongest: dict[tuple[int, int], tuple[int, int, float, str]] = {}
    for a, b, probability, why in _refused(pairs, evidence, person):
        strongest.setdefault(_both(person, a, b), (a, b, probability, why))
    for a, b in sorted(decisions.unsure):
        if person[a] != person[b]:
            strongest[_both(person, a, b)] = (a, b, POSSIBLE, UNSURE)
    for a, b in decisions.different:
        strongest.pop(_both(person, a, b), None)
    return _with_keys(records, ids, list(strongest.values()))


def _refused(pairs: Pairs, evidence: Evidence, person: Ints) -> Iterator[tuple[int, int, float, str]]:
    """Pairs that ended as two people, strongest first, except where names and identifiers both tell them apart."""
    places = np.flatnonzero(person[pairs.a] != person[pairs.b])
    a, b, probability = pairs.a[places], pairs.b[places], pairs.probability[places]
    reason = evidence.conflict(a, b)
    told_apart = evidence.different_names(a, b) & _identifiers_differ(evidence, person, a, b)
    for x, y, p, why, skip in zip(*(v.tolist() for v in (a, b, probability, reason, told_apart)), strict=True):
        if not skip:
            yield x, y, p, WORDS.get(why) or (NOT_CERTAIN if p < SURE else ELSEWHERE)


def _identifiers_differ(evidence: Evidence, person: Ints, a: Ints, b: Ints) -> Flags:
    """Whether all that is known of two people includes an NHS number or pupil number each, and these differ."""
    differ = np.zeros(len(a), dtype=bool)
    for column in (evidence.nhs_number, evidence.upn):
        held = np.full(int(person.max(initial=-1)) + 1, -1, dtype=np.int64)
        np.maximum.at(held, person, column)
        ours, theirs = held[person[a]], held[person[b]]
        differ |= (ours >= 0) & (theirs >= 0) & (ours != theirs)
    return differ


def _both(person: Ints, a: int, b: int) -> tuple[int, int]:
    first, second = sorted((int(person[a]), int(person[b])))
    return first, second


def _with_keys(records: pa.Table, ids: pa.Array, rows: list[tuple[int, int, float, str]]) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for side, places in (
        ("a", pa.array([row[0] for row in rows], pa.int64())),
        ("b", pa.array([row[1] for row in rows], pa.int64())),
    ):
        columns[f"source_{side}"] = records["source"].take(places)
        columns[f"source_key_{side}"] = records["source_key"].take(places)
        columns[f"person_id_{side}"] = ids.take(places)
    columns["match_probability"] = pa.array([round(row[2], 6) for row in rows], pa.float64())
    columns["reason"] = pa.array([row[3] for row in rows], pa.string())
    order = [(name, "ascending") for name in ("person_id_a", "person_id_b", "source_a", "source_key_a")]
    return pa.table(columns).select(POSSIBLE_SCHEMA.names).cast(POSSIBLE_SCHEMA).sort_by(order)


SEARCH = pa.schema({"key": pa.string(), "person_id": pa.string()})


def search_keys(records: pa.Table, ids: pa.Array) -> pa.Table:
    """One row per key and person, sorted by key: every identifier, and every surname with every birth date.

    The keys are those that search.search_key makes of what somebody types.
    """
    born = pc.strftime(records["date_of_birth"], "%Y-%m-%d")
    parts = [
        *(
            _identifier_keys(records[name], ids)
            for name in ("nhs_number", "upn", "upn_temporary", "la_child_id", "source_key")
        ),
        _each_of(records["upn_others"], lambda upn, place: _identifier_keys(upn, ids.take(place))),
        _surname_keys(records["surname_key"], born, ids),
        _each_of(records["surname_others"], lambda name, place: _surname_keys(name, born.take(place), ids.take(place))),
    ]
    keys = pa.concat_tables(parts).filter(pc.field("key").is_valid())
    return keys.group_by(["key", "person_id"]).aggregate([]).sort_by([("key", "ascending"), ("person_id", "ascending")])


def _each_of(column: pa.ChunkedArray, keys: Callable[[pa.Array, pa.Array], pa.Table]) -> pa.Table:
    lists = column.combine_chunks()
    return keys(lists.flatten(), pc.list_parent_indices(lists))


def _identifier_keys(identifiers: pa.ChunkedArray, ids: pa.Array) -> pa.Table:
    compact = pc.replace_substring_regex(pc.utf8_upper(identifiers), "[^0-9A-Z]", "")
    keys = pc.if_else(pc.equal(compact, ""), None, pc.binary_join_element_wise("id", compact, ":"))
    return pa.table([keys, ids], schema=SEARCH)


def _surname_keys(surnames: pa.ChunkedArray, born: pa.ChunkedArray, ids: pa.Array) -> pa.Table:
    return pa.table([pc.binary_join_element_wise("name", surnames, born, ":"), ids], schema=SEARCH)


def _codes_of(ids: pa.Array) -> Ints:
    codes: Ints = ids.dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return codes


def _spaced(records: pa.Table) -> pa.Table:
    """Postcodes as people write them: a space before the last three characters."""
    code = records["postcode"]
    outward, inward = pc.utf8_slice_codeunits(code, 0, -3), pc.utf8_slice_codeunits(code, -3)
    return records.set_column(
        records.column_names.index("postcode"), "postcode", pc.binary_join_element_wise(outward, inward, " ")
    )
