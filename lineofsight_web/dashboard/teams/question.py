"""One question asked of every team or district, and the list of all that can be asked, for one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.comparison import FACTS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import ComparisonRow, ModelRow, Snapshot
from lineofsight.stats.clustered import share_limits
from lineofsight.stats.overdispersion import FEWEST_UNITS
from lineofsight.stats.power import Verdict
from lineofsight_web.dashboard.figures import Reader, breakdown
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.months import newest_month
from lineofsight_web.dashboard.teams.said import Said, difference_words, said, share_words
from lineofsight_web.ui import words
from lineofsight_web.ui.funnel_charts import Limit, Unit

NAMES = {"team": "team,teams", "team_then": "team,teams", "district": "district,districts"}
MOST_NAMED = 3
FEWEST_DRAWN = 3
_CURVE_POINTS = 40
_INNER, _OUTER = 0.95, 0.998


@dataclass(frozen=True)
class Asked:
    """One line in the list of questions."""

    indicator: Indicator
    compared: str
    verdict: str
    is_flagged: bool


@dataclass(frozen=True)
class Funnel:
    """Every compared group by its size, beside the limits for one of the usual mix of children."""

    units: tuple[Unit, ...]
    limits: tuple[Limit, ...]
    centre: float
    size_words: str


@dataclass(frozen=True)
class QuestionPage:
    """Everything on the page but its frame. Rows are in the order of names."""

    indicator: Indicator
    by: str
    sentence: str
    differences: tuple[str, ...]
    chance: str
    allowed_for: tuple[str, ...]
    rows: tuple[Said, ...]
    funnel: Funnel | None
    unplaced: str
    n_groups: int


def asked(snapshot: Snapshot, by: str, reader: Reader) -> list[tuple[str, list[Asked]]]:
    """Every question that this snapshot answers, by theme in the order of the catalogue."""
    answers = snapshot.all_comparisons(by)
    found: dict[str, list[Asked]] = {}
    for indicator in INDICATORS.values():
        if indicator.id in answers:
            away = hidden(snapshot, indicator, by, reader)
            rows = [row for row in answers[indicator.id] if row.grp not in away]
            found.setdefault(indicator.theme, []).append(_asked(indicator, by, rows))
    return list(found.items())


def question_page(snapshot: Snapshot, indicator: Indicator, by: str, reader: Reader) -> QuestionPage | None:
    """The answer to one question; None where the snapshot has none."""
    model = snapshot.comparison_models(by).get(indicator.id)
    if model is None:
        return None
    away = hidden(snapshot, indicator, by, reader)
    rows = sorted(snapshot.comparisons(indicator.id, by), key=lambda row: _name(snapshot, by, row))
    shown = [row for row in rows if row.grp not in away]
    flagged = [row for row in shown if row.is_flagged]
    return QuestionPage(
        indicator=indicator,
        by=by,
        sentence=_sentence(shown, by, indicator, snapshot.as_of),
        differences=tuple(difference_words(row, _name(snapshot, by, row), indicator) for row in flagged[:MOST_NAMED]),
        chance=chance_words(shown, by),
        allowed_for=_allowed_for(model, by, shown),
        rows=tuple(said(row, _name(snapshot, by, row), hide=row.grp in away) for row in rows),
        funnel=_funnel(snapshot, shown, model, by, indicator),
        unplaced=_unplaced(model, by) if reader.sees_small_numbers else "",
        n_groups=len(rows),
    )


def hidden(snapshot: Snapshot, indicator: Indicator, by: str, reader: Reader) -> frozenset[str]:
    """Groups whose numbers this reader may not see: those whose figure is hidden on the measure's own page.

    Teams are only for readers who see small numbers; the pages ask.
    """
    if reader.sees_small_numbers or by != "district":
        return frozenset()
    figures = breakdown(snapshot, indicator, by, newest_month(snapshot), reader)
    return frozenset(figure.group for figure in figures if figure.value is None)


def chance_words(rows: Iterable[ComparisonRow], by: str) -> str:
    """How many would look different by chance, and how many do before and after allowing for that."""
    compared = [row for row in rows if row.p is not None]
    n, outside, flagged = len(compared), sum((row.p or 0) < 1 - _INNER for row in compared), _n_flagged(compared)
    if not n:
        return ""
    many = words.plural(n, NAMES[by])
    expected = n * (1 - _INNER)
    about = f"about {max(1, round(expected))}" if expected >= 0.5 else "fewer than 1"
    enough = f"{flagged} {'has' if flagged == 1 else 'have'}" if flagged else "none has"
    return (
        f"Of {many} that were all alike, {about} would stand outside the 95% limits by chance alone; {outside} "
        f"{'does' if outside == 1 else 'do'}. Allowing for how many were looked at, {enough} enough evidence."
    )


def _asked(indicator: Indicator, by: str, rows: list[ComparisonRow]) -> Asked:
    compared = [row for row in rows if row.p is not None]
    flagged, too_few = _n_flagged(compared), sum(row.verdict == Verdict.TOO_FEW for row in compared)
    if not compared:
        verdict = "None can be compared"
    elif flagged:
        verdict = f"Evidence of difference: {flagged}"
    else:
        verdict = "Too few to tell" if too_few == len(compared) else "No evidence of difference"
    return Asked(indicator, f"{len(compared)} of {words.plural(len(rows), NAMES[by])}", verdict, bool(flagged))


def _n_flagged(rows: Iterable[ComparisonRow]) -> int:
    return sum(row.is_flagged for row in rows)


def _name(snapshot: Snapshot, by: str, row: ComparisonRow) -> str:
    return group_words(snapshot, "district" if by == "district" else "team", row.grp)


def _sentence(rows: list[ComparisonRow], by: str, indicator: Indicator, as_of: date) -> str:
    one, _, many = NAMES[by].partition(",")
    period = words.period(indicator.period, as_of)
    compared = [row for row in rows if row.p is not None]
    if not compared:
        return f"No {one} can be compared {period}: each has too few children, or children unlike any others."
    flagged = _n_flagged(compared)
    too_few = sum(row.verdict == Verdict.TOO_FEW for row in compared)
    if flagged:
        whose = "differs from what its" if flagged == 1 else "differ from what their"
        said_first = (
            f"{flagged} of {words.plural(len(compared), NAMES[by])} compared {whose} children would lead us to expect "
            f"{period}."
        )
    else:
        said_first = (
            f"There is no evidence that any of {words.plural(len(compared), NAMES[by])} differs from what its children "
            f"would lead us to expect {period}."
        )
    if not too_few:
        return said_first
    have = f"{too_few} {one if too_few == 1 else many} {'has' if too_few == 1 else 'have'}"
    return f"{said_first} {have} too few children to tell."


def _allowed_for(model: ModelRow, by: str, rows: list[ComparisonRow]) -> tuple[str, ...]:
    """What was allowed for, in sentences: facts, families, other differences."""
    many = NAMES[by].partition(",")[2]
    compared = sum(row.p is not None for row in rows)
    facts = ", ".join(FACTS[fact] for fact in model.facts.split())
    lines = [f"Allowed for: {facts}. {model.calibration}"] if model.is_adjusted else [_not_adjusted(model)]
    if model.design_effect > 1:
        lines.append(
            "Brothers and sisters often share a decision, so children count for less than as many unrelated ones: "
            f"{model.design_effect:.1f} of them as 1."
        )
    if model.allows_for_spread:
        lines.append(
            f"The {many} vary {model.spread:.1f} times as much as luck explains. Limits and verdicts take differences "
            "of that size as given, and speak of what is unusual even so."
        )
    elif compared < FEWEST_UNITS:
        lines.append(
            f"{words.plural(compared, NAMES[by])[:1].upper()}{words.plural(compared, NAMES[by])[1:]} are too few to "
            f"tell how much {many} differ by more than luck, so the limits are for luck alone."
        )
    else:
        lines.append(f"The {many} vary no more than luck explains, so the limits are for luck alone.")
    if by != "district":
        lines.append("Teams are compared with those that do the same kind of work.")
    return tuple(lines)


def _not_adjusted(model: ModelRow) -> str:
    return f"Each child is expected what all children had: {share_words(model.share)}. {model.calibration}"


def _unplaced(model: ModelRow, by: str) -> str:
    if not model.n_unplaced:
        return ""
    where = "home in the county" if by == "district" else "team"
    return f"{words.plural(model.n_unplaced, 'row,rows')} with no known {where} on the day counted are in no line."


def _funnel(
    snapshot: Snapshot, rows: list[ComparisonRow], model: ModelRow, by: str, indicator: Indicator
) -> Funnel | None:
    """Each group's share as it would be with the usual children: the county's, times observed over expected."""
    compared = [row for row in rows if row.p is not None]
    if len(compared) < FEWEST_DRAWN or not 0 < model.share < 1:
        return None
    units = tuple(
        Unit(
            _name(snapshot, by, row),
            row.n_children,
            min(1.0, model.share * row.observed / row.expected),
            row.is_flagged,
        )
        for row in compared
    )
    sizes = [row.n_children for row in compared]
    least, most = min(sizes) * 0.6, max(sizes) * 1.08
    at = [max(2.0, least * (most / least) ** (place / _CURVE_POINTS)) for place in range(_CURVE_POINTS + 1)]
    many = indicator.words.many
    return Funnel(
        units, tuple(_limit(size, model) for size in at), model.share, many[:1].upper() + many[1:] + " in the 12 months"
    )


def _limit(size: float, model: ModelRow) -> Limit:
    """As the verdicts have it: children of families count for less, and usual differences are taken as given."""
    alone = size / model.design_effect
    n = 0.25 / (0.25 / alone + model.tau2) if model.allows_for_spread else alone
    inner, outer = (share_limits(model.share, n, confidence=level) for level in (_INNER, _OUTER))
    return Limit(size, inner.lower, inner.upper, outer.lower, outer.upper)
