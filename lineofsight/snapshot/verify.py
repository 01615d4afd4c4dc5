"""What must hold of a snapshot before anyone is shown it."""

from pathlib import Path
from typing import Any

from lineofsight.engines.parquet_reader import ParquetReader
from lineofsight.errors import LineofsightError

_NONE_MAY_BE_LEFT = {
    "events of people that the snapshot does not hold": """
        SELECT COUNT(*) FROM journey.events AS e
        LEFT JOIN journey.people AS p ON p.person_id = e.person_id WHERE p.person_id IS NULL
    """,
    "cases of people that the snapshot does not hold": """
        SELECT COUNT(*) FROM measures.cases AS c
        LEFT JOIN journey.people AS p ON p.person_id = c.person_id
        WHERE c.person_id IS NOT NULL AND p.person_id IS NULL
    """,
    "spells that end on or before their start": """
        SELECT COUNT(*) FROM journey.spells WHERE end_date <= start_date
    """,
    "figures without a value and without a reason": """
        SELECT COUNT(*) FROM measures.figures WHERE value IS NULL AND marker = ''
    """,
    "figures of one to five people that are not hidden from those who may not see them": """
        SELECT COUNT(*)
        FROM measures.figures AS f
        JOIN measures.indicators AS i ON i.indicator = f.indicator
        LEFT JOIN measures.hidden AS h
            ON h.indicator = f.indicator AND h."at" = f."at" AND h."by" = f."by" AND h.grp = f.grp
        CROSS JOIN (SELECT MAX("at") AS newest FROM measures.periods) AS last
        WHERE h.indicator IS NULL AND f.marker <> 'before our data'
        AND (f."by" = 'all' OR f."at" IN (last.newest, LAST_DAY(last.newest - INTERVAL 12 MONTH))) AND (
            i.unit <> 'mean' AND f.numerator > 0 AND f.numerator < 6
            OR i.unit IN ('percent', 'change', 'mean') AND f.denominator > 0 AND f.denominator < 6
        )
    """,
    "comparisons without a verdict and without a reason": """
        SELECT COUNT(*) FROM measures.comparisons WHERE verdict = '' AND why_not = ''
    """,
}


def verify(folder: Path, manifest: dict[str, Any]) -> None:
    """Read a finished folder back and hold it against its manifest.

    Errors: LineofsightError lists everything that does not hold; the snapshot is then not put in force.
    """
    wrong = [
        f"{entry['name']}: {entry['read']} rows read, {entry['kept']} kept and {entry['set_aside']} set aside"
        for entry in manifest["files"]
        if entry["read"] != entry["kept"] + entry["set_aside"]
    ]
    reader = ParquetReader(folder, {path.stem: path for path in sorted((folder / "tables").glob("*.parquet"))})
    try:
        for entry in manifest["tables"]:
            found = reader.rows(f"SELECT COUNT(*) FROM {entry['name']}")[0][0]
            if found != entry["rows"]:
                wrong.append(f"{entry['name']}: {entry['rows']} rows written, {found} read back")
        for words, sql in _NONE_MAY_BE_LEFT.items():
            count = reader.rows(sql)[0][0]
            if count:
                wrong.append(f"{count} {words}")
    finally:
        reader.close()
    if wrong:
        listed = "".join(f"\n  - {line}" for line in wrong)
        raise LineofsightError(f"The new snapshot does not hold together and was not put in force:{listed}\n"
                               "  Next  this is a fault of Lineofsight: please report it with these lines")  # fmt: skip
