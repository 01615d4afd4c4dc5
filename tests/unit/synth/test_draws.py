"""Drawing keeps totals, shares and order, whatever the chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineofsight.synth.draws import Quota, apart, evenly, pick, recurring, rounded, running, smallest, spread

SEEDS = st.integers(0, 1_000)


@given(st.lists(st.floats(0.01, 50), min_size=1, max_size=20), st.integers(0, 500))
def test_rounding_adds_up_and_stays_within_one(shares, total):
    found = rounded(np.array(shares), total)
    exact = np.array(shares) * total / sum(shares)
    assert found.sum() == total
    assert (abs(found - exact) < 1 + 1e-6).all()


def test_a_spread_gives_its_own_ends():
    of = spread(p0=3, p50=10, p100=31)
    drawn = of.draw(np.random.default_rng(1), 5_000)
    assert (drawn.min(), drawn.max()) == (3, 30)
    assert 9 <= np.median(drawn) <= 10


def test_a_spread_that_does_not_rise_is_refused():
    with pytest.raises(ValueError, match="rise"):
        spread(p0=1, p90=5)


def test_nothing_is_picked_that_weighs_nothing():
    found = pick(np.random.default_rng(2), (0, 3, 0, 1), 2_000)
    assert set(found.tolist()) == {1, 3}
    assert 0.7 < (found == 1).mean() < 0.8


@given(SEEDS, st.integers(0, 40))
def test_the_smallest_are_the_smallest(seed, n):
    keys = np.random.default_rng(seed).random(30)
    assert smallest(keys, n).tolist() == sorted(np.argsort(keys)[:n].tolist())


def test_running_numbers_begin_again():
    assert running(np.array([2, 0, 3])).tolist() == [0, 1, 0, 1, 2]


@given(SEEDS)
def test_what_recurs_stays_inside_its_spell_and_apart(seed):
    rng = np.random.default_rng(seed)
    start = rng.integers(0, 500, 20)
    stop = start + rng.integers(0, 400, 20)
    owner, when = recurring(rng, start, stop, spread(p0=5, p50=20, p100=60))
    assert ((when > start[owner]) & (when < stop[owner])).all()
    gaps = np.diff(when)[np.diff(owner) == 0]
    assert (gaps >= 5).all()


@given(SEEDS)
def test_what_is_apart_does_not_overlap(seed):
    rng = np.random.default_rng(seed)
    owner = np.sort(rng.integers(0, 4, 30))
    start = rng.integers(0, 200, 30)
    order = np.lexsort((start, owner))
    owner, start = owner[order], start[order]
    end = start + rng.integers(0, 60, 30)
    kept = apart(owner, start, end)
    for one in range(4):
        mine = np.flatnonzero(kept & (owner == one))
        assert (start[mine][1:] > end[mine][:-1]).all()


@given(SEEDS, st.floats(0.05, 0.95))
def test_a_quota_keeps_its_share(seed, share):
    """After many askings the share given is the share wanted, to within a family."""
    rng, quota = np.random.default_rng(seed), Quota()
    given_, asked = 0, 0
    for _ in range(60):
        family = np.sort(rng.integers(0, 12, 20))
        _, family = np.unique(family, return_inverse=True)
        found = quota.families(rng, family, share)
        given_, asked = given_ + int(found.sum()), asked + len(family)
    assert abs(given_ - share * asked) <= 12


def test_evenly_is_even():
    found = evenly(np.random.default_rng(3), 1_000, 0.22)
    assert abs(found.sum() - 220) <= 2
    assert max(int(found[at : at + 50].sum()) for at in range(0, 1_000, 50)) <= 13
