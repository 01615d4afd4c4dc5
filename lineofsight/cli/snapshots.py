"""`lineofsight snapshots`: the results of builds: list, show, compare, put in force, prune."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lineofsight.cli.options import HomeOption, JsonOption, example
from lineofsight.cli.printing import print_json, print_rows, say
from lineofsight.errors import LineofsightError
from lineofsight.home import find_home

if TYPE_CHECKING:
    from lineofsight.snapshot import CaseDifference, Comparison, Snapshot

app = typer.Typer(no_args_is_help=True, help="List, show, compare, activate and prune snapshots.",
                  epilog=example("lineofsight snapshots list --home home"))  # fmt: skip

IdArgument = Annotated[str, typer.Argument(help="A snapshot id, as `snapshots list` prints it.")]
OptionalIdArgument = Annotated[str | None, typer.Argument(help="A snapshot id. Default: the one in force.")]
OlderArgument = Annotated[str, typer.Argument(help="The older snapshot's id, as `snapshots list` prints it.")]
NewerArgument = Annotated[str, typer.Argument(help="The newer snapshot's id.")]
IndicatorOption = Annotated[
    str | None, typer.Option("--indicator", help="Give the cases of one indicator, such as FD07.", show_default=False)
]
AtOption = Annotated[
    datetime | None,
    typer.Option(
        "--at", formats=["%Y-%m-%d"], help="The month end to compare. Default: the older one's last.",
        show_default=False,
    ),
]  # fmt: skip
KeepOption = Annotated[int, typer.Option("--keep", min=1, help="How many of the newest to keep.")]


@app.command("list", epilog=example("lineofsight snapshots list --home home --json"))
def list_command(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Every snapshot, newest first, and which one is in force."""
    from lineofsight.snapshot import list_snapshots

    rows = [asdict(entry) for entry in list_snapshots(find_home(home))]
    print_rows(rows, as_json=as_json, title="Snapshots", empty="There is no snapshot yet: lineofsight build")


