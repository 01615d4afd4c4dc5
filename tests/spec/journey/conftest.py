"""`made("referrals", ssd_cin_episodes=...)`: a table of the journey, on each engine."""

from functools import partial

import pytest

from lineofsight.engines import Engine
from tests.factories.journeys import Make, make


@pytest.fixture
def made(engine: Engine) -> Make:
    return partial(make, engine)
