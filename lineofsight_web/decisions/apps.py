"""The Django app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions about records."""

    name = "lineofsight_web.decisions"
    default_auto_field = "django.db.models.BigAutoField"
