"""A line the size of a word, drawn in the page itself: the shape of 36 months beside their latest figure."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 120, 28, 3


def sparkline(values: Sequence[float | None]) -> SafeString:
    """An SVG of the values, oldest first, from its lowest to its highest; gaps stay gaps. Empty below two values.

    It is decoration: the figures stand beside it, so it is hidden from screen readers.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    path, pen_down, x, y = [], False, 0.0, 0.0
    for place, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        x = EDGE + place * step
        y = HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE)
        path.append(f"{'L' if pen_down else 'M'}{x:.1f} {y:.1f}")
        pen_down = True
    return format_html(
        '<svg class="los-spark" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">'
        '<path d="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>',
        WIDTH, HEIGHT, WIDTH, HEIGHT, " ".join(path), f"{x:.1f}", f"{y:.1f}",
    )  # fmt: skip
