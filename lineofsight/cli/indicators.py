"""`lineofsight indicators`: what is measured, how it is defined, what it is, and who is behind it."""

from dataclasses import asdict
from datetime import date, datetime
from textwrap import dedent
from typing import Annotated, Any

import typer

from lineofsight.cli.options import HomeOption, JsonOption, SnapshotOption, example
from lineofsight.cli.printing import print_json, print_rows, say
from lineofsight.errors import LineofsightError
from lineofsight.home import find_home
from lineofsight.measures.catalogue import INDICATORS, Indicator
from lineofsight.measures.catalogue.wording import sentence
from lineofsight.snapshot import Snapshot, open_snapshot

app = typer.Typer(no_args_is_help=True, help="List and explain indicators; their figures and the cases behind them.",
                  epilog=example("lineofsight indicators value LA01 --home home --by district"))  # fmt: skip

IdArgument = Annotated[str, typer.Argument(help="An indicator's id, such as LA01.")]
AtOption = Annotated[
    datetime | None,
    typer.Option("--at", formats=["%Y-%m-%d"], help="A month end. Default: the latest.", show_default=False),
]
MonthsOption = Annotated[int, typer.Option("--months", min=1, help="How many month ends, up to the latest.")]
ReleasedOption = Annotated[
    bool, typer.Option("--released", help="As they may leave the service: small numbers hidden.", show_default=False)
]
ByOption = Annotated[str, typer.Option("--by", help="all, or a breakdown such as district, team, age_band, sex.")]


@app.command("list", epilog=example("lineofsight indicators list --json"))
def list_command(as_json: JsonOption = False) -> None:
    """Every indicator: id, title, theme, unit, period and which way is better."""
    rows = [
        {"id": one.id, "title": one.title, "theme": one.theme, "unit": one.unit, "period": one.period,
         "better": one.better, "ambitions": ", ".join(str(number) for number in one.ambitions)}
        for one in INDICATORS.values()
    ]  # fmt: skip
    print_rows(rows, as_json=as_json, title="Indicators")


@app.command("show", epilog=example("lineofsight indicators show FD08"))
def show_command(indicator_id: IdArgument, as_json: JsonOption = False) -> None:
    """One indicator's definition: why it matters, the reading taken, its owner, its SQL."""
    indicator = _indicator(indicator_id)
    if as_json:
        print_json(asdict(indicator))
        return
    print_rows(_definition(indicator), as_json=False, title=f"{indicator.id} {indicator.title}")


@app.command("value", epilog=example("lineofsight indicators value FD08 --home home --months 12 --by team --json"))
def value_command(
    indicator_id: IdArgument, at: AtOption = None, months: MonthsOption = 1, by: ByOption = "all",
    released: ReleasedOption = False, snapshot: SnapshotOption = None, home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """Figures of one indicator: numerator, denominator, value, and a marker where there is no value.

    A percentage or a change is given as a proportion: 0.22 is 22%.
    """
    indicator, opened = _indicator(indicator_id), open_snapshot(find_home(home), snapshot)
    if by not in ("all", *indicator.breakdowns):
        raise LineofsightError(
            f"{indicator.id} is not given by {by}.\n  Next  use {', '.join(('all', *indicator.breakdowns))}"
        )
    wanted = _month_ends(opened, at.date() if at else None, months)
    figures_of = opened.released_figures if released else opened.figures
    figures = [figure for figure in figures_of(indicator.id, by=by) if figure.at in wanted]
    print_rows([asdict(figure) for figure in figures], as_json=as_json, title=f"{indicator.id} {indicator.title}")
    if not as_json and by == "all":
        until = [figure for figure in figures_of(indicator.id) if figure.at <= max(wanted)]
        say(sentence(indicator, until))


@app.command("cases", epilog=example("lineofsight indicators cases FD08 --home home --at 2024-04-30 --json"))
def cases_command(
    indicator_id: IdArgument, at: AtOption = None, snapshot: SnapshotOption = None, home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:  # fmt: skip
    """The cases that a figure adds up, each with the row of the extract it came from."""
    indicator, opened = _indicator(indicator_id), open_snapshot(find_home(home), snapshot)
    (day,) = _month_ends(opened, at.date() if at else None, 1)
    rows = [
        {"person_id": case.person_id, "in_numerator": case.in_numerator, "counted_on": case.counted_on,
         "source": case.source, "file": case.source_file, "row": case.source_row}
        for case in opened.cases(indicator.id, day)
    ]  # fmt: skip
    print_rows(rows, as_json=as_json, title=f"{indicator.id} {indicator.title}: {len(rows):,} cases")


def _indicator(indicator_id: str) -> Indicator:
    try:
        return INDICATORS[indicator_id.upper()]
    except KeyError:
        raise LineofsightError(
            f"There is no indicator {indicator_id}.\n  Next  lineofsight indicators list shows all {len(INDICATORS)}"
        ) from None


def _month_ends(snapshot: Snapshot, at: date | None, months: int) -> list[date]:
    """The month end asked for, or the latest ones."""
    held = snapshot.periods()
    if at is None:
        return held[-months:]
    if at not in held:
        raise LineofsightError(
            f"This snapshot has no figures at {at}.\n  Next  use a month end: the latest is {held[-1]}, the "
            f"earliest {held[0]}"
        )
    return held[max(0, held.index(at) + 1 - months) : held.index(at) + 1]


def _definition(indicator: Indicator) -> list[dict[str, Any]]:
    facts = {
        "of": indicator.of, "why": indicator.why, "unit": indicator.unit, "better": indicator.better,
        "period": indicator.period, "official definition": indicator.source, "our reading": indicator.reading,
        "published figure": indicator.benchmark or "none", "differs": indicator.differs,
        "given by": ", ".join(indicator.breakdowns), "owner": indicator.owner, "review by": str(indicator.review_by),
        "not held": indicator.lacking, "needs": "; ".join(" or ".join(group) for group in indicator.needs),
        "sql": dedent(indicator.change.sql if indicator.change else indicator.sql).strip(),
    }  # fmt: skip
    return [{"": name, "definition": text} for name, text in facts.items() if text]
