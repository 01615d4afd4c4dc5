"""`made("workforce.posts", workforce_posts=...)`: a table of the workforce, on each engine."""

from functools import partial

import pytest

from lineofsight.engines import Engine
from tests.factories.journeys import Make, make


@pytest.fixture
def made(engine: Engine) -> Make:
    return partial(make, engine)
