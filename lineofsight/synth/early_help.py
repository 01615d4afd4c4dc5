"""Early help: after a case closes, before one opens, and for families who never come to social care."""

from dataclasses import dataclass

import numpy as np

from lineofsight.synth.casebook import TO_EARLY_HELP, Lives
from lineofsight.synth.days import OPEN, Days
from lineofsight.synth.draws import Ints, apart, chance, pick, pick_by, some_days, spread
from lineofsight.synth.setting import Setting

A_YEAR_PER_640_000 = 5_000
STEPPED_DOWN_PERCENT, BEFORE_REFERRAL_PERCENT = 62, 9
LENGTH = spread(p0=20, p25=80, p50=150, p75=250, p100=520)
ENDS = {"OUTCOMES_MET": 58, "DISENGAGED": 16, "NFA": 9, "MOVED": 4, "TRANSFER": 6, "STEP_UP": 7}
ORGANISATIONS = {"Local authority": 48, "School": 34, "Health visiting": 8, "Voluntary sector": 7, "Nursery": 3}
REASONS = {
    "Parenting": 30,
    "Behaviour": 22,
    "Domestic abuse": 14,
    "School attendance": 12,
    "Mental health": 14,
    "Housing": 8,
}


@dataclass(frozen=True)
class EarlyHelp:
    """One row per child and episode."""

    child: Ints
    start: Days
    end: Days
    ended: Ints
    organisation: Ints
    reason: Ints


def make_early_help(setting: Setting, lives: Lives) -> EarlyHelp:
    rng = setting.rng("early help")
    book = lives.book
    down = np.flatnonzero((book.reason == TO_EARLY_HELP) & (book.close < setting.end))
    down = down[chance(rng, len(down), STEPPED_DOWN_PERCENT / 100)]
    after = book.close[down] + spread(p0=0, p50=8, p100=28).draw(rng, len(down))
    up = np.flatnonzero(chance(rng, book.n, BEFORE_REFERRAL_PERCENT / 100) & ~lives.children.is_uasc[book.child])
    coming = _to_be_referred(rng, setting, lives, int(np.sum(book.ref[up] >= setting.warm_from)))
    of_up = np.concatenate([book.child[up], coming[0]])
    before = np.concatenate([book.ref[up], coming[1]]) - spread(p0=0, p50=6, p100=28).draw(rng, len(of_up))
    wanted = round(A_YEAR_PER_640_000 * setting.scale * len(setting.months) / 12) - len(down) - len(up)
    child, start = _others(rng, setting, lives, max(0, wanted))
    length = LENGTH.draw(rng, len(down) + len(of_up) + len(child))
    of = np.concatenate([book.child[down], of_up, child])
    began = np.concatenate([after, before - length[len(down) : len(down) + len(of_up)], start])
    end = began + length
    stepped_up = np.zeros(len(of), np.bool_)
    stepped_up[len(down) : len(down) + len(of_up)] = True
    return _tidied(rng, setting, lives, of, began, end, stepped_up)


def _to_be_referred(rng: np.random.Generator, setting: Setting, lives: Lives, until_now: int) -> tuple[Ints, Days]:
    """Children who will be referred after the history, as often as until now, and when.

    Their help is under way at its end: without them fewer and fewer children would seem to be helped.
    """
    longest = LENGTH.values[-1] + 28
    child, _ = _others(rng, setting, lives, round(until_now * longest / (setting.end - setting.warm_from)))
    return child, setting.end + (rng.random(len(child)) * longest).astype(np.int32)


def _others(rng: np.random.Generator, setting: Setting, lives: Lives, n: int) -> tuple[Ints, Days]:
    weights = np.where(lives.children.household < 0, 0, lives.homes.need[lives.children.household])
    child = pick(rng, weights, n)
    return child, some_days(rng, n, setting.warm_from, setting.end)


def _tidied(
    rng: np.random.Generator, setting: Setting, lives: Lives, child: Ints, start: Days, end: Days, up: np.ndarray
) -> EarlyHelp:
    """Only of children, and one episode at a time."""
    end = np.minimum(end, np.minimum(lives.adult_from, lives.gone_from)[child] - 1)
    order = np.lexsort((start, child))
    child, start, end, up = child[order], start[order], end[order], up[order]
    kept = (
        apart(child, start, end + 5)
        & (start < setting.end)
        & (end > start + 5)
        & (lives.children.birth[child] < start + 60)
    )
    child, start, end, up = child[kept], start[kept], end[kept], up[kept]
    n = len(child)
    ended = np.where(up, list(ENDS).index("STEP_UP"), pick_by(rng, ENDS, n))
    end = np.where(end < setting.end, end, OPEN)
    return EarlyHelp(
        child.astype(np.int32), start.astype(np.int32), end.astype(np.int32), ended.astype(np.int32),
        pick_by(rng, ORGANISATIONS, n), pick_by(rng, REASONS, n),
    )  # fmt: skip
