"""Splink, behind this one module: learns the model's numbers and scores pairs of records.

Learning always runs on DuckDB, in memory, on every platform; scoring runs on the engine in use, with the numbers put
into settings made anew for its dialect (a model saved on DuckDB quotes columns in a way that Spark reads as texts).
So both engines score with the same model. Importing this module imports Splink, which takes a second: import it late.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from splink import DuckDBAPI, Linker, SettingsCreator

from lineofsight.engines import DuckDBEngine, Engine
from lineofsight.engines.spark_engine import SparkEngine
from lineofsight.identity.model import (
    BLOCKS,
    COMPARISONS,
    FEWEST,
    LINKS_PER_RECORD,
    POSSIBLE,
    TRAIN_FROM,
    TRAINING_BLOCKS,
    Comparison,
    Level,
    Model,
    Numbers,
    Pairs,
)

_SEED = 20240430
_SAMPLED_PAIRS = 400_000
_TRAINING_PAIRS = 300_000
_SHARE = {"duckdb": "list_has_any", "spark": "arrays_overlap"}


def comparable(records: pa.Table) -> pa.Table:
    """The columns that the model compares, one row a record, `unique_id` being the record's position."""
    born = records["date_of_birth"]
    text = pc.strftime(born, "%Y-%m-%d")
    year, month, day = (pc.utf8_slice_codeunits(text, *place) for place in ((0, 4), (5, 7), (8, 10)))
    swapped = pc.binary_join_element_wise(year, day, month, "-")
    can_swap = pc.and_(pc.less_equal(pc.day(born), 12), pc.not_equal(pc.day(born), pc.month(born)))
    columns = {
        "unique_id": pa.array(np.arange(records.num_rows, dtype=np.int64)),
        "forename": records["forename_key"],
        "forename_forms": records["forename_forms"],
        "forename_sound": records["forename_sound"],
        "forename_letters": _in_order_of_letters(records["forename_key"]),
        "forename_start": pc.utf8_slice_codeunits(records["forename_key"], 0, 1),
        "surname": records["surname_key"],
        "surname_others": records["surname_others"],
        "surname_sound": records["surname_sound"],
        "surname_letters": _in_order_of_letters(records["surname_key"]),
        "born": text,
        "born_swapped": pc.if_else(can_swap, swapped, pa.scalar(None, pa.string())),
        "born_day": born.cast(pa.int32()),
        "born_year": year,
        "is_expected": pc.fill_null(records["is_expected"], False),
        "family": records["family"],
        "sex": records["sex"],
        "postcode": records["postcode"],
        "postcode_others": records["postcode_others"],
        "postcode_sector": pc.utf8_slice_codeunits(records["postcode"], 0, -2),
        "nhs_number": records["nhs_number"],
        "upn": records["upn"],
        "upn_others": records["upn_others"],
        "upn_former": pc.list_element(pc.fill_null(records["upn_others"], [None]), 0),
        "la_child_id": records["la_child_id"],
    }
    return pa.table(columns)


def _in_order_of_letters(names: pa.ChunkedArray) -> pa.Array:
    """A name's letters in the order of the alphabet: equal where typing swapped two of them."""
    encoded = names.combine_chunks().dictionary_encode()
    ordered = pa.array(["".join(sorted(name)) for name in encoded.dictionary.to_pylist()], pa.string())
    return ordered.take(encoded.indices)


def learn(rows: pa.Table, *, threads: int | None = None) -> Model:
    """The model with numbers learnt from the rows; the declared numbers where there are too few rows.

    The same rows give the same model: sampling is by a hash of the record's position, with a fixed seed.
    """
    prior = LINKS_PER_RECORD / max(rows.num_rows, FEWEST)
    declared = {c.name: [(level.m, level.u) for level in c.levels] for c in COMPARISONS}
    enough = rows.num_rows >= TRAIN_FROM
    model = Model(declared, prior, counts_rare=enough)
    if not enough:
        return model
    with _on_duckdb(rows, model, threads) as linker:
        linker.training.estimate_u_using_random_sampling(max_pairs=_SAMPLED_PAIRS, seed=_SEED)
        for block in TRAINING_BLOCKS:
            linker.training.estimate_parameters_using_expectation_maximisation(
                block, max_pairs=_TRAINING_PAIRS, estimate_without_term_frequencies=True
            )
        return Model(_numbers_of(linker), prior, counts_rare=True)


