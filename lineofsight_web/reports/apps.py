"""The Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The board's report."""

    name = "lineofsight_web.reports"
    default_auto_field = "django.db.models.BigAutoField"
