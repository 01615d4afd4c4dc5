"""The Django app."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The ambitions plan and the board's papers."""

    name = "lineofsight_web.plan"
    default_auto_field = "django.db.models.BigAutoField"
