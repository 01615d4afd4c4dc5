"""The reference page of indicators is written, not typed."""

from pathlib import Path

import pytest

from lineofsight.errors import LineofsightError
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.documentation import indicators_page, rules, specs_folder

HELD = {one.id: one for one in INDICATORS.values() if one.is_held}
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "indicators.md"


def test_the_committed_page_is_current():
    """If this fails: lineofsight docs."""
    assert PAGE.read_text(encoding="utf-8") == indicators_page()


@pytest.mark.parametrize("indicator", HELD.values(), ids=HELD)
def test_every_indicator_has_rules_with_a_reason_each(indicator):
    found = rules(indicator, specs_folder())
    assert len(found) >= 2
    assert all(rule.because for rule in found)


@pytest.mark.parametrize("indicator", HELD.values(), ids=HELD)
def test_the_spec_carries_the_title_of_its_indicator(indicator):
    spec = (specs_folder() / f"test_{indicator.id.lower()}.py").read_text(encoding="utf-8")
    assert f'title = "{indicator.title}"' in spec


def test_outside_the_source_tree_it_says_so(tmp_path):
    with pytest.raises(LineofsightError, match="source tree"):
        indicators_page(tmp_path / "nowhere")
