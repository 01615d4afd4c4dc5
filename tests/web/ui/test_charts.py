"""Charts: drawn here, with nothing fetched, from zero where a count is shown, breaks said in words."""

from datetime import date
from unittest.mock import patch

import pytest

from lineofsight_web.ui import charts
from lineofsight_web.ui.charts import Beside, Break, Group, Point

MONTHS = [Point(date(2024, month, 28), 800.0 + month) for month in range(1, 7)]
RESTRUCTURE = Break(date(2024, 4, 2), "New team structure")


def test_a_chart_of_months_labels_its_last_value_and_its_break():
    drawn = charts.svg(charts.months_chart(MONTHS, "count", breaks=[RESTRUCTURE]))
    assert ">806<" in drawn
    assert "New team structure" in drawn


def test_a_break_outside_the_months_is_not_drawn():
    drawn = charts.svg(charts.months_chart(MONTHS, "count", breaks=[Break(date(2020, 1, 1), "Long ago")]))
    assert "Long ago" not in drawn


def test_counts_start_at_zero():
    spec = charts.months_chart(MONTHS, "count").to_dict()
    domains = [layer["encoding"]["y"]["scale"]["domain"] for layer in spec["layer"]]
    assert all(domain[0] == 0 for domain in domains)


def test_a_month_without_a_figure_is_a_gap_and_no_zero():
    spec = charts.months_chart([*MONTHS[:3], Point(date(2024, 4, 28), None), *MONTHS[4:]], "count").to_dict()
    values = [row["value"] for row in spec["layer"][0]["data"]["values"]]
    assert values[3] is None


def test_proportions_are_drawn_as_percentages_with_england_beside():
    england = Beside("England", (Point(date(2024, 3, 31), 0.22),))
    points = [Point(point.at, 0.2) for point in MONTHS]
    drawn = charts.svg(charts.months_chart(points, "percent", beside=[england]))
    assert ">England<" in drawn
    assert ">20%<" in drawn


def test_groups_carry_their_intervals_and_the_county():
    groups = [Group("Stroud", 0.1, 0.08, 0.12), Group("Cotswold", 0.2)]
    drawn = charts.svg(charts.groups_chart(groups, "percent", county=0.15))
    assert all(word in drawn for word in ("Stroud", "Cotswold", "County 15%"))


def test_a_chart_without_any_figure_is_still_a_chart():
    empty = [Point(point.at, None) for point in MONTHS]
    assert charts.svg(charts.months_chart(empty, "count")).startswith("<svg")
    assert charts.svg(charts.groups_chart([], "count")).startswith("<svg")


@pytest.mark.parametrize("size", [charts.WIDE, charts.NARROW])
def test_papers_get_a_png(size):
    assert charts.png(charts.months_chart(MONTHS, "count", size=size)).startswith(b"\x89PNG")


def test_the_drawing_engine_may_fetch_nothing():
    with patch("vl_convert.vegalite_to_svg", return_value="<svg/>") as draw:
        charts.svg(charts.months_chart(MONTHS, "count"))
    assert draw.call_args.kwargs["allowed_base_urls"] == []
