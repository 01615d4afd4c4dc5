"""Small worlds run through every step of journey and workforce on DuckDB, kept for the tests that ask again."""

from functools import cache

import pyarrow as pa
from hypothesis import strategies as st

from lineofsight.engines import DuckDBEngine, run_steps
from tests.factories.tables import every_step, prepare_all
from tests.factories.worlds import AS_OF, small_world


def derive(world: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Every table of a world, those that came in and those that steps made."""
    engine = DuckDBEngine(threads=1)
    prepare_all(engine, AS_OF)
    for table, rows in world.items():
        engine.put(table, rows)
    steps = every_step()
    run_steps(engine, steps)
    made = {step.table: engine.rows(f"SELECT * FROM {step.table}") for step in steps}
    engine.close()
    return world | made


class World(dict[str, pa.Table]):
    """A world with a short name, for the reports of failing tests."""

    def __init__(self, seed: int, care: str) -> None:
        super().__init__(derive(small_world(seed, care=care)))
        self._name = f"derived({seed}, {care!r})"

    def __repr__(self) -> str:
        return self._name


@cache
def derived(seed: int, care: str) -> World:
    return World(seed, care)


WORLDS = st.builds(derived, seed=st.integers(0, 15), care=st.sampled_from(("ssd", "ssda903")))
"""Thirty-two worlds; Hypothesis chooses which."""
