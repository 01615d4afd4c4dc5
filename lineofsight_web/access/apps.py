"""The Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Connects sign-in events to the access log."""

    name = "lineofsight_web.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lineofsight_web.access import signals  # noqa: F401  # connecting is what the import is for
