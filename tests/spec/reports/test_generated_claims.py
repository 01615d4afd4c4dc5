"""Five hundred sentences written from known figures: true, false, no more than chance, or by another definition.

The truth of each is settled when it is written, by plain arithmetic on the figures and not by the checker.
"""

import random
from collections import Counter
from datetime import date

import pytest

from lineofsight_web.reports.claims.claim import Verdict
from lineofsight_web.reports.claims.evidence import Point
from lineofsight_web.reports.claims.reading import claims_of
from lineofsight_web.reports.claims.verdicts import judge

title = "Generated claims"

N = 500
APRIL = date(2024, 4, 30)
MONTHS = 40
NUMBERS = {
    "LA01": ("children in care", "our children in care numbers", "looked after children"),
    "CP06": ("child protection plans", "CP plans", "children subject to a child protection plan"),
    "FD07": ("referrals", "referral numbers"),
    "CP01": ("section 47 enquiries", "s47 enquiries"),
}
SHARES = {
    "FD08": ("re-referrals", "the re-referral rate"),
    "WF01": ("social worker turnover", "the turnover rate for social workers"),
    "WF02": ("the vacancy rate",),
    "CP09": ("repeat plans", "repeat child protection plans"),
}
FELL = (
    "{what} fell by {size} in the last {n} months.",
    "We have seen a reduction in {what} (down {size} in the last {n} months).",
    "{what} are down {size} over the past {n} months, which is welcome.",
)
ROSE = (
    "{what} rose by {size} in the last {n} months.",
    "There has been growth in {what} (up {size} in the last {n} months).",
    "{what} have increased by {size} during the last {n} months.",
)


def month_end(back: int) -> date:
    year, month = divmod(APRIL.year * 12 + APRIL.month - back, 12)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


class World:
    """The figures of one measure by month end, oldest first, and what chance would make of any change."""

    as_of = APRIL

    def __init__(self, draw: random.Random) -> None:
        self.is_number = draw.random() < 0.5
        self.indicator = draw.choice(sorted(NUMBERS if self.is_number else SHARES))
        self.what = draw.choice((NUMBERS if self.is_number else SHARES)[self.indicator])
        self.p = draw.choice((0.001, 0.01, 0.3, 0.6))
        level, self.values = draw.uniform(200, 900) if self.is_number else draw.uniform(0.08, 0.4), []
        for _ in range(MONTHS):
            level *= draw.uniform(0.93, 1.07)
            self.values.append(float(round(level)) if self.is_number else min(level, 0.9))
        self.people = [draw.uniform(90_000, 150_000) for _ in range(MONTHS)]

    def measured(self, back: int) -> float:
        return self.values[-1 - back]

    def rate(self, back: int) -> float:
        return 10_000 * self.values[-1 - back] / self.people[-1 - back]

    def series(self, indicator: str) -> list[Point]:
        if indicator != self.indicator:
            return []
        return [
            Point(indicator, month_end(back), self.rate(back), self.measured(back))
            if self.is_number
            else Point(indicator, month_end(back), self.measured(back), 1000 * self.measured(back), 1000.0)
            for back in reversed(range(MONTHS))
        ]

    def starts_by_age(self, indicator: str, after: date, until: date) -> dict[str, int]:
        return {}

    def england(self, indicator: str) -> list[Point]:
        return []

    def chance(self, then: Point, now: Point) -> float | None:
        return self.p


def written(draw: random.Random, world: World) -> tuple[str, str]:
    """A sentence and its true verdict."""
    kind = draw.choice((changed, changed, at_a_value, bounded, extreme))
    sentence, truth = kind(draw, world)
    return sentence[:1].upper() + sentence[1:], truth


def changed(draw: random.Random, world: World) -> tuple[str, str]:
    n = draw.choice((3, 6, 12))
    is_of_the_rate = world.is_number and draw.random() < 0.3
    now, then = (world.rate(0), world.rate(n)) if is_of_the_rate else (world.measured(0), world.measured(n))
    percent = 100 * (now / then - 1)
    said = round(abs(percent), draw.choice((0, 1)))
    is_false = draw.random() < 0.4 or said == 0
    if is_false:  # far from the change, from the change in points and from the change of the rate
        said = round(abs(percent) + draw.choice((7, 12, 20)))
    is_up = percent > 0
    if is_false and draw.random() < 0.5:
        is_up = not is_up
    text = f"{said:.1f}" if said != int(said) else f"{said:.0f}"
    sentence = draw.choice(ROSE if is_up else FELL).format(what=world.what, size=f"{text}%", n=n)
    return sentence, _truth_of_change(world, n, is_up, float(text), "." in text)


