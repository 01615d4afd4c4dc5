"""The districts as a funnel: each by its size, with what chance allows a district of that size."""

from dataclasses import dataclass

from lineofsight.measures.indicator import Indicator
from lineofsight.snapshot import Figure, Snapshot
from lineofsight.stats.funnel import INNER, OUTER, Kind, Place, Unit, funnel, limits, target_of
from lineofsight_web.dashboard.figures import Reader, breakdown
from lineofsight_web.dashboard.groups import group_words
from lineofsight_web.dashboard.months import newest_month
from lineofsight_web.ui import words
from lineofsight_web.ui.funnel_charts import Limit
from lineofsight_web.ui.funnel_charts import Unit as Drawn

FEWEST = 3
_CURVE_POINTS = 60
_KINDS: dict[str, Kind] = {words.PERCENT: "proportion", words.RATE: "rate"}


@dataclass(frozen=True)
class DistrictFunnel:
    """Districts in the order of their names, the limits as curves, and what the county has as a whole."""

    units: tuple[Drawn, ...]
    places: dict[str, Place]
    limits: tuple[Limit, ...]
    centre: float
    size_words: str

    @property
    def sentence(self) -> str:
        """What the funnel shows, in one sentence."""
        outside = [one.name for one in self.units if one.differs]
        n = len(self.units)
        if not outside:
            return f"None of the {n} districts stands outside what chance allows one of its size."
        listed = ", ".join(outside[:-1]) + " and " + outside[-1] if len(outside) > 1 else outside[0]
        stands = "stands" if len(outside) == 1 else "stand"
        return (
            f"{listed} {stands} outside what chance allows a district of its size. Of {n} districts that were all "
            f"alike, {n * (1 - INNER):.1f} would on average."
        )


def district_funnel(snapshot: Snapshot, indicator: Indicator, reader: Reader) -> DistrictFunnel | None:
    """The funnel at the newest month end; None where districts are not shares or rates, or too few have a figure."""
    kind = _KINDS.get(indicator.unit)
    if kind is None or indicator.weight or "district" not in indicator.breakdowns:
        return None
    held = breakdown(snapshot, indicator, "district", newest_month(snapshot), reader)
    figures = [figure for figure in held if _fits(figure)]
    if len(figures) < FEWEST:
        return None
    units = [
        Unit(group_words(snapshot, "district", one.group), one.numerator or 0, one.denominator or 1) for one in figures
    ]
    scale = 10_000 if kind == "rate" else 1
    centre = target_of(units, kind)
    places = {one.unit.name: one.place for one in funnel(units, kind)}
    drawn = [Drawn(one.name, one.denominator, one.value * scale, places[one.name] is not Place.WITHIN) for one in units]
    return DistrictFunnel(
        units=tuple(drawn), places=places, limits=_curves(units, kind, centre, scale), centre=centre * scale,
        size_words="Children of 0 to 17 who live there" if kind == "rate" else _of(indicator),
    )  # fmt: skip


def _fits(figure: Figure) -> bool:
    """A district of the county with a figure; 'outside' and 'not known' are no districts."""
    known = figure.value is not None and figure.numerator is not None and bool(figure.denominator)
    return known and figure.group not in {"outside", "unknown", ""}


def _of(indicator: Indicator) -> str:
    return indicator.words.many[:1].upper() + indicator.words.many[1:]


def _curves(units: list[Unit], kind: Kind, centre: float, scale: float) -> tuple[Limit, ...]:
    least, most = (edge(one.denominator for one in units) for edge in (min, max))
    step = (most * 1.1 - least * 0.5) / _CURVE_POINTS
    sizes = sorted({max(round(least * 0.5 + step * place), 1) for place in range(_CURVE_POINTS + 1)})
    imagined = [Unit(str(size), 0, size) for size in sizes]
    inner = limits(imagined, kind, centre, confidence=INNER)
    outer = limits(imagined, kind, centre, confidence=OUTER)
    return tuple(
        Limit(size, a.lower * scale, a.upper * scale, b.lower * scale, b.upper * scale)
        for size, a, b in zip(sizes, inner, outer, strict=True)
    )
