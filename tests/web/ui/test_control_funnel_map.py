"""Control charts, funnels and maps: lines named at their end, flags told by shape, no figure is no shade."""

from dataclasses import replace
from datetime import date

import pytest

from lineofsight.standards.areas import district_shapes, districts
from lineofsight_web.ui import charts
from lineofsight_web.ui.control_charts import Controlled, control_chart
from lineofsight_web.ui.funnel_charts import Limit, Unit, funnel_chart
from lineofsight_web.ui.maps import district_map

POINTS = [
    Controlled(date(2024, month, 28), 0.2 + month / 100, 0.2, 0.1, 0.3, flagged=month == 6, segment=0)
    for month in range(1, 7)
]


def shapes_of(chart) -> list[str]:
    """The forms of the marks of a chart."""
    return [layer["mark"].get("shape", "") for layer in chart.to_dict()["layer"]]


def test_a_control_chart_names_its_mean_its_limits_and_its_target():
    drawn = charts.svg(control_chart(POINTS, "percent", target=0.15))
    for words in ("mean 20%", "limit 30%", "limit 10%", "target 15%"):
        assert f">{words}<" in drawn


def test_a_flagged_point_differs_in_shape_not_in_colour_alone():
    assert "diamond" in shapes_of(control_chart(POINTS, "percent"))


def test_a_new_level_breaks_the_lines():
    points = [replace(point, segment=place // 3) for place, point in enumerate(POINTS)]
    lines = [layer for layer in control_chart(points, "percent").to_dict()["layer"] if "detail" in layer["encoding"]]
    assert {layer["encoding"]["detail"]["field"] for layer in lines} == {"segment"}


def test_labels_that_would_stand_on_one_another_are_left_out():
    close = [Controlled(point.at, point.value, 0.2, 0.199, 0.3, False) for point in POINTS]
    drawn = charts.svg(control_chart(close, "percent"))
    assert ">mean 20%<" in drawn
    assert drawn.count(">limit 20%<") == 0


def test_limits_that_are_not_there_are_not_drawn():
    bare = [Controlled(point.at, point.value, 0.2, None, None, False) for point in POINTS]
    assert ">limit" not in charts.svg(control_chart(bare, "percent"))


def test_a_funnel_names_only_those_that_differ():
    """No league table: the others are points among points."""
    units = [Unit("North", 100, 0.2, False), Unit("South", 200, 0.4, True)]
    limits = [Limit(n, 0.1, 0.3, 0.05, 0.35) for n in (50, 100, 200)]
    drawn = charts.svg(funnel_chart(units, limits, 0.2, "percent", size_words="Referrals in the 12 months"))
    assert ">South<" in drawn
    assert ">North<" not in drawn
    assert "Referrals in the 12 months" in drawn


def test_there_is_a_shape_for_each_district():
    assert {shape["properties"]["code"] for shape in district_shapes()} == set(districts())


def test_a_district_without_a_figure_says_so_and_has_no_shade():
    codes = sorted(districts())
    spec = district_map(district_shapes(), dict.fromkeys(codes[1:], 5.0), "count").to_dict()
    shades = {one["properties"]["code"]: one["shade"] for one in spec["layer"][0]["data"]["values"]}
    assert shades[codes[0]] == "#ffffff"
    assert "no figure" in charts.svg(district_map(district_shapes(), {}, "count"))


@pytest.mark.parametrize("size", [charts.WIDE, charts.NARROW])
def test_each_is_drawn_for_papers_too(size):
    limits = [Limit(n, 0.1, 0.3, 0.05, 0.35) for n in (50, 100)]
    for chart in (
        control_chart(POINTS, "percent", size=size),
        funnel_chart([Unit("North", 100, 0.2, True)], limits, 0.2, "percent", size_words="Referrals", size=size),
        district_map(district_shapes(), {"E07000081": 5.0}, "count", size=size),
    ):
        assert charts.png(chart).startswith(b"\x89PNG")
