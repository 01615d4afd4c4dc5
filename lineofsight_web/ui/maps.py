"""A map of the districts, where place explains something. No tiles, nothing fetched."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import Any

from lineofsight_web.ui import words
from lineofsight_web.ui.charts import INK, WIDE, Size, data_of, framed

_SHADES = ["#eef3f8", "#cfdfee", "#a3c0dc", "#6b96c0", "#3a6a9c"]
"""One hue from light to dark. Words stand on it in black with a white edge."""

_STEPS = 24


def district_map(
    shapes: Sequence[Mapping[str, Any]], values: Mapping[str, float], unit: str, *, size: Size = WIDE
) -> Any:
    """Each district shaded by its value, with its name and value on it; one without a value is white.

    `shapes` are GeoJSON features with a code and a name; `values` are by code.
    """
    import altair

    shades = _shades_of(values)
    features = [{**shape, "shade": shades.get(shape["properties"]["code"], "#ffffff")} for shape in shapes]
    drawn = altair.Chart(data_of(features)).mark_geoshape(stroke=INK, strokeWidth=0.8)
    layers = [drawn.encode(color=altair.Color("shade:N", scale=None))]
    labels = altair.Chart(data_of([_label(shape, values, unit) for shape in shapes]))
    labels = labels.encode(longitude="longitude:Q", latitude="latitude:Q")
    font = 13 if size is WIDE else 10
    for text, weight, down in (("name", "bold", -7), ("shown", "normal", 8)):
        told: dict[str, Any] = {"fontSize": font, "fontWeight": weight, "dy": down}
        of_text = labels.encode(text=f"{text}:N")
        layers.append(of_text.mark_text(stroke="#ffffff", strokeWidth=4, strokeJoin="round", **told))
        layers.append(of_text.mark_text(color=INK, **told))
    width = 460 if size is WIDE else 250
    return framed(altair.layer(*layers).project("mercator"), width, round(width * 0.85))


def _shades_of(values: Mapping[str, float]) -> dict[str, str]:
    """The shade of each district: even steps from the least to the most."""
    if not values:
        return {}
    low, high = min(values.values()), max(values.values())
    step = (high - low) / len(_SHADES) or 1
    return {code: _SHADES[min(int((value - low) / step), len(_SHADES) - 1)] for code, value in values.items()}


def _label(shape: Mapping[str, Any], values: Mapping[str, float], unit: str) -> dict[str, Any]:
    code, name = shape["properties"]["code"], shape["properties"]["name"]
    longitude, latitude = _middle(shape["geometry"])
    shown = words.amount(values[code], unit) if code in values else "no figure"
    return {"longitude": longitude, "latitude": latitude, "name": name, "shown": shown}


def _middle(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """The point of a grid inside the largest part that is farthest from its edge: where a label has most room."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    ring = max((part[0] for part in parts), key=len)
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = product(_between(min(xs), max(xs)), _between(min(ys), max(ys)))
    inside = [point for point in grid if _is_inside(point, ring)]
    # A degree north is about 1.6 times as far as one east, here.
    return max(inside, key=lambda point: min((point[0] - x) ** 2 + (1.6 * (point[1] - y)) ** 2 for x, y in ring))


def _between(low: float, high: float) -> list[float]:
    return [low + (high - low) * step / _STEPS for step in range(1, _STEPS)]


def _is_inside(point: tuple[float, float], ring: Sequence[Sequence[float]]) -> bool:
    """Whether a line from the point to the east crosses the ring an odd number of times."""
    x, y = point
    crossed = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        crossed += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossed % 2 == 1
