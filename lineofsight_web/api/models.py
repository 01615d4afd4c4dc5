"""Tokens with which a program reads as one person. Only a digest is kept: the token itself is shown once."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """A token of one person's, for one program. `expires_at` is always set; `withdrawn_at` null: still good."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.label} of {self.user}"
