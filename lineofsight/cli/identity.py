"""`lineofsight identity`: who was linked with whom, how well, and what happened to person ids."""

import csv
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import typer

from lineofsight.cli.options import HomeOption, JsonOption, SnapshotOption, example
from lineofsight.cli.printing import print_json, print_rows, say
from lineofsight.home import find_home
from lineofsight.identity.evaluate import Key, Quality

app = typer.Typer(no_args_is_help=True, help="Export, evaluate and trace the links between agencies' records.",
                  epilog=example("lineofsight identity evaluate --truth truth.csv --home home"))  # fmt: skip

OutOption = Annotated[Path, typer.Option("--out", help="The CSV file to write: source, source_key, person_id.")]
TruthOption = Annotated[Path, typer.Option("--truth", help="A CSV file: source, source_key, true_id.")]
PersonOption = Annotated[str | None, typer.Option("--person", help="Only what happened to this person id.")]
CreatedOption = Annotated[bool, typer.Option("--created", help="Show people who are new, too: nearly all at first.")]


@app.command("export", epilog=example("lineofsight identity export --out links.csv --home home"))
def export_command(out: OutOption, home: HomeOption = None, snapshot: SnapshotOption = None) -> None:
    """Write which person each supplier's record belongs to. The file holds no name; keep it as you keep the keys."""
    rows = _read("person_keys", home, snapshot).sort_by([("source", "ascending"), ("source_key", "ascending")])
    descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("source", "source_key", "person_id"))
        writer.writerows(zip(*(rows[name].to_pylist() for name in ("source", "source_key", "person_id")), strict=True))
    say(f"{rows.num_rows:,} records written to {out}.")


@app.command("evaluate", epilog=example("lineofsight identity evaluate --truth truth.csv --home home"))
def evaluate_command(
    truth: TruthOption, home: HomeOption = None, snapshot: SnapshotOption = None, as_json: JsonOption = False
) -> None:
    """Compare links with known truth: pairs right and wrong, children mixed up with others, children split."""
    from lineofsight.identity.evaluate import quality, quality_by_sources
    from lineofsight.identity.truth import read_truth

    known = read_truth(truth)
    linked = _linked(_read("person_keys", home, snapshot))
    overall, by_sources = quality(linked, known), quality_by_sources(linked, known)
    pairs = [{"source_a": a, "source_b": b, **_pairs(found)} for (a, b), found in by_sources.items()]
    children = {
        "children_mixed_per_1000": round(overall.mixed_per_1000, 3),
        "children_split_per_1000": round(overall.split_per_1000, 3),
    }
    whole = {"records": overall.records, "children": overall.children, **_pairs(overall), **children}
    if as_json:
        print_json({**whole, "by_source": pairs})
        return
    print_rows([{"what": name.replace("_", " "), "value": value} for name, value in whole.items()],
               as_json=False, title="Links against truth")  # fmt: skip
    shown = ("source_a", "source_b", "true_pairs", "precision", "recall")
    print_rows([{name: row[name] for name in shown} for row in pairs], as_json=False, title="By source")


@app.command("ledger", epilog=example("lineofsight identity ledger --home home"))
def ledger_command(
    home: HomeOption = None, snapshot: SnapshotOption = None, person: PersonOption = None,
    created: CreatedOption = False, as_json: JsonOption = False,
) -> None:  # fmt: skip
    """What happened to person ids over all snapshots: joined, merged, split, moved, restored, retired."""
    events: list[dict[str, Any]] = _read("ledger_events", home, snapshot).to_pylist()
    shown = [
        event for event in events
        if (created or person or event["event"] != "created")
        and person in (None, event["person_id"], event["other_person_id"])
    ]  # fmt: skip
    print_rows(shown, as_json=as_json, title="Ledger of person ids", empty="Nothing has happened to any person id.")


def _read(table: str, home: Path | None, snapshot: str | None) -> pa.Table:
    from lineofsight.identity import vault
    from lineofsight.identity.stored import read_identity
    from lineofsight.snapshot.store import folder_of

    where = find_home(home)
    return read_identity(folder_of(where, snapshot), table, vault.read_key(where))


def _linked(rows: pa.Table) -> dict[Key, str]:
    columns = (rows[name].to_pylist() for name in ("source", "source_key", "person_id"))
    return {(source, source_key): person for source, source_key, person in zip(*columns, strict=True)}


def _pairs(found: Quality) -> dict[str, float]:
    counts = {name: value for name, value in asdict(found).items() if name.endswith("_pairs")}
    return counts | {name: round(getattr(found, name), 5) for name in ("precision", "recall", "f1")}
