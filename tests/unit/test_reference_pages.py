"""The reference pages say what the declarations say."""

from pathlib import Path

import pytest

from lineofsight.cli.docs import pages

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_committed_page_is_what_its_declarations_give(name):
    """If this fails, run `lineofsight docs` and read what changed."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name]()
