"""The flow as SVG: bands in proportion, nothing outside the picture, words that are heard as well as seen."""

import re
from xml.etree import ElementTree

import pytest

from lineofsight_web.ui.charts import NARROW, WIDE
from lineofsight_web.ui.flow_diagram import Band, Station, flow_diagram

CONTACT = Station(0, "Contact", "100")
REFERRAL, NOTHING = Station(1, "Referral & more", "75"), Station(1, "Nothing further", "25")
BANDS = [Band(CONTACT, REFERRAL, 75), Band(CONTACT, NOTHING, 25)]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_band_is_as_thick_as_the_children_who_went_that_way(size):
    drawn = ElementTree.fromstring(flow_diagram(("In", "Then"), BANDS, title="Flow", size=size))  # noqa: S314  our own
    side = "height" if size is WIDE else "width"
    bars = [float(bar.get(side, "0")) for bar in drawn.iter(f"{SVG}rect") if bar.get("fill") != "#ffffff"]
    assert bars[1] / bars[0] == pytest.approx(0.75, abs=0.01)
    assert bars[2] / bars[0] == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_everything_lies_inside_the_picture(size):
    many = [Band(CONTACT, Station(1, f"Place {number}", "1"), 1) for number in range(5)]
    told = flow_diagram(("In", "Then"), many, title="Flow", size=size)
    width, height = (float(found) for found in re.findall(r'viewBox="0 0 (\d+) (\d+)"', told)[0])
    for bar in ElementTree.fromstring(told).iter(f"{SVG}rect"):  # noqa: S314  our own
        if bar.get("fill") != "#ffffff":
            assert float(bar.get("x", "0")) + float(bar.get("width", "0")) <= width
            assert float(bar.get("y", "0")) + float(bar.get("height", "0")) <= height


def test_words_are_marked_as_words_and_the_title_is_what_is_heard():
    told = flow_diagram(("In", "Then"), BANDS, title="75 < 100", size=WIDE)
    assert '<title id="flow-title">75 &lt; 100</title>' in told
    assert "Referral &amp; more" in told
