"""The reference page of derived tables, written from the steps that make them."""

from datetime import date
from inspect import getdoc

from lineofsight.engines import Step
from lineofsight.journey import journey_steps
from lineofsight.measures import measures_steps
from lineofsight.measures.comparison import CASES, COMPARISONS, MODELS, ComparisonRow, ModelRow
from lineofsight.workforce import workforce_steps

_HEAD = """\
# Derived tables

What a snapshot holds, written from the steps that make it. Each table is one SELECT in DuckDB's dialect, in the package
that its schema names. Dates are days, spells are half-open (`end_date` is the first day it no longer holds; blank:
still so), and every row says which file and line it came from.

"""


def _told(kind: type) -> str:
    """What the rows are, as their type says it after its first line."""
    return (getdoc(kind) or "").partition("\n\n")[2].replace("\n", " ")


_COMPARED = f"""
## {COMPARISONS}

One row per measure, grouping and team or district. Key: `indicator`, `by`, `grp`.

{_told(ComparisonRow)}

Made from `{CASES}` by a model of the children's facts; no SELECT makes it.

## {MODELS}

One row per measure and grouping. Key: `indicator`, `by`.

{_told(ModelRow)}

Made with `{COMPARISONS}`.
"""


def tables_page() -> str:
    """docs/reference/tables.md."""
    steps = [*journey_steps(), *workforce_steps(), *measures_steps(date(2024, 4, 30), 36)]
    return _HEAD + "\n".join(_section(step) for step in steps) + _COMPARED


def _section(step: Step) -> str:
    key = ", ".join(f"`{column}`" for column in step.key)
    reads = ", ".join(f"`{table}`" for table in sorted(step.reads))
    about = f"\n{step.about}\n" if step.about else ""
    return f"## {step.table}\n\n{step.grain[:1].upper()}{step.grain[1:]}. Key: {key}.\n{about}\nReads {reads}.\n"
