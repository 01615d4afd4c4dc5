"""The Django app."""

from django.apps import AppConfig


class ChildConfig(AppConfig):
    """No tables."""

    name = "lineofsight_web.child"
