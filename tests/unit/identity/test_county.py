"""Linking on a synthetic county, with every kind of mistake planted, against who is who."""

from pathlib import Path

import pytest

from lineofsight.engines import DuckDBEngine
from lineofsight.identity import identify
from lineofsight.identity.evaluate import Key, quality
from lineofsight.identity.truth import read_truth
from lineofsight.sources.reader import read_extracts
from lineofsight.synth import make_county
from tests.factories.people import KEY


@pytest.fixture(scope="module")
def linked_and_true(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[Key, str], dict[Key, str]]:
    """A county of 20,000 residents, linked, and the truth."""
    county: Path = tmp_path_factory.mktemp("county")
    make_county(county, residents=20_000, seed=11)
    engine = DuckDBEngine(threads=2)
    read_extracts(county / "extracts").put(engine)
    identify(engine, key=KEY, threads=2)
    rows = engine.rows("SELECT source, source_key, person_id FROM identity.person_keys").to_pylist()
    return {(row["source"], row["source_key"]): row["person_id"] for row in rows}, read_truth(
        county / "truth" / "who_is_who.csv"
    )


def test_hardly_any_child_is_shown_with_another(linked_and_true):
    """The mistake that matters most: somebody would read the wrong child's risks."""
    found = quality(*linked_and_true)
    assert found.children > 3_000
    assert found.mixed_per_1000 <= 0.6
    assert found.precision >= 0.999


def test_few_children_are_split(linked_and_true):
    """Records that stay apart are listed as possible, where anything speaks for them."""
    found = quality(*linked_and_true)
    assert found.split_per_1000 <= 6
    assert found.recall >= 0.97


def test_nobody_is_lost(linked_and_true):
    """Every record that the county wrote and the reader kept belongs to a person."""
    linked, true = linked_and_true
    assert len(set(true) - set(linked)) <= 5, "only rows that a reader must set aside"
