"""Writes the reference pages of sources and findings from their declarations."""

from collections.abc import Iterator, Sequence

from lineofsight.sources import SOURCES
from lineofsight.sources.declaration import Column, Source
from lineofsight.sources.finding_codes import FINDING_CODES, FindingCode
from lineofsight.standards.columns import Code, Date, DateTime, JsonFlags

_FAMILIES = {
    "ssd": "Standard Safeguarding Dataset",
    "ssda903": "SSDA903, the annual return on children looked after",
    "school_census": "School census",
    "police": "Police",
    "workforce": "Workforce",
    "decisions": "Decisions made in Lineofsight",
    "reference": "Reference",
}

_SOURCES_HEAD = """\
<!-- Written by `lineofsight docs` from lineofsight/sources. Change the declarations, not this page. -->
# Sources

Every extract that Lineofsight reads. Put the files in the extracts folder, in any sub-folder and under any name: a file
is recognised by its header. Case, spaces and order of columns do not matter. Files are CSV: comma, semicolon or tab;
UTF-8, or UTF-16 with its mark.

A row is kept, or set aside with its file, line, column and [reason](findings.md). "Required" columns may not be blank
in a row. A statutory return asks "mandatory" ones of every row: a row without one is kept, and counts as incomplete. A
file may lack an "optional" column without a word; another that is missing is read as blank, with a finding.

Where several files of one source are there, "latest" keeps for each key the row of the last file in the order of names;
"all" keeps every row, for returns whose years complete one another.
"""

_FINDINGS_HEAD = """\
<!-- Written by `lineofsight docs` from the finding codes. Change the declarations, not this page. -->
# Findings

What `lineofsight check` and `lineofsight build` may say of extracts. A code never changes its meaning. A finding counts
rows and points to them; it never shows a value from a record. For every file, rows read = rows kept + rows set aside.
"""


def sources_page() -> str:
    """The page of every source and column."""
    parts = [_SOURCES_HEAD]
    for family, title in _FAMILIES.items():
        mine = [source for source in SOURCES if source.family == family]
        parts += [f"\n## {title}\n", *(_source(source) for source in mine)]
    return "".join(parts)


def findings_page(*others: tuple[str, Sequence[FindingCode]]) -> str:
    """The page of every finding code: the reader's, then those of later stages, each with its heading."""
    groups = [("Reading a file", FINDING_CODES), *others]
    return _FINDINGS_HEAD + "".join(f"\n## {heading}\n\n{_codes(codes)}" for heading, codes in groups)


def _source(source: Source) -> str:
    facts = {
        "Supplier": source.supplier,
        "One row": source.grain.removeprefix("one row "),
        "Key": ", ".join(f"`{source.by_name[name].header}`" for name in source.key),
        "Agreement": f"`{source.agreement}`",
        "Several files": source.files,
        "People": "introduces them" if source.names else f"those of `{source.persons_of}`" if source.persons_of else "",
    }
    lines = [f"- {name}: {text}" for name, text in facts.items() if text]
    return "\n".join(["", f"### {source.title}", "", f"`{source.name}`", "", *lines, "", *_columns(source), ""])


def _columns(source: Source) -> Iterator[str]:
    yield "| Column | Header | Holds | | Personal | Meaning |"
    yield "|---|---|---|---|---|---|"
    for column in source.columns:
        headers = " or ".join(f"`{header}`" for header in column.headers)
        cells = [f"`{column.name}`", headers, _holds(column), _need(column), column.personal, _meaning(column)]
        yield f"| {' | '.join(_cell(text) for text in cells)} |"


def _holds(column: Column) -> str:
    kind = column.type
    if isinstance(kind, Date | DateTime):
        return kind.expected
    if isinstance(kind, Code):
        return "a code: " + " or ".join(f"`{name}`" for name in kind.sets)
    if isinstance(kind, JsonFlags):
        return f"JSON of codes: `{kind.set}`"
    return kind.expected


def _need(column: Column) -> str:
    kinds = {"required": column.required, "mandatory": column.mandatory, "optional": column.optional}
    return next((kind for kind, is_so in kinds.items() if is_so), "")


def _meaning(column: Column) -> str:
    blank = "" if column.blank_means == "not recorded" else f"Blank: {column.blank_means}."
    about = f"{column.description.rstrip('.')}." if column.description else ""
    return " ".join(part for part in (about, blank) if part)


def _codes(codes: Sequence[FindingCode]) -> str:
    rows = ["| Code | Severity | Meaning | Effect | What to do |", "|---|---|---|---|---|"]
    for code in codes:
        words = [_sentence(text) for text in (code.meaning, code.effect, code.next)]
        rows.append(f"| `{code.code}` | {code.severity} | {' | '.join(_cell(text) for text in words)} |")
    return "\n".join(rows) + "\n"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
