"""Time to event against R's own answers, against a slow plain twin, and by hand."""

import csv
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.stats.survival import Curve, Stay, cumulative_incidence, kaplan_meier, log_rank

FOLDER = Path(__file__).parents[2] / "data" / "stats" / "survival"


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def groups_of(name: str, event: str, nothing: str) -> dict[str, list[Stay]]:
    found = defaultdict(list)
    for row in table(name):
        found[row["group"]].append(Stay(float(row["time"]), None if row[event] == nothing else row[event]))
    return found


def close(expected: float | tuple[float, float]):
    return pytest.approx(expected, rel=1e-6)


# R's answers


@pytest.mark.parametrize("row", table("km_expected.csv"), ids=lambda row: row["group"])
def test_medians_quartiles_and_limits(row):
    curve = kaplan_meier(groups_of("lung.csv", "status", "0")[row["group"].removeprefix("g=")])
    limits = curve.quantile_limits()
    assert (curve.n, curve.events) == (int(row["n"]), int(row["events"]))
    assert curve.quantile() == close(float(row["median"]))
    assert (limits.lower, limits.upper) == close((float(row["lo95"]), float(row["hi95"])))
    assert (curve.quantile(0.25), curve.quantile(0.75)) == close((float(row["q25"]), float(row["q75"])))


def test_log_rank():
    groups = groups_of("lung.csv", "status", "0")
    found = log_rank([groups["1"], groups["2"]])
    assert found.chi_square == close(float(table("km_expected.csv")[0]["logrank_chisq"]))
    assert found.degrees == 1
    assert sum(found.expected) == close(sum(found.observed))


@pytest.mark.parametrize(
    "row", table("cif_expected.csv"), ids=lambda row: f"{row['group']}-{row['state']}-{row['time']}"
)
def test_shares_that_compete_and_their_errors(row, by_sex):
    found, time = by_sex[row["group"].removeprefix("grp=")], float(row["time"])
    shown = found.open_at(time) if row["state"] == "(s0)" else found.at(row["state"], time)
    assert shown == close((float(row["prob"]), float(row["se"])))


@pytest.fixture(scope="module")
def by_sex():
    return {sex: cumulative_incidence(stays) for sex, stays in groups_of("mgus2.csv", "event", "censor").items()}


# By hand


def stays(words: str) -> list[Stay]:
    """'3 plan, 5, 2-8 none': ended in a plan at 3; open at 5; first seen at 2 and ended in nothing at 8."""
    found = []
    for word in words.split(","):
        times, _, event = word.strip().partition(" ")
        entered, dash, time = times.partition("-")
        found.append(Stay(float(time if dash else entered), event or None, float(entered) if dash else 0.0))
    return found


def shares(curve: Curve) -> list[tuple[float, float]]:
    return [(step.time, step.share) for step in curve.steps]


def test_what_is_still_open_counts_for_as_long_as_it_was_seen():
    """Ten days open is not ten days to the end, and leaving it out would make the rest look slow or quick."""
    assert shares(kaplan_meier(stays("5 end, 10, 15 end, 20 end"))) == [(5, 0.75), (15, 0.375), (20, 0.0)]


def test_at_equal_times_the_event_comes_first():
    """One that was last seen on the day another ended was at risk that day."""
    assert shares(kaplan_meier(stays("5, 5 end, 9 end"))) == [(5, pytest.approx(2 / 3)), (9, 0.0)]


def test_events_at_one_time_are_one_step():
    assert shares(kaplan_meier(stays("5 end, 5 end, 5 end, 9 end"))) == [(5, 0.25), (9, 0.0)]


def test_who_is_first_seen_late_was_not_at_risk_before():
    """A child already in care at the start of our data cannot have left before it: not at risk at 3, nor on day 4."""
    assert shares(kaplan_meier(stays("3 end, 4-9 end, 8 end"))) == [(3, 0.5), (8, 0.25), (9, 0.0)]
    assert kaplan_meier(stays("4 end, 4-9 end, 8 end")).steps[0].at_risk == 2


def test_a_flat_median_is_the_middle_of_where_it_lies():
    assert kaplan_meier(stays("4 end, 6 end, 10 end, 12 end")).quantile() == 8


