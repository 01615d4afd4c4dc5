"""The page of a paper's claims, put together for one reader."""

from collections import Counter
from dataclasses import dataclass

from lineofsight.snapshot import Snapshot
from lineofsight_web.dashboard.downloads import Cell
from lineofsight_web.reports.claims import Judged, SnapshotEvidence, judge_text
from lineofsight_web.reports.claims.verdicts import ORDER
from lineofsight_web.ui import words

WORDS = {
    "contradicted": "Contradicted",
    "definition differs": "Another definition",
    "within chance": "Within chance",
    "not computable": "Cannot be computed",
    "supported": "Supported",
    None: "A plan",
}
COLOURS = {"contradicted": "red", "definition differs": "orange", "within chance": "yellow", "supported": "green"}
HEADERS = ("verdict", "claim", "sentence", "indicator", "why", "snapshot")
WITHOUT_NUMBERS = "You do not have access to figures of fewer than six children, which the reason may hold."


@dataclass(frozen=True)
class ClaimRow:
    """One claim as it is shown. `indicator` is '' where nothing measured is named."""

    verdict: str
    colour: str
    said: str
    sentence: str
    indicator: str
    why: str


@dataclass(frozen=True)
class ClaimsPage:
    """Everything on the page but its frame."""

    headline: str
    rows: tuple[ClaimRow, ...]


def claims_page(text: str, snapshot: Snapshot, *, sees_small_numbers: bool) -> ClaimsPage:
    """The claims of a paper against a snapshot, those first that must be looked at."""
    found = judge_text(text, SnapshotEvidence(snapshot))
    return ClaimsPage(_headline(found, snapshot), tuple(_row(one, sees_small_numbers) for one in found))


def claims_table(page: ClaimsPage, snapshot: Snapshot) -> list[list[Cell]]:
    """One row a claim, under HEADERS."""
    return [[row.verdict, row.said, row.sentence, row.indicator, row.why, snapshot.id] for row in page.rows]


def _row(one: Judged, sees_small_numbers: bool) -> ClaimRow:
    subject = one.claim.subject
    return ClaimRow(
        verdict=WORDS[one.verdict],
        colour=COLOURS.get(one.verdict or "", "grey"),
        said=one.claim.words,
        sentence=one.claim.text,
        indicator=subject.indicator if subject else "",
        why=one.why if sees_small_numbers or not one.figures else WITHOUT_NUMBERS,
    )


def _headline(found: list[Judged], snapshot: Snapshot) -> str:
    if not found:
        return "No number or comparison was found that the figures could bear or deny."
    n: Counter[str | None] = Counter(one.verdict for one in found)
    parts = [f"{n[verdict]} {_IN_A_SENTENCE[verdict]}" for verdict in ORDER if n[verdict]]
    return (
        f"{words.plural(len(found), 'claim')} held against the figures of {words.day(snapshot.as_of)}: "
        f"{', '.join(parts)}."
    )


_IN_A_SENTENCE = {
    "contradicted": "contradicted",
    "definition differs": "true by another definition",
    "within chance": "no more than chance",
    "not computable": "that cannot be computed",
    "supported": "supported",
    None: "still to come",
}
