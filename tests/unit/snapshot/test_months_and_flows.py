"""What a snapshot says of single months and of how a level moved, on the county of `tests/web/world.py`."""

import pytest

from lineofsight.home import Home
from lineofsight.snapshot import Snapshot, open_snapshot
from tests.web import world


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Snapshot:
    home: Home = world.make_home(tmp_path_factory.mktemp("months") / "home")
    return open_snapshot(home)


def test_twelve_months_add_up_to_the_window(snapshot):
    [figure] = snapshot.figures("FD07", at=snapshot.as_of)
    months = snapshot.months("FD07")
    assert sum(month.numerator for month in months[-12:]) == figure.numerator
    assert [month.at for month in months[-12:]] == snapshot.periods()[-12:]


def test_a_month_without_anything_is_a_zero_not_a_gap(snapshot):
    assert len(snapshot.months("EX02")) == len(snapshot.periods())
    assert {month.numerator for month in snapshot.months("EX02")} == {0, 1}


def test_a_group_has_months_of_its_own(snapshot):
    teams = [snapshot.months("FD07", by="team", group=team) for team in (world.STROUD_TEAM, world.GLOUCESTER_TEAM)]
    whole = snapshot.months("FD07")
    for at, month in enumerate(whole):
        assert sum(team[at].numerator for team in teams) <= month.numerator


def test_amina_came_onto_a_plan_in_january(snapshot):
    [flow] = snapshot.flows("CP06")
    assert (flow.at.isoformat(), flow.flow, flow.age_band, flow.n) == ("2024-01-31", "start", "5-9", 1)
