"""Write the reference page of the API."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lineofsight_web.api.documentation import api_page


class Command(BaseCommand):
    """Writes docs/reference/api.md, or another file."""

    help = "Write the reference page of the API, from its own declaration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, default=Path("docs/reference/api.md"), help="The file to write.")

    def handle(self, *args: Any, **options: Any) -> None:
        options["out"].write_text(api_page(), encoding="utf-8")
