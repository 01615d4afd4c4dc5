"""Tags for the frame of a page."""

from typing import Any

from django import template
from django.template import Context

from lineofsight_web.ui import navigation

register = template.Library()


@register.inclusion_tag("ui/sub_navigation.html", takes_context=True)
def sub_navigation(context: Context, section: str, place: str) -> dict[str, Any]:
    """The row of links under the service bar, `place` being where this page stands. An older snapshot is kept."""
    links = navigation.sub_navigation(context["request"], section, str(context.get("and_snapshot") or ""))
    return {"links": links, "place": place}