def test_a_time_that_nobody_was_followed_to_is_not_given():
    curve = kaplan_meier(stays("5 end, 10, 10, 10"))
    assert curve.quantile() is None
    assert curve.at(11) is None
    assert curve.quantile_limits(0.5).upper == float("inf")
    with pytest.raises(ValueError, match="the longest was 10"):
        cumulative_incidence(stays("5 end, 10")).at("end", 11)


def test_the_mean_up_to_a_time_is_the_area_under_the_curve():
    """Two of four end at 5 and two stay to 20: up to 10 days they were open (5 + 5 + 10 + 10) / 4 days."""
    assert kaplan_meier(stays("5 end, 5 end, 20 end, 20 end")).mean_up_to(10) == 7.5


def test_ways_to_end_compete():
    """Two of four end in a plan and one in nothing. Taking the others as open would say a plan for 5 in 8."""
    found = cumulative_incidence(stays("1 plan, 2 none, 3 plan, 4"))
    assert found.at("plan", 4)[0] == pytest.approx(0.5)
    assert found.at("none", 4)[0] == pytest.approx(0.25)
    assert found.open_at(4)[0] == pytest.approx(0.25)
    assert found.open_at(0.5) == (1.0, 0.0)


def test_a_stay_that_ends_before_it_is_seen_is_refused():
    with pytest.raises(ValueError, match="ends no earlier"):
        Stay(3, "end", entered=4)


@pytest.mark.parametrize("words", ["", "0 end"])
def test_nobody_to_follow_is_said(words):
    with pytest.raises(ValueError, match="nobody was followed"):
        kaplan_meier(stays(words) if words else [])


def test_groups_that_were_never_followed_together_cannot_be_compared():
    with pytest.raises(ValueError, match="followed together"):
        log_rank([stays("1 end, 2 end"), stays("5-8 end, 5-9 end")])


# The slow twin: in fractions, from the definitions, one time after another

some_stays = st.lists(
    st.builds(
        lambda entered, length, event: Stay(entered + length, event, entered),
        st.integers(0, 4), st.integers(1, 6), st.sampled_from([None, "plan", "none"]),
    ),
    min_size=1, max_size=14,
)  # fmt: skip


def twin(given_stays: list[Stay]) -> list[tuple[float, Fraction, dict[str, Fraction]]]:
    """Time, share still open, share ended in each way."""
    still, ended, found = Fraction(1), {"plan": Fraction(0), "none": Fraction(0)}, []
    for time in sorted({stay.time for stay in given_stays if stay.event}):
        at_risk = [stay for stay in given_stays if stay.entered < time <= stay.time]
        before = still
        for way in ended:
            n = sum(stay.time == time and stay.event == way for stay in at_risk)
            ended[way] += before * Fraction(n, len(at_risk))
            still -= before * Fraction(n, len(at_risk))
        found.append((time, still, dict(ended)))
    return found


@given(some_stays)
def test_the_twin_gives_the_same_curves(given_stays):
    expected = twin(given_stays)
    curve, ways = kaplan_meier(given_stays), cumulative_incidence(given_stays)
    assert [step.time for step in curve.steps] == list(ways.times) == [time for time, _, _ in expected]
    for place, (_, still, ended) in enumerate(expected):
        assert curve.steps[place].share == pytest.approx(float(still), abs=1e-12)
        assert ways.open[place] == pytest.approx(float(still), abs=1e-12)
        for way, share in ended.items():
            assert ways.shares.get(way, [0.0] * len(expected))[place] == pytest.approx(float(share), abs=1e-12)


@given(some_stays)
def test_everybody_is_open_or_has_ended_in_one_way(given_stays):
    found = cumulative_incidence(given_stays)
    for place in range(len(found.times)):
        assert found.open[place] + sum(found.shares[way][place] for way in found.shares) == pytest.approx(1)


@given(some_stays)
def test_whole_observation_is_plain_proportions(given_stays):
    """Where all were seen from the start to the end, a share is how many of them there are."""
    seen = [Stay(stay.time, stay.event or "plan") for stay in given_stays]
    found = cumulative_incidence(seen)
    for way in found.shares:
        assert found.shares[way][-1] == pytest.approx(sum(stay.event == way for stay in seen) / len(seen))


@given(some_stays, some_stays)
def test_log_rank_does_not_mind_the_order_of_groups(one, other):
    try:
        found = log_rank([one, other])
    except ValueError:
        return
    assert log_rank([other, one]).chi_square == pytest.approx(found.chi_square, abs=1e-9)
    assert 0 <= found.p_value <= 1
