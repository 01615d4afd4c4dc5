"""Hold the claims of a paper against the snapshot in force."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from lineofsight.errors import LineofsightError
from lineofsight.snapshot import open_snapshot
from lineofsight_web.plan.papers import SAMPLE_PAPER, paper_text
from lineofsight_web.reports.claims import Judged, SnapshotEvidence, judge_text


class Command(BaseCommand):
    """Reads the paper; writes nothing."""

    help = "Hold every numeric or comparative claim of a paper against the snapshot in force."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("paper", nargs="?", type=Path, help="The paper, as plain text.")
        which.add_argument("--sample", action="store_true", help="The real paper that ships with the product.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="One object a claim, as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = paper_text(SAMPLE_PAPER if options["sample"] else options["paper"])
            snapshot = open_snapshot(settings.LINEOFSIGHT_HOME)
        except LineofsightError as problem:
            self.stderr.write(str(problem))
            sys.exit(1)
        found = judge_text(text, SnapshotEvidence(snapshot))
        if options["as_json"]:
            self.stdout.write(json.dumps([one.as_dict() for one in found], ensure_ascii=False))
            return
        self.stdout.write(f"{len(found)} claims, held against snapshot {snapshot.id}.")
        for one in found:
            self.stdout.write(_in_words(one))


def _in_words(one: Judged) -> str:
    return f"\n{one.verdict or 'plan'}: {one.claim.words}\n  {one.claim.text}\n  {one.why}"