def _truth_of_change(world: World, n: int, is_up: bool, said: float, is_to_a_tenth: bool) -> str:
    leeway = 0.05 if is_to_a_tenth else 0.5

    def holds(now: float, then: float, *, points: bool) -> bool:
        moves = [abs(now / then - 1) * 100] + ([abs(now - then) * 100] if points else [])
        return (now > then) == is_up and now != then and any(abs(move - said) <= leeway + 1e-9 for move in moves)

    outcome = "supported" if world.p < 0.05 else "within chance"
    if holds(world.measured(0), world.measured(n), points=not world.is_number):
        return outcome
    other = (world.rate(0), world.rate(n)) if world.is_number else (1000 * world.measured(0), 1000 * world.measured(n))
    return "definition differs" if holds(*other, points=False) else "contradicted"


def at_a_value(draw: random.Random, world: World) -> tuple[str, str]:
    back = draw.choice((0, 0, 1, 2))
    true = world.measured(back) * (1 if world.is_number else 100)
    said = round(true) + draw.choice((0, 0, 0, 4, -4, 9))
    unit, month = "" if world.is_number else "%", f"{month_end(back):%B}"
    verb = draw.choice(("stood at", "were at", "dropped to", "rose to", "reached"))
    truth = "supported" if abs(true - said) <= 0.5 + 1e-9 else "contradicted"
    if truth == "contradicted" and world.is_number and abs(world.rate(back) - said) <= 0.5:
        truth = "definition differs"
    return f"{world.what} {verb} {said}{unit} in {month}.", truth


def bounded(draw: random.Random, world: World) -> tuple[str, str]:
    if world.is_number:
        return at_a_value(draw, world)
    said, is_below = round(100 * world.measured(0)) + draw.choice((-5, -2, 2, 5)), draw.random() < 0.5
    holds = (100 * world.measured(0) < said) == is_below
    word = draw.choice(("below", "under", "less than")) if is_below else draw.choice(("above", "over", "more than"))
    return f"{world.what} remains {word} {said}%.", "supported" if holds else "contradicted"


def extreme(draw: random.Random, world: World) -> tuple[str, str]:
    years, is_lowest = draw.choice((1, 2, 3, 4)), draw.random() < 0.5
    window = [world.measured(back) for back in range(1, min(12 * years, MONTHS - 1) + 1)]
    now = world.measured(0)
    if draw.random() < 0.5:
        beyond = min(window) * 0.9 if is_lowest else max(window) * 1.1
        world.values[-1] = now = float(round(beyond)) if world.is_number else beyond
    holds = all(now <= one if is_lowest else now >= one for one in window)
    truth = "contradicted" if not holds else "supported" if 12 * years <= MONTHS - 1 else "not computable"
    if truth == "contradicted" and world.is_number:
        rates = [world.rate(back) for back in range(1, len(window) + 1)]
        if (
            all(world.rate(0) <= one if is_lowest else world.rate(0) >= one for one in rates)
            and 12 * years <= MONTHS - 1
        ):
            truth = "definition differs"
    word = "lowest" if is_lowest else "highest"
    number = ("one year", "two years", "three years", "four years")[years - 1]
    return f"{world.what} are the {word} in {number}.", truth


@pytest.fixture(scope="module")
def judged() -> list[tuple[str, str, list[Verdict | None]]]:
    """Sentence, truth, and the verdicts on the claims found in it."""
    found = []
    for seed in range(N):
        draw = random.Random(seed)  # noqa: S311  sentences, no secrets
        world = World(draw)
        sentence, truth = written(draw, world)
        verdicts = [judge(claim, world).verdict for claim in claims_of(sentence)]
        found.append((sentence, truth, verdicts))
    return found


def test_every_truth_is_among_them(judged):
    counts = Counter(truth for _, truth, _ in judged)
    assert set(counts) == {"supported", "within chance", "contradicted", "definition differs", "not computable"}
    assert min(counts["supported"], counts["contradicted"], counts["within chance"]) > 40


def test_nothing_false_is_called_supported(judged):
    assert [one for one in judged if one[1] != "supported" and "supported" in one[2]] == []


def test_at_least_97_of_100_verdicts_are_right(judged):
    wrong = [one for one in judged if one[2] != [one[1]]]
    assert len(wrong) <= 0.03 * N, wrong[:10]
