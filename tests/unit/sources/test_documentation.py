from pathlib import Path

import pytest

from lineofsight.cli.docs import pages
from lineofsight.sources import SOURCES
from lineofsight.sources.finding_codes import FINDING_CODES

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", ["sources.md", "findings.md"])
def test_the_committed_page_is_current(name):
    """If this fails, run `lineofsight docs`."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name]()


def test_every_source_column_and_code_is_on_its_page():
    sources, findings = pages()["sources.md"](), pages()["findings.md"]()
    assert all(f"\n`{source.name}`\n" in sources for source in SOURCES)
    assert sum(line.startswith("| `") for line in sources.splitlines()) == sum(len(s.columns) for s in SOURCES)
    assert all(f"`{code.code}`" in findings for code in FINDING_CODES)
