"""Teams and districts compared, as two tables of a snapshot: measures.comparisons and measures.comparison_models.

The cases come from either engine; the rest is arithmetic on a few thousand rows, so it is the same on both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import pyarrow as pa

from lineofsight.engines import Engine
from lineofsight.measures.cases import UNKNOWN
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.comparison.case_mix import Expectations, expectations
from lineofsight.measures.comparison.questions import BY, Question, questions
from lineofsight.measures.comparison.rows import CASES
from lineofsight.measures.indicator import Indicator

COMPARISONS, MODELS = "measures.comparisons", "measures.comparison_models"
OUTSIDE = "outside"
"""The district of a child whose home is outside the county."""
_DIGITS = 9


@dataclass(frozen=True)
class ComparisonRow:
    """One team or district in one question. Ratios are observed over expected; the rest of the numbers, counts or P.

    From `lower` on all are null where `why_not` says why it is not comparable. `shows_above` and `shows_below` are
    shares: the true share that these numbers would have shown 8 times in 10; null where none could.
    """

    indicator: str
    by: str
    grp: str
    kind: str
    n_children: int
    observed: int
    expected: float
    n_effective: float
    lower: float | None
    upper: float | None
    outer_lower: float | None
    outer_upper: float | None
    p: float | None
    adjusted_p: float | None
    is_flagged: bool
    shows_above: float | None
    shows_below: float | None
    verdict: str
    why_not: str


@dataclass(frozen=True)
class ModelRow:
    """What one question allowed for, and what it found. `facts` are columns with a space between.

    `n_unplaced` are children with no known team or district: the model learnt from them, nobody is compared by them.
    `spread` is how many times more teams vary than luck and families explain; `allows_for_spread`, whether limits do.
    """

    indicator: str
    by: str
    n_children: int
    n_unplaced: int
    share: float
    facts: str
    is_adjusted: bool
    calibration: str
    design_effect: float
    n_groups: int
    n_compared: int
    n_flagged: int
    n_outside: int
    n_by_chance: float
    spread: float
    tau2: float
    allows_for_spread: bool


def put_comparisons(engine: Engine, indicators: Iterable[Indicator] = INDICATORS.values()) -> None:
    """Make both tables from measures.compared_cases. They are empty where nothing can be compared."""
    rows: list[ComparisonRow] = []
    models: list[ModelRow] = []
    for asked in questions(indicators):
        cases = _cases(engine, asked.indicator.id)
        for compared, model in _answers(asked, cases):
            rows += compared
            models.append(model)
    engine.put(COMPARISONS, _table(ComparisonRow, rows))
    engine.put(MODELS, _table(ModelRow, models))


def _cases(engine: Engine, indicator: str) -> dict[str, list[Any]]:
    """Columns, in an order that the engine has no part in."""
    found = engine.rows(f"SELECT * FROM {CASES} WHERE indicator = '{indicator}'")
    order = [(name, "ascending") for name in ("case_id", "month", "counted_on")]
    columns: dict[str, list[Any]] = found.sort_by(order).to_pydict()
    return columns


def _answers(asked: Question, cases: Mapping[str, list[Any]]) -> Iterator[tuple[list[ComparisonRow], ModelRow]]:
    if not cases["case_id"]:
        return
    outcomes = [float(inside) for inside in cases["in_numerator"]]
    facts = {fact: cases[fact] for fact in asked.facts}
    expected = expectations(outcomes, facts, cases["family"])
    for by in BY:
        if ("district" if by == "district" else "team") in asked.indicator.breakdowns:
            answer = _answer(asked, by, cases, outcomes, expected)
            if answer is not None:
                yield answer


def _answer(
    asked: Question, by: str, cases: Mapping[str, list[Any]], outcomes: Sequence[float], learnt: Expectations
) -> tuple[list[ComparisonRow], ModelRow] | None:
    """Teams beside those that do the same kind of work; districts beside each other."""
    from lineofsight.stats.casemix import within_kinds
    from lineofsight.stats.comparison import compare_shares

    placed = [at for at, group in enumerate(cases[by]) if group not in {None, UNKNOWN, OUTSIDE}]
    if not placed or (by == "team_then" and not _has_closed_teams(cases)):
        return None
    groups, seen = [cases[by][at] for at in placed], [outcomes[at] for at in placed]
    kinds = [cases[f"{by}_kind"][at] for at in placed] if by != "district" else ["district"] * len(placed)
    expected = within_kinds(seen, [learnt.chances[at] for at in placed], kinds)
    used = {fact: [cases[fact][at] for at in placed] for fact in learnt.facts}
    why_not = _not_comparable(groups, kinds, expected, used)
    found = compare_shares(
        groups, seen, expected, design_effect=learnt.design_effect, not_comparable=why_not, side=asked.side
    )
    kind_of = dict(zip(groups, kinds, strict=True))
    rows = [_row(asked.indicator.id, by, kind_of[team.name], team) for team in found.teams]
    model = ModelRow(
        indicator=asked.indicator.id,
        by=by,
        n_children=len(placed),
        n_unplaced=len(cases[by]) - len(placed) if by != "team_then" else 0,
        share=_rounded(sum(seen) / len(seen)),
        facts=" ".join(learnt.facts),
        is_adjusted=learnt.is_adjusted,
        calibration=learnt.words,
        design_effect=_rounded(found.design_effect),
        n_groups=len(rows),
        n_compared=found.n_compared,
        n_flagged=sum(row.is_flagged for row in rows),
        n_outside=found.n_outside,
        n_by_chance=_rounded(found.n_by_chance),
        spread=_rounded(found.spread.phi),
        tau2=_rounded(found.spread.tau2),
        allows_for_spread=found.spread.adjusts,
    )
    return rows, model


def _has_closed_teams(cases: Mapping[str, list[Any]]) -> bool:
    return any(then not in {None, now} for then, now in zip(cases["team_then"], cases["team"], strict=True))


def _not_comparable(
    groups: Sequence[str], kinds: Sequence[str], expected: Sequence[float], facts: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """By team: it is alone in its work, or too many of its children are like none that other teams had."""
    from lineofsight.stats.casemix import why_not_comparable

    found: dict[str, str] = {}
    for kind in sorted(set(kinds)):
        own = [at for at, each in enumerate(kinds) if each == kind]
        teams = [groups[at] for at in own]
        if len(set(teams)) == 1:
            found[teams[0]] = "not comparable: no other team does this kind of work"
        else:
            due = [expected[at] for at in own]
            of_kind = {fact: [values[at] for at in own] for fact, values in facts.items()}
            found |= why_not_comparable(teams, due, of_kind, fewest_expected=0)
    return found


def _row(indicator: str, by: str, kind: str, team: Any) -> ComparisonRow:
    inner, outer, power = team.inner, team.outer, team.power
    return ComparisonRow(
        indicator=indicator,
        by=by,
        grp=team.name,
        kind=kind,
        n_children=team.n_children,
        observed=team.observed,
        expected=_rounded(team.expected),
        n_effective=_rounded(team.n_effective),
        lower=_or_none(inner and inner.lower),
        upper=_or_none(inner and inner.upper),
        outer_lower=_or_none(outer and outer.lower),
        outer_upper=_or_none(outer and outer.upper),
        p=_or_none(team.p),
        adjusted_p=_or_none(team.adjusted_p),
        is_flagged=team.is_flagged,
        shows_above=_or_none(power and power.shows_above),
        shows_below=_or_none(power and power.shows_below),
        verdict=str(team.verdict or ""),
        why_not=team.why_not,
    )


def _rounded(value: float) -> float:
    """So that the last bits of an engine's or a machine's arithmetic do not make two snapshots differ."""
    return round(value, _DIGITS)


def _or_none(value: float | None) -> float | None:
    return None if value is None else _rounded(value)


_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), float | None: pa.float64()}


def schema_of(kind: type) -> pa.Schema:
    """The columns of a table whose rows are of this kind."""
    return pa.schema([(field.name, _ARROW[field.type]) for field in fields(kind)])  # type: ignore[index]  # real types


def _table(kind: type, rows: Sequence[Any]) -> pa.Table:
    return pa.Table.from_pylist([asdict(row) for row in rows], schema=schema_of(kind))
