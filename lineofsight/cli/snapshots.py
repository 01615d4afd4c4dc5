"""`lineofsight snapshots`: the results of builds: list, show, put in force, prune."""

from dataclasses import asdict
from typing import Annotated

import typer

from lineofsight.cli.options import HomeOption, JsonOption, example
from lineofsight.cli.printing import print_json, print_rows, say
from lineofsight.home import find_home

app = typer.Typer(no_args_is_help=True, help="List, show, activate and prune snapshots.",
                  epilog=example("lineofsight snapshots list --home home"))  # fmt: skip

IdArgument = Annotated[str, typer.Argument(help="A snapshot id, as `snapshots list` prints it.")]
OptionalIdArgument = Annotated[str | None, typer.Argument(help="A snapshot id. Default: the one in force.")]
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
