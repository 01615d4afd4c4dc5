"""The icon of a verdict: shape and direction first, colour second. Words stand beside it wherever it is shown."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

_ARROW_UP = '<path d="M12 5 18 12h-4v7h-4v-7H6z"/>'
_ARROW_DOWN = '<path d="M12 19 6 12h4V5h4v7h4z"/>'
_WAVE = '<path class="los-icon__line" d="M5 12c2.3-5 4.7-5 7 0s4.7 5 7 0"/>'
_DOTS = '<circle cx="7" cy="12" r="1.6"/><circle cx="12" cy="12" r="1.6"/><circle cx="17" cy="12" r="1.6"/>'
_CHECK = '<path class="los-icon__line" d="M6 13l4 4 8-9"/>'
_BANG = '<path d="M10.8 5h2.4v9h-2.4z"/><circle cx="12" cy="17.6" r="1.5"/>'

_MARKS = {
    "improvement": ("los-icon--real", _CHECK),
    "concern": ("los-icon--real", _BANG),
    "higher": ("los-icon--real", _ARROW_UP),
    "lower": ("los-icon--real", _ARROW_DOWN),
    "pattern": ("los-icon--real", _WAVE),
    "no change": ("los-icon--quiet", _WAVE),
    "cannot tell": ("los-icon--quiet", _DOTS),
}


def signal_icon(icon: str) -> SafeString:
    """An SVG the size of a line. It is decoration: the verdict's words stand beside it."""
    kind, mark = _MARKS[icon]
    return format_html(
        '<svg class="los-icon {}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        '<circle class="los-icon__ground" cx="12" cy="12" r="11"/>{}</svg>',
        kind,
        SafeString(mark),  # one of the constants above
    )
