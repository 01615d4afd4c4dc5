"""One team or district: is it out of line, and could its numbers tell?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import ComparisonRow, Snapshot, Team
from lineofsight.stats.multiplicity import FALSE_DISCOVERY_RATE
from lineofsight.stats.power import Verdict
from lineofsight_web.dashboard.teams.said import Said, said
from lineofsight_web.ui import words


@dataclass(frozen=True)
class Line:
    """One question, and what is said of the team in it."""

    indicator: Indicator
    said: Said


@dataclass(frozen=True)
class TeamPage:
    """Everything on the page but its frame. `before` are closed teams whose work it took over.

    `others` are the questions in which it is not comparable.
    """

    team: Team
    by: str
    sentence: str
    chance: str
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    before: tuple[Team, ...]
    after: Team | None


def team_page(snapshot: Snapshot, team: Team) -> TeamPage:
    """A team as it is now; a closed one as it was."""
    by = "team_then" if team.closed_on is not None else "team"
    rows = {row.indicator: row for row in snapshot.comparisons_of(team.team_id, by)}
    asked = [(indicator, rows[indicator.id]) for indicator in INDICATORS.values() if indicator.id in rows]
    lines = [Line(indicator, said(row, indicator.title)) for indicator, row in asked]
    return TeamPage(
        team=team,
        by=by,
        sentence=sentence([row for _, row in asked]),
        chance=_chance(snapshot, [row for _, row in asked]),
        lines=tuple(line for line in lines if line.said.is_compared),
        others=tuple(line for line in lines if not line.said.is_compared),
        before=predecessors(snapshot, team.team_id),
        after=snapshot.teams().get(team.successor_team_id or ""),
    )


def predecessors(snapshot: Snapshot, team_id: str) -> tuple[Team, ...]:
    """The closed teams whose work a team does now, by name."""
    return tuple(team for team in snapshot.teams().values() if team.closed_on and team.successor_team_id == team_id)


def restructured_on(snapshot: Snapshot) -> date | None:
    """The last day on which teams closed and others took over."""
    return max((team.closed_on for team in snapshot.teams().values() if team.closed_on and team.successor_team_id),
               default=None)  # fmt: skip


def sentence(rows: list[ComparisonRow]) -> str:
    """'On 1 of 20 questions there is evidence …'"""
    counted = Counter(row.verdict for row in rows)
    if not rows:
        return "None of the questions asked of teams has children of this one in the last 12 months."
    evidence, none, few = (counted[verdict] for verdict in (Verdict.EVIDENCE, Verdict.NO_EVIDENCE, Verdict.TOO_FEW))
    more = [
        f"on {none} there is no evidence of difference" if none else "",
        f"on {few} its numbers are too few to tell" if few else "",
        f"on {counted['']} it is not comparable" if counted[""] else "",
    ]
    there_is = f"{evidence} of {words.plural(len(rows), 'question')} there is"
    if not evidence:
        there_is = "its one question there is no" if len(rows) == 1 else f"none of {len(rows)} questions is there"
    first = f"On {there_is} evidence that it differs from what its children would lead us to expect"
    return "; ".join([first, *(part for part in more if part)]) + "."


def _chance(snapshot: Snapshot, rows: list[ComparisonRow]) -> str:
    """With no true difference a question flags any of its teams one time in ten: so many, over all, for one team."""
    models = snapshot.comparison_models(rows[0].by) if rows else {}
    expected = sum(FALSE_DISCOVERY_RATE / models[row.indicator].n_compared for row in rows if row.p is not None)
    if not expected:
        return ""
    about = f"about {expected:.1f}" if expected >= 0.1 else "fewer than 0.1"
    return (
        f"If no team truly differed, a team would be shown as different on {about} of these questions by chance alone."
    )
