"""The Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No tables."""

    name = "lineofsight_web.ui"
