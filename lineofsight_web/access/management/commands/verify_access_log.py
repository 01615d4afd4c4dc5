"""Check every link of the access log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lineofsight_web.access.log import verify_chain


class Command(BaseCommand):
    """Prints the head of a whole log; fails with what was found where it is not whole."""

    help = "Check that nothing in the access log was changed, and print its head to keep elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", metavar="SEQ:HASH", help="A head that was kept elsewhere; it must still be there."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_chain(_head(options["head"]))
        if verdict.problems:
            raise CommandError("The access log is not whole:\n  " + "\n  ".join(verdict.problems))
        self.stdout.write(f"{verdict.n_entries} entries, each following from the one before.")
        self.stdout.write(f"Keep this head outside this service: {verdict.head[0]}:{verdict.head[1]}")


def _head(text: str | None) -> tuple[int, str] | None:
    if not text:
        return None
    seq, _, digest = text.partition(":")
    if not seq.isdigit() or len(digest) != 64:
        raise CommandError("A head looks like 1234:followed by 64 characters of hash, as this command prints it.")
    return int(seq), digest
