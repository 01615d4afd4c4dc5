"""A truth file: who each record is really about, as the synthetic county or a clerical sample gives it."""

import csv
from pathlib import Path

from lineofsight.errors import LineofsightError
from lineofsight.identity.evaluate import Key

TRUTH_COLUMNS = ("source", "source_key", "true_id")


def read_truth(path: Path) -> dict[Key, str]:
    """The true id of each record. Errors: LineofsightError where the file is not there or lacks a column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            missing = [name for name in TRUTH_COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise LineofsightError(
                    f"{path.name} is not a truth file: it has no column {', '.join(missing)}.\n"
                    f"  Next  give a CSV file with the columns {', '.join(TRUTH_COLUMNS)}"
                )
            return {(row["source"], row["source_key"]): row["true_id"] for row in rows if row["true_id"]}
    except (FileNotFoundError, IsADirectoryError):
        raise LineofsightError(f"There is no truth file at {path}.") from None
    except UnicodeDecodeError:
        raise LineofsightError(f"{path.name} is not UTF-8 text.") from None
