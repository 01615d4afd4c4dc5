"""People of each kind, and the real paper in the plan."""

import pytest

from lineofsight_web.access.models import User
from lineofsight_web.access.policies import Role
from lineofsight_web.plan.actions import import_paper
from lineofsight_web.plan.models import Ambition, Paper
from lineofsight_web.plan.papers import SAMPLE_PAPER, paper_text
from tests.web.conftest import make_user


@pytest.fixture
def director(db) -> User:
    return make_user(Role.DIRECTOR, full_name="Dora Director")


@pytest.fixture
def quality(db) -> User:
    return make_user(Role.QA, full_name="Quentin Quality")


@pytest.fixture
def real_text() -> str:
    return paper_text(SAMPLE_PAPER)


@pytest.fixture
def real_paper(db, real_text) -> Paper:
    return import_paper(text=real_text, by=None).paper


@pytest.fixture
def ambition(real_paper) -> Ambition:
    """Ambition 1 of the real paper: four things working well, three priority actions."""
    return Ambition.objects.get(number=1)
