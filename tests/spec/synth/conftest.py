"""Counties made once a run: one large enough to count, three small ones to look for anything that cannot be."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lineofsight.synth import make_county
from tests.spec.synth.counting import Files

ALL_RECORDED = date(2024, 12, 31)
"""By this day everything that happened by 30 April 2024 had been entered."""

LARGE = 64_000


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Files]:
    def made(**asked: object) -> Files:
        folder: Path = tmp_path_factory.mktemp("county")
        make_county(folder, **asked)  # type: ignore[arg-type]  # the test's keywords are make_county's own
        return Files(folder)

    return made


@pytest.fixture(scope="session")
def large(make: Callable[..., Files]) -> Files:
    """A tenth of the full county, with everything recorded."""
    return make(residents=LARGE, seed=1, extracted_on=ALL_RECORDED)


@pytest.fixture(scope="session")
def as_extracted(make: Callable[..., Files]) -> Files:
    """The same county as its files are on the last day."""
    return make(residents=LARGE, seed=1)


@pytest.fixture(scope="session", params=[1, 2, 3])
def small(request: pytest.FixtureRequest, make: Callable[..., Files]) -> Files:
    """Three counties of 5,000 residents, with everything recorded."""
    return make(residents=5_000, seed=request.param, extracted_on=ALL_RECORDED)
