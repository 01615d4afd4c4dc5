"""Addresses under /api/v1/."""

from typing import Any

from lineofsight_web.api.endpoints import api

patterns, app_name, _ = api.urls


def _by_token(pattern: Any) -> Any:
    """Programs bring a token instead of a session; each endpoint refuses those without one. The description of the
    API is for people who are signed in.
    """
    if pattern.name not in {"openapi-json", "api-root"}:
        pattern.callback.login_required = False
    return pattern


urlpatterns = [_by_token(pattern) for pattern in patterns]