@app.command("show", epilog=example("lineofsight snapshots show --home home"))
def show_command(snapshot: OptionalIdArgument = None, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What one snapshot was made from: files, rows kept and set aside, findings, stages."""
    from lineofsight.snapshot import open_snapshot

    manifest = open_snapshot(find_home(home), snapshot).manifest
    if as_json:
        print_json(manifest)
        return
    say(f"{manifest['id']}, at {manifest['as_of']}, made {manifest['made_at']}, version {manifest['code_version']}")
    print_rows(manifest["files"], as_json=False, title="Files")
    counts = [{"code": finding["code"], "severity": finding["severity"], "file": finding["file"] or "",
               "rows": finding["rows"]} for finding in manifest["findings"]]  # fmt: skip
    print_rows(counts, as_json=False, title="Findings", empty="No findings.")
    print_rows(manifest["stages"], as_json=False, title="Stages")


@app.command(
    "compare",
    epilog=example("lineofsight snapshots compare 2024-03-31-1a2b3c4d5e 2024-04-30-5e4d3c2b1a --indicator FD07"),
)
def compare_command(
    older: OlderArgument, newer: NewerArgument, indicator: IndicatorOption = None, at: AtOption = None,
    home: HomeOption = None, as_json: JsonOption = False,
) -> None:  # fmt: skip
    """What figures were then and are now, and why: recorded late, now gone, changed, links of persons, code.

    Each difference is explained case by case, and the categories add up to it. What moved from the older snapshot's
    last month end to the newer one's is parted into what was recorded late and what is new.
    """
    from lineofsight.snapshot import open_snapshot

    where = find_home(home)
    then, now, day = open_snapshot(where, older), open_snapshot(where, newer), at.date() if at else None
    if indicator is None:
        _print_all(then, now, day, as_json)
    else:
        _print_cases(then, now, indicator.upper(), day, as_json)


def _print_all(then: "Snapshot", now: "Snapshot", at: date | None, as_json: bool) -> None:
    from lineofsight.snapshot import compare_all, late_recording

    compared, moved = compare_all(then, now, at), late_recording(then, now)
    if as_json:
        told = [
            {**_told(one), "movement": moved[one.indicator].movement, "late": moved[one.indicator].late,
             "new": moved[one.indicator].new}
            for one in compared
        ]  # fmt: skip
        print_json({"older": then.id, "newer": now.id, "indicators": told})
        return
    rows = _rows([one for one in compared if not one.is_same])
    title = f"Figures of {compared[0].at:%-d %B %Y}, then and now" if compared else ""
    print_rows(rows, as_json=False, title=title, empty="No figure differs, nor any case behind one.")
    movements = [
        {"id": one.indicator, "moved by": one.movement_numerator, "late": one.late_numerator, "new": one.new_numerator}
        for one in moved.values()
        if one.late_numerator
    ]
    between = f"Moved by {now.as_of:%-d %B %Y}"
    print_rows(movements, as_json=False, title=between, empty="Nothing that moved is late recording.")


def _print_cases(then: "Snapshot", now: "Snapshot", indicator: str, at: date | None, as_json: bool) -> None:
    from lineofsight.measures.catalogue import INDICATORS
    from lineofsight.snapshot import compare_indicator

    if indicator not in INDICATORS:
        raise LineofsightError(f"There is no indicator {indicator}.\n  Next  lineofsight indicators list")
    compared, found = compare_indicator(then, now, indicator, at)
    cases = _case_rows(found)
    if as_json:
        print_json({"older": then.id, "newer": now.id, **_told(compared), "cases": cases})
        return
    print_rows(_rows([compared]), as_json=False, title=f"{indicator} {INDICATORS[indicator].title}")
    shown = ("person_id", "case_id", "category", "source", "file", "row")
    print_rows([{name: case[name] for name in shown} for case in cases], as_json=False, title="Cases",
               empty="No case is counted otherwise than it was.")  # fmt: skip


def _told(one: "Comparison") -> dict[str, Any]:
    return {
        "indicator": one.indicator, "at": one.at,
        "then": asdict(one.then) if one.then else None, "now": asdict(one.now) if one.now else None,
        "numerator": one.numerator, "denominator": one.denominator, "value": one.value,
        "categories": [asdict(total) for total in one.totals],
    }  # fmt: skip


_HEADINGS = {
    "recorded late": "late", "now gone": "gone", "changed": "changed", "person links changed": "links",
    "definition or code changed": "code", "new month": "new month",
}  # fmt: skip
"""A category in a narrow column."""


def _rows(compared: Sequence["Comparison"]) -> list[dict[str, Any]]:
    """Numerators, as an analyst counts them, and how many cases are in each category that occurs."""
    occurring = {total.category.value for one in compared for total in one.totals}
    rows = []
    for one in compared:
        n_cases = {total.category.value: total.n_cases for total in one.totals}
        numerators = {"then": one.then.numerator if one.then else None, "now": one.now.numerator if one.now else None}
        counts = {heading: n_cases.get(name, 0) for name, heading in _HEADINGS.items() if name in occurring}
        rows.append({"id": one.indicator, **numerators, "moved by": one.numerator, **counts})
    return rows


def _case_rows(found: Sequence["CaseDifference"]) -> list[dict[str, Any]]:
    return [
        {"person_id": one.case.person_id, "case_id": one.case.case_id, "category": one.category.value, "why": one.why,
         "numerator": one.numerator, "denominator": one.denominator, "source": one.case.source,
         "file": one.case.source_file, "row": one.case.source_row}
        for one in found
    ]  # fmt: skip


@app.command("activate", epilog=example("lineofsight snapshots activate 2024-04-30-1a2b3c4d5e --home home"))
def activate_command(snapshot: IdArgument, home: HomeOption = None) -> None:
    """Put an older snapshot in force; servers show it from their next page on."""
    from lineofsight.snapshot import activate

    activate(find_home(home), snapshot)
    say(f"Snapshot {snapshot} is in force.")


@app.command("prune", epilog=example("lineofsight snapshots prune --keep 24 --home home"))
def prune_command(keep: KeepOption, home: HomeOption = None) -> None:
    """Delete all but the newest snapshots. The one in force always stays."""
    from lineofsight.snapshot import prune

    gone = prune(find_home(home), keep)
    say(f"Deleted {len(gone)} snapshots." if gone else "There was nothing to delete.")
