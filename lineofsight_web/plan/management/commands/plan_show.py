"""Print the plan as it stands."""

import json
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from lineofsight_web.plan.overview import as_paper


class Command(BaseCommand):
    """The latest paper's paragraphs and key priorities, with the items that are open now."""

    help = "Print the plan as it stands: ambitions, items, and the latest paper's paragraphs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print it as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        plan = as_paper()
        self.stdout.write(json.dumps(plan.as_dict(), ensure_ascii=False) if options["as_json"] else plan.in_words())
