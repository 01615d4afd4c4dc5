"""The Django app."""

from django.apps import AppConfig


class JudgementsConfig(AppConfig):
    """Notes, targets and rebases."""

    name = "lineofsight_web.judgements"
    default_auto_field = "django.db.models.BigAutoField"
