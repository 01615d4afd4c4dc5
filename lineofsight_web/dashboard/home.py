"""What the home page shows: what needs this person today, and where the board's measures stand."""

from dataclasses import dataclass
from urllib.parse import urlencode

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot
from lineofsight_web.dashboard.ambitions import AMBITIONS, PRIORITY_SET
from lineofsight_web.dashboard.figures import Reader, breakdown, series
from lineofsight_web.dashboard.indicator_page import figure_words
from lineofsight_web.dashboard.intervals import interval_words
from lineofsight_web.dashboard.measure_lines import MeasureLine, measure_line
from lineofsight_web.dashboard.months import newest_month
from lineofsight_web.dashboard.sentences import of_words
from lineofsight_web.ui import words


def priority_lines(snapshot: Snapshot, reader: Reader) -> list[MeasureLine]:
    """The board's priority measures that the catalogue holds, in the board's order."""
    return [measure_line(snapshot, INDICATORS[name], reader) for name in PRIORITY_SET if name in INDICATORS]


def lines_by_ambition(snapshot: Snapshot, reader: Reader) -> list[tuple[int, str, list[MeasureLine]]]:
    """Every measure under the first ambition it serves; those that serve none come last."""
    listed = []
    for number, title in [*AMBITIONS.items(), (0, "Other measures")]:
        held = [found for found in INDICATORS.values() if (found.ambitions or (0,))[0] == number]
        if held:
            listed.append((number, title, [measure_line(snapshot, indicator, reader) for indicator in held]))
    return listed


@dataclass(frozen=True)
class TeamLine:
    """One measure of one team beside the county's."""

    indicator: Indicator
    team: str
    of: str
    interval: str
    county: str
    cases_link: str


def team_lines(snapshot: Snapshot, team_id: str, reader: Reader) -> list[TeamLine]:
    """The priority percentages and counts that a team has cases in, at the newest month end."""
    newest = newest_month(snapshot)
    lines = []
    for indicator in (INDICATORS[name] for name in PRIORITY_SET if name in INDICATORS):
        mine = [row for row in breakdown(snapshot, indicator, "team", newest, reader) if row.group == team_id]
        if mine and mine[0].value is not None and indicator.is_of_children:
            lines.append(_team_line(indicator, mine[0], series(snapshot, indicator, reader).now))
    return lines


def _team_line(indicator: Indicator, mine: Figure, county: Figure | None) -> TeamLine:
    return TeamLine(
        indicator=indicator,
        team=figure_words(mine, indicator.unit),
        of=of_words(mine, indicator.unit),
        interval=interval_words(mine, indicator),
        county=figure_words(county, indicator.unit) if county and indicator.unit == words.PERCENT else "",
        cases_link=urlencode({"at": mine.at.isoformat(), "team": mine.group}),
    )
