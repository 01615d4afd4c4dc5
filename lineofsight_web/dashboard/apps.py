"""The Django app."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """No tables."""

    name = "lineofsight_web.dashboard"
