"""`lineofsight build`: extracts in, a snapshot in force out."""

from datetime import datetime
from typing import Annotated

import typer

from lineofsight.cli.options import EngineOption, ExtractsOption, HomeOption, JsonOption, example
from lineofsight.cli.printing import print_json, print_rows, progress, say
from lineofsight.home import find_home

EXAMPLE = example("lineofsight build --home home --extracts ~/extracts/2024-05")

AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        help="Report at the month end on or before this day. Default: the last that the extracts reach.",
    ),
]
ThreadsOption = Annotated[int | None, typer.Option("--threads", min=1, help="Processor threads to use.")]


def command(
    home: HomeOption = None,
    extracts: ExtractsOption = None,
    as_of: AsOfOption = None,
    engine: EngineOption = "duckdb",
    threads: ThreadsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Build a snapshot from the extracts and put it in force.

    Everything is read, linked, derived and checked beside the snapshot in force, which is swapped in one step at the
    end. A build that is stopped, at any moment, changes nothing that is served.
    """
    from lineofsight.cli.authored import export_decisions
    from lineofsight.snapshot.build import BuildRequest, build

    where = find_home(home)
    folder = extracts.expanduser().resolve() if extracts else where.extracts
    decisions = export_decisions(where)
    request = BuildRequest(where, folder, as_of.date() if as_of else None, engine, threads, decisions)
    with progress("Building") as steps:
        result = build(request, progress=steps)
    manifest = result.manifest
    if as_json:
        print_json({"snapshot": result.snapshot, "made": result.made, "files": _files(manifest),
                    "stages": manifest["stages"], "reused": manifest["reused"]})  # fmt: skip
        return
    print_rows(_files(manifest), as_json=False, title="Files read")
    print_rows(manifest["stages"], as_json=False, title="Stages")
    if not result.made:
        say("The same extracts have been built before: nothing was done again.")
    same, new = len(manifest["reused"]["files_unchanged"]), manifest["reused"]["files_new"]
    say(f"{same} files are unchanged since the last snapshot, {new} are new or changed.")
    say(f"Snapshot {result.snapshot} is in force.")


def _files(manifest: dict) -> list[dict]:  # type: ignore[type-arg]  # the manifest is JSON
    return [
        {name: entry[name] for name in ("name", "source", "read", "kept", "set_aside")} for entry in manifest["files"]
    ]
