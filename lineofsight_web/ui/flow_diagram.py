"""A flow drawn as SVG: layers of stations, and bands between them as wide as the children who went that way.

Wide, the layers stand side by side and the flow runs to the right; on a phone they stand under one another. A station
too thin to see keeps room for its words.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

from lineofsight_web.ui.charts import BAR, FONT, INK, QUIET, SIGNAL, WIDE, Size


@dataclass(frozen=True)
class Station:
    """Where children are at one layer. `shown`: its number in words."""

    layer: int
    name: str
    shown: str


@dataclass(frozen=True)
class Band:
    """How many went from one station to another."""

    source: Station
    target: Station
    n: float


@dataclass(frozen=True)
class _Form:
    """How large things are, in pixels; lengths run `along` the flow or `across` it."""

    upright: bool
    across: float
    step: float
    slot: float
    gap: float
    font: int
    letters: int
    edge: float
    """Room after the last layer, for its words."""


_WIDE = _Form(upright=False, across=380, step=176, slot=50, gap=12, font=13, letters=19, edge=158)
_NARROW = _Form(upright=True, across=336, step=132, slot=60, gap=6, font=11, letters=10, edge=74)
_THICK = 10
_MARGIN = 26


def flow_diagram(headings: Sequence[str], bands: Sequence[Band], *, title: str, size: Size = WIDE) -> str:
    """The SVG. `headings` name the layers; `title` is what someone hears who cannot see it."""
    form = _WIDE if size is WIDE else _NARROW
    places = _places(bands, form)
    reach = max((place + length for place, length in places.values()), default=form.across)
    along = _MARGIN + form.step * (len(headings) - 1) + _THICK + form.edge
    width, height = (max(reach, form.across) + 4, along) if form.upright else (along, reach + _MARGIN)
    parts = [
        *_bands(bands, places, form),
        *(_station(station, *place, form) for station, place in places.items()),
        *(_heading(layer, words, form) for layer, words in enumerate(headings)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="flow-title" font-family="{FONT}">'
        f'<title id="flow-title">{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


def diagram_png(svg: str) -> bytes:
    """The diagram as PNG, at twice its size for print."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=2.0))


def _places(bands: Sequence[Band], form: _Form) -> dict[Station, tuple[float, float]]:
    """Where across the flow each station begins, and how long it is there; stations in the order they are met."""
    into: defaultdict[Station, float] = defaultdict(float)
    out: defaultdict[Station, float] = defaultdict(float)
    for band in bands:
        out[band.source] += band.n
        into[band.target] += band.n
    layers: defaultdict[int, list[Station]] = defaultdict(list)
    for station in sorted(dict.fromkeys([one for band in bands for one in (band.source, band.target)]),
                          key=lambda one: one.layer):  # fmt: skip
        layers[station.layer].append(station)
    start = 0.0 if form.upright else _MARGIN
    most = max((sum(max(into[one], out[one]) for one in layer) for layer in layers.values()), default=1) or 1
    room = form.across - max((len(layer) for layer in layers.values()), default=1) * form.gap
    scale = 0.75 * room / most
    placed = {}
    for layer in layers.values():
        at = start
        for station in layer:
            length = max(1.5, max(into[station], out[station]) * scale)
            slot = max(length, form.slot)
            placed[station] = (at + ((slot - length) / 2 if form.upright else 0), length)
            at += slot + form.gap
    return placed


def _bands(bands: Sequence[Band], places: dict[Station, tuple[float, float]], form: _Form) -> list[str]:
    """Bands side by side at each end, in the order of where they lead."""
    total: defaultdict[tuple[str, Station], float] = defaultdict(float)
    for band in bands:
        total["out", band.source] += band.n
        total["in", band.target] += band.n
    used: defaultdict[tuple[str, Station], float] = defaultdict(float)
    starts: dict[Band, tuple[float, float, float]] = {}
    drawn = []
    for band in sorted(bands, key=lambda one: places[one.target][0]):
        place, length = places[band.source]
        scale = length / max(total["out", band.source], total["in", band.source])
        starts[band] = (place + used["out", band.source], band.n * scale, scale)
        used["out", band.source] += band.n * scale
    for band in sorted(bands, key=lambda one: places[one.source][0]):
        place, length = places[band.target]
        scale = length / max(total["out", band.target], total["in", band.target])
        begin, wide, _ = starts[band]
        end, narrow = place + used["in", band.target], band.n * scale
        used["in", band.target] += narrow
        drawn.append(_band(band, (begin, wide), (end, narrow), form))
    return drawn


def _band(band: Band, begin: tuple[float, float], end: tuple[float, float], form: _Form) -> str:
    first = _MARGIN + band.source.layer * form.step + _THICK
    last = _MARGIN + band.target.layer * form.step
    half = (first + last) / 2
    near, far = (begin[0], end[0]), (begin[0] + begin[1], end[0] + end[1])

    def at(along: float, across: float) -> str:
        return f"{across:.1f} {along:.1f}" if form.upright else f"{along:.1f} {across:.1f}"

    path = (
        f"M{at(first, near[0])} C{at(half, near[0])} {at(half, near[1])} {at(last, near[1])} "
        f"L{at(last, far[1])} C{at(half, far[1])} {at(half, far[0])} {at(first, far[0])} Z"
    )
    return f'<path d="{path}" fill="{BAR}" fill-opacity="0.4"/>'


def _station(station: Station, place: float, length: float, form: _Form) -> str:
    along = _MARGIN + station.layer * form.step
    lines = [*wrap(station.name, form.letters, break_long_words=False), station.shown]
    if form.upright:
        bar = f'<rect x="{place:.1f}" y="{along:.1f}" width="{length:.1f}" height="{_THICK}" fill="{SIGNAL}"/>'
        middle, top, anchor = place + length / 2, along + _THICK + form.font + 2, "middle"
    else:
        bar = f'<rect x="{along:.1f}" y="{place:.1f}" width="{_THICK}" height="{length:.1f}" fill="{SIGNAL}"/>'
        middle, anchor = along + _THICK + 5, "start"
        top = max(place + length / 2 - len(lines) * (form.font + 2) / 2 + form.font, place + form.font)
    said = "".join(
        f'<tspan x="{middle:.1f}" y="{top + number * (form.font + 2):.1f}"'
        f"{' font-weight=' + chr(34) + 'bold' + chr(34) if number == len(lines) - 1 else ''}>{escape(line)}</tspan>"
        for number, line in enumerate(lines)
    )
    return (
        f'{bar}<text font-size="{form.font}" text-anchor="{anchor}" fill="{INK}" stroke="#ffffff" stroke-width="3" '
        f'stroke-linejoin="round" paint-order="stroke">{said}</text>'
    )


def _heading(layer: int, words: str, form: _Form) -> str:
    along = _MARGIN + layer * form.step
    x, y = (2.0, along - 8) if form.upright else (along, 14.0)
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{form.font}" fill="{QUIET}" stroke="#ffffff" stroke-width="3" '
        f'stroke-linejoin="round" paint-order="stroke">{escape(words)}</text>'
    )
