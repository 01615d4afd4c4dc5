"""The council's own colour, as a style sheet of one rule: the content security policy allows no inline style."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse


@login_not_required
def stylesheet(request: HttpRequest) -> HttpResponse:
    """council.css."""
    response = HttpResponse(f":root{{--council-colour:{settings.COUNCIL_COLOUR}}}\n", content_type="text/css")
    response["Cache-Control"] = "public, max-age=3600"
    return response
