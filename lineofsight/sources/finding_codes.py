"""Every code that the reader gives, in one place. A code never changes its meaning and is never used again."""

from dataclasses import dataclass
from typing import Any

from lineofsight.sources.findings import Finding, Severity

_NOT_COUNTED = "these rows are in no child's journey and no figure"
_NOT_READ = "nothing in this file is in any journey or figure"
_CORRECTED = "ask the supplier for a corrected file; the next build reads it"


@dataclass(frozen=True)
class FindingCode:
    """What a code means for whoever reads it."""

    code: str
    severity: Severity
    meaning: str
    effect: str
    next: str


FINDING_CODES: tuple[FindingCode, ...] = (
    # The file
    FindingCode(
        "FILE-EMPTY", "error", "The file has no content at all, not even a header.",
        _NOT_READ, "ask the supplier to send the file again",
    ),
    FindingCode(
        "FILE-NOT-READ", "warning", "The file is not CSV, or cannot be opened.",
        _NOT_READ, "save it as CSV, or take it out of the folder if it is not an extract",
    ),
    FindingCode(
        "FILE-LINK", "warning", "A link was not followed: what it names may lie outside the extracts folder.",
        "what it names is not read through the link", "put the file itself in the folder",
    ),
    FindingCode(
        "FILE-HIDDEN", "information", "Files and folders whose name starts with a dot were passed over.",
        "none, unless one of them is an extract", "rename it if it is one",
    ),
    FindingCode(
        "FILE-REPEATED", "warning", "The file is the same, byte for byte, as one already read.",
        "its rows are counted once, from the first of the two", "remove one of the two",
    ),
    FindingCode(
        "ENCODING-WRONG", "error", "The bytes of the file are not text in an encoding that is read.",
        _NOT_READ, "save the file as UTF-8",
    ),
    FindingCode(
        "ENCODING-GUESSED", "warning", "The file is not UTF-8 and was read as Windows-1252, the usual other one.",
        "letters with accents may be wrong, and names then match less well", "ask the supplier to send UTF-8",
    ),
    # The header
    FindingCode(
        "HEADER-UNKNOWN", "warning", "No declared source has these columns.",
        _NOT_READ, "check that the first line holds the column names, and that the extract is one that is read",
    ),
    FindingCode(
        "HEADER-AMBIGUOUS", "error", "Two or more declared sources match the columns equally well.",
        _NOT_READ, "send every column of the layout, so that the file says what it is",
    ),
    FindingCode(
        "HEADER-REPEATED", "warning", "The same column is given twice; the first is read.",
        "what the second holds is not read", _CORRECTED,
    ),
    FindingCode(
        "COLUMN-MISSING", "error", "A declared column is not in the file. It is an error where a row is nothing "
        "without it: then no row of the file is kept. Otherwise it is a warning, and the column is read as blank.",
        _NOT_COUNTED, _CORRECTED,
    ),
    FindingCode(
        "COLUMN-UNKNOWN", "information", "The file has columns that are not declared.",
        "they are not read", "nothing, unless a figure needs one of them",
    ),
    # The row
    FindingCode(
        "ROW-WIDTH", "error", "A row has more or fewer cells than the header.", _NOT_COUNTED,
        "look for a comma or a line break inside a value that is not in quotes; " + _CORRECTED,
    ),
    FindingCode(
        "ROW-TRUNCATED", "error", "The last row stops before its end: the file was cut short.",
        "this row, and any after it that the supplier's system held, are in no journey and no figure",
        "ask the supplier to send the file again",
    ),
    FindingCode(
        "QUOTE-UNCLOSED", "error", "A quotation mark opens a value and nothing closes it before the file ends.",
        _NOT_COUNTED, _CORRECTED,
    ),
    FindingCode(
        "VALUE-MISSING", "error", "A row has no value where it says nothing without one, such as its key or its date.",
        _NOT_COUNTED, _CORRECTED,
    ),
    FindingCode("DATE-UNREADABLE", "error", "A value is not a date in the expected form.", _NOT_COUNTED, _CORRECTED),
    FindingCode("NUMBER-UNREADABLE", "error", "A value is not a number.", _NOT_COUNTED, _CORRECTED),
    FindingCode("FLAG-UNREADABLE", "error", "A value is neither yes nor no.", _NOT_COUNTED, _CORRECTED),
    FindingCode("JSON-UNREADABLE", "error", "A value is not JSON of the expected form.", _NOT_COUNTED, _CORRECTED),
    FindingCode(
        "KEY-REPEATED", "warning", "A row has the same key as an earlier row of the file; the first is kept.",
        "the later rows are in no journey and no figure", _CORRECTED,
    ),
    FindingCode(
        "ROW-SUPERSEDED", "information", "A later file, in the order of file names, has a row with the same key.",
        "the later file's row is used", "nothing",
    ),
    # The value
    FindingCode(
        "VALUE-BLANKED", "information", "A column that is known to hold other things too has a value that is not of "
        "its type. It is read as blank and the row is kept.",
        "the value is not known", "nothing",
    ),
    FindingCode(
        "CODE-UNKNOWN", "warning", "A value is not in the code list. The row is kept and so is the value, as it came.",
        "the rows count, but in no group that this code would put them in",
        "ask the supplier what the code means, or correct it at the source",
    ),
    FindingCode(
        "CONTROL-CHARACTERS", "information",
        "A text holds characters that cannot be printed; each is read as a space.",
        "none on figures", "nothing, or tell the supplier",
    ),
    # The agreement
    FindingCode(
        "AGREEMENT-ENDED", "error", "The sharing agreement that covers this source has ended, so it was not read.",
        _NOT_READ, "renew the agreement and record its new end in lineofsight.toml, or remove the file",
    ),
    FindingCode(
        "AGREEMENT-NOT-RECORDED", "warning", "No sharing agreement for this source is recorded. It was read.",
        "nobody can see from here on what basis it is held", "record the agreement in lineofsight.toml",
    ),
)  # fmt: skip

CODES: dict[str, FindingCode] = {code.code: code for code in FINDING_CODES}


def finding(code: str, message: str, **about: Any) -> Finding:
    """A finding with the severity, effect and next step of its code, unless they are given."""
    known = CODES[code]
    usual = {"severity": known.severity, "effect": known.effect, "next": known.next}
    return Finding(code=code, message=message, **(usual | about))
