"""Load a board paper into the plan."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from lineofsight.errors import LineofsightError
from lineofsight_web.plan.actions import import_paper
from lineofsight_web.plan.papers import SAMPLE_PAPER, paper_text, read_paper


class Command(BaseCommand):
    """The same paper again changes nothing."""

    help = "Load a board paper into the plan and print what was understood."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("paper", nargs="?", type=Path, help="The paper, as plain text.")
        which.add_argument("--sample", action="store_true", help="Load the real paper that ships with the product.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print what was understood as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = paper_text(SAMPLE_PAPER if options["sample"] else options["paper"])
            call_command("migrate", verbosity=0)
            imported = import_paper(text=text, by=None)
        except LineofsightError as problem:
            self.stderr.write(str(problem))
            sys.exit(1)
        read = read_paper(text)
        if options["as_json"]:
            self.stdout.write(json.dumps(read.as_dict(), ensure_ascii=False))
            return
        done = "Loaded" if imported.is_new else "Already in the plan, so nothing was changed:"
        self.stdout.write(f"{done} {imported.paper}")
        self.stdout.write(read.in_words())
