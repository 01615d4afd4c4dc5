"""Write the reference page of permissions."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lineofsight_web.access.documentation import permissions_page


class Command(BaseCommand):
    """Writes docs/reference/permissions.md, or another file."""

    help = "Write the reference page of who may do what, from the table that the access function reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--out", type=Path, default=Path("docs/reference/permissions.md"), help="The file to write."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        options["out"].write_text(permissions_page(), encoding="utf-8")