def score(engine: Engine, rows: pa.Table, model: Model, *, threads: int | None = None) -> Pairs:
    """Every pair of rows that meets a block and is possibly one person, with its weight, strongest first."""
    run = _on_spark(engine, rows, model) if isinstance(engine, SparkEngine) else _on_duckdb(rows, model, threads)
    with run as linker:
        scored = linker.inference.predict(threshold_match_probability=POSSIBLE).as_pyarrow_table()  # type: ignore[no-untyped-call]
    return _in_order(scored)


def _in_order(scored: pa.Table) -> Pairs:
    a = scored["unique_id_l"].to_numpy()
    b = scored["unique_id_r"].to_numpy()
    # Rounded, so that the order of two additions on another machine does not reorder pairs.
    weight = np.round(scored["match_weight"].to_numpy(), 6)
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((high, low, -weight))
    return Pairs(low[order], high[order], weight[order])


@contextmanager
def _on_duckdb(rows: pa.Table, model: Model, threads: int | None) -> Iterator[Linker]:
    # A database of its own: Splink's many tables go with it, whatever happens.
    engine = DuckDBEngine(threads=threads)
    try:
        with _quiet():
            engine.put("main.records", rows)
            api = DuckDBAPI(engine.connection)
            frame = api.register("records", dataset_display_name="people")
            yield Linker(frame, _settings(model, "duckdb"), log_level=None, validate_settings=False)
    finally:
        engine.close()


@contextmanager
def _on_spark(engine: SparkEngine, rows: pa.Table, model: Model) -> Iterator[Linker]:
    from splink.backends.spark import SparkAPI  # needs PySpark, which is optional

    engine.put(_COMPARABLE, rows)
    with _quiet():
        # "persist" keeps intermediate tables in memory, and on disk only encrypted; Splink's usual way writes them
        # to plain files, and they hold names.
        api = SparkAPI(  # type: ignore[no-untyped-call]  # Splink leaves it without types
            spark_session=engine.session, break_lineage_method="persist", register_udfs_automatically=False
        )
        frame = api.register(_COMPARABLE.replace(".", "__"), dataset_display_name="people")
        try:
            yield Linker(frame, _settings(model, "spark"), log_level=None, validate_settings=False)
        finally:
            api.delete_tables_created_by_splink_from_db()  # type: ignore[no-untyped-call]
            engine.session.catalog.clearCache()


_COMPARABLE = "identity.comparable"


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Splink's running commentary, which names columns and levels on the console."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _settings(model: Model, dialect: str) -> dict[str, Any]:
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(c, model, dialect) for c in COMPARISONS],
        blocking_rules_to_generate_predictions=[{"blocking_rule": block, "sql_dialect": dialect} for block in BLOCKS],
        probability_two_random_records_match=model.prior,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        max_iterations=15,
        em_convergence=0.001,
    )
    return settings.create_settings_dict(dialect)


def _comparison(comparison: Comparison, model: Model, dialect: str) -> dict[str, Any]:
    numbers = model.numbers[comparison.name]
    nothing = {"sql_condition": comparison.unless, "label_for_charts": "not recorded", "is_null_level": True}
    levels = [
        _level(level, numbers_of, dialect, count_rare=model.counts_rare)
        for level, numbers_of in zip(comparison.levels, numbers, strict=True)
    ]
    return {"output_column_name": comparison.name, "comparison_levels": [nothing, *levels]}


def _level(level: Level, numbers: tuple[float, float], dialect: str, *, count_rare: bool) -> dict[str, Any]:
    settings = {
        "sql_condition": level.sql.replace("SHARE", _SHARE[dialect]),
        "label_for_charts": level.label,
        "m_probability": numbers[0],
        "u_probability": numbers[1],
        "fix_m_probability": level.fixed,
        "fix_u_probability": level.fixed,
    }
    if count_rare and level.rare:
        settings |= {"tf_adjustment_column": level.rare, "tf_adjustment_weight": 1.0}
    return settings


def _numbers_of(linker: Linker) -> Numbers:
    learnt = linker.misc.save_model_to_json()["comparisons"]
    return {
        comparison.name: [
            _learnt(level, found) for level, found in zip(comparison.levels, told["comparison_levels"][1:], strict=True)
        ]
        for comparison, told in zip(COMPARISONS, learnt, strict=True)
    }


def _learnt(level: Level, found: dict[str, Any]) -> tuple[float, float]:
    """The numbers learnt, never below a tenth of those declared; the declared ones where no sampled pair was seen."""
    if level.fixed:
        return level.m, level.u
    m, u = found.get("m_probability"), found.get("u_probability")
    return (
        max(m, level.m / 10) if isinstance(m, float) else level.m,
        max(u, level.u / 10) if isinstance(u, float) else level.u,
    )
