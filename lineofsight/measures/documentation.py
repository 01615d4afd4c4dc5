"""Writes the reference page of indicators from the catalogue and from the titles and docstrings of their tests."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import lineofsight
from lineofsight.errors import LineofsightError
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.indicator import Indicator

_HEAD = """\
<!-- Written by `lineofsight docs` from lineofsight/measures/catalogue and tests/spec/measures. Change those. -->
# Indicators

Each indicator is SQL that gives one row a case. One calculator adds everything else, the same way for all of them:

- **Period.** A month; the 12 months that end with a month end; or a stock at a month end, which counts a spell that
  began on or before that day and ends after it, or is open. Figures stand for the last 36 month ends and for every
  earlier 31 March that our data reach.
- **Groups.** District of the home and team in charge, both on the day counted; age band, on the day counted; sex;
  ethnicity; primary need of the episode of need open that day. Who is in no known group is in 'unknown', so the
  groups add up to the whole.
- **Rates.** Per 10,000 residents aged 0 to 17, at the latest mid-year (30 June) on or before the month end. At 31 March
  that is the mid-year DfE uses. After the last published estimate the last one stands.
- **A figure that is not there says why:** 'not loaded' (none of the extracts it needs), 'before our data' (its window
  begins before them), 'not held' (no case has this kind of group), 'no population' (a rate of a group without a known
  population: the count stands), 'no cases' (nothing to divide by).

Our data begin, for an indicator, in the first month in which the dates that tell are at least half as frequent as in
the last 36 months, and in the year from it as well: a few very old rows do not make a year of data.

"""

_UNITS = {
    "count": "count",
    "percent": "percentage",
    "rate per 10,000": "per 10,000 residents aged 0 to 17",
    "change": "change, as a percentage of the earlier count",
}
_BETTER = {"higher": "higher is better", "lower": "lower is better", "neither": "neither higher nor lower is better"}
_PERIODS = {
    "month": "a month",
    "12 months": "12 months to the month end",
    "month end": "a stock at the month end",
}


@dataclass(frozen=True)
class Rule:
    """One point of a definition, as its test states it."""

    states: str
    because: str


def specs_folder() -> Path:
    """Where the tests that state the rules are: beside the package, in the source tree."""
    return Path(lineofsight.__file__).parents[1] / "tests" / "spec" / "measures"


def indicators_page(specs: Path | None = None) -> str:
    """docs/reference/indicators.md. Errors: LineofsightError outside the source tree."""
    folder = specs or specs_folder()
    if not folder.is_dir():
        raise LineofsightError("The page of indicators is written in the source tree, from tests/spec/measures.")
    return _HEAD + _contents() + "".join(_section(indicator, folder) for indicator in INDICATORS.values())


def rules(indicator: Indicator, folder: Path) -> list[Rule]:
    """What the indicator's spec says, in the order of its tests."""
    if not indicator.is_held:
        return []
    path = folder / f"test_{indicator.id.lower()}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        Rule(_sentence(node.name), " ".join((ast.get_docstring(node) or "").split()))
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def _sentence(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ").replace("childrens", "children's")
    return f"{words[0].upper()}{words[1:].replace('authoritys', 'authority' + chr(39) + 's')}."


def _contents() -> str:
    lines: list[str] = []
    theme = ""
    for indicator in INDICATORS.values():
        if indicator.theme != theme:
            theme = indicator.theme
            lines.append(f"\n**{theme}**\n")
        lines.append(f"- [{indicator.id} {indicator.title}](#{_anchor(indicator)})")
    return "\n".join(lines).strip() + "\n"


def _anchor(indicator: Indicator) -> str:
    kept = "".join(
        letter for letter in f"{indicator.id} {indicator.title}".lower() if letter.isalnum() or letter in " -"
    )
    return kept.replace(" ", "-")


def _section(indicator: Indicator, folder: Path) -> str:
    facts = "\n".join(f"| {name} | {value} |" for name, value in _facts(indicator))
    if not indicator.is_held:
        return (
            f"\n## {indicator.id} {indicator.title}\n\n{indicator.why}\n\n| | |\n|---|---|\n{facts}\n\n"
            f"**Our reading.** {indicator.reading}\n\n**Not held.** Needs {indicator.lacking}.\n"
        )
    points = "\n".join(f"- **{rule.states}** {rule.because}" for rule in rules(indicator, folder))
    return (
        f"\n## {indicator.id} {indicator.title}\n\n{indicator.why}\n\n| | |\n|---|---|\n{facts}\n\n"
        f"**Our reading.** {indicator.reading}\n\n**Rules, each held by a test**\n\n{points}\n\n"
        f"```sql\n{_sql(indicator)}\n```\n"
    )


def _facts(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield "Of", indicator.of
    unit = f"mean {indicator.words.share}" if indicator.unit == "mean" else _UNITS[indicator.unit]
    yield "Unit", f"{unit}; {_BETTER[indicator.better]}"
    yield "Period", _PERIODS[indicator.period]
    yield "Official definition", indicator.source
    yield "Published figure", f"`{indicator.benchmark}`" if indicator.benchmark else "none"
    if indicator.differs:
        yield "Against the published figure", indicator.differs
    beside = (f"{other} {INDICATORS[other].title}" for other in indicator.balanced_by)
    yield "To be read beside", "; ".join(beside)
    yield "Groups", ", ".join(by.replace("_", " ") for by in indicator.breakdowns)
    if indicator.parts:
        yield "Parts", indicator.parts
    if indicator.needs:
        yield "Needs", "; ".join(" or ".join(f"`{name}`" for name in group) for group in indicator.needs)
    yield "Ambitions", ", ".join(str(number) for number in indicator.ambitions)
    yield "Owner", f"{indicator.owner}; to be reviewed by {indicator.review_by:%-d %B %Y}"


def _sql(indicator: Indicator) -> str:
    parts = [indicator.change.sql if indicator.change else indicator.sql]
    if indicator.stock_sql:
        parts.append(f"-- and the denominator:\n{dedent(indicator.stock_sql).strip()}")
    return "\n".join(dedent(part).strip() for part in parts)
