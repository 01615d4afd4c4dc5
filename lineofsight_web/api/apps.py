"""The Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens of programs."""

    name = "lineofsight_web.api"
    default_auto_field = "django.db.models.BigAutoField"
