"""What people decided about two records, read as any other extract: the last word on whether they are one person."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from lineofsight.sources.findings import Finding

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"

Pair = tuple[int, int]
Place = Mapping[tuple[str, str], int]
"""Position of a record by its source and key."""


@dataclass(frozen=True)
class Decisions:
    """Decisions in force, as pairs of positions, the newest first."""

    same: tuple[Pair, ...] = ()
    different: frozenset[Pair] = frozenset()
    unsure: frozenset[Pair] = frozenset()
    findings: tuple[Finding, ...] = ()


def in_force(rows: pa.Table, place: Place) -> Decisions:
    """The decisions that no other replaces and whose two records are there.

    Two decisions on the same pair, of which neither names the other: the newer holds, and a finding says so.
    """
    listed = rows.to_pylist()
    replaced = {row["supersedes"] for row in listed if row["supersedes"]}
    standing = [row for row in listed if row["decision_id"] not in replaced]
    standing.sort(key=lambda row: (row["decided_at"], row["decision_id"]), reverse=True)
    newest: dict[Pair, str] = {}
    lost = contradicted = unclear = 0
    for row in standing:
        a = place.get((row["source_a"], row["source_key_a"]))
        b = place.get((row["source_b"], row["source_key_b"]))
        said = row["decision"].strip().casefold()
        if said not in (SAME, DIFFERENT, UNSURE):
            unclear += 1
        elif a is None or b is None or a == b:
            lost += 1
        else:
            pair = (min(a, b), max(a, b))
            contradicted += newest.setdefault(pair, said) != said
    return Decisions(
        same=tuple(pair for pair, said in newest.items() if said == SAME),
        different=frozenset(pair for pair, said in newest.items() if said == DIFFERENT),
        unsure=frozenset(pair for pair, said in newest.items() if said == UNSURE),
        findings=tuple(_findings(lost, contradicted, unclear)),
    )


def _findings(lost: int, contradicted: int, unclear: int) -> list[Finding]:
    found = []
    if unclear:
        found.append(_finding(
            "DECISION-UNREADABLE", unclear, "decisions say neither same, different nor unsure", "they are not applied",
            "correct them in the application and export them again",
        ))  # fmt: skip
    if lost:
        found.append(_finding(
            "DECISION-RECORD-MISSING", lost, "decisions name a record that no extract holds now",
            "they are kept and will apply again if the record returns", "nothing, unless a source is missing",
        ))  # fmt: skip
    if contradicted:
        found.append(_finding(
            "DECISION-CONTRADICTED", contradicted, "decisions are about a pair that a newer decision says otherwise of",
            "the newer one is applied", "let the older be replaced in the application, so that both agree",
        ))  # fmt: skip
    return found


def impossible(rows: int) -> Finding:
    """Decisions that cannot all hold: A is B, B is C, A is not C."""
    return _finding(
        "DECISION-IMPOSSIBLE", rows, "decisions 'same' would put together what another decision keeps apart",
        "they are kept apart, and these decisions are not applied", "look at the records again and change one decision",
    )  # fmt: skip


def _finding(code: str, rows: int, message: str, effect: str, following: str) -> Finding:
    return Finding(
        code=code, severity="warning", source="decisions_identity", rows=rows, message=f"{rows:,} {message}",
        effect=effect, next=following,
    )  # fmt: skip
