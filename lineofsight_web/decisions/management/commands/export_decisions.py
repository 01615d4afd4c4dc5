"""Write what people decided about records as the next build's extract."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lineofsight_web.decisions.actions import export_decisions


class Command(BaseCommand):
    """Called by `lineofsight build` before it reads the extracts."""

    help = "Write what people decided about records as a CSV file that the next build reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="The CSV file to write.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        try:
            n_written = export_decisions(options["out"])
        except OSError as error:
            raise CommandError(f"{options['out']} cannot be written: {error.strerror}") from None
        self.stderr.write(f"{n_written} decisions written.")
