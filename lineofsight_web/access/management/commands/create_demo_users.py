"""Create one user a role and print their passwords once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lineofsight_web.access.demo_users import DemoUser, create_demo_users


class Command(BaseCommand):
    """Run again, it keeps the users that are there and their passwords; --reset sets new ones."""

    help = "Create one user a role, for a demonstration, and print their passwords once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Set new passwords for users that are there already.")

    def handle(self, *args: Any, **options: Any) -> None:
        users = create_demo_users(reset=options["reset"])
        columns = [("User name", "Role", "Team", "Password"), *(_row(user) for user in users)]
        widths = [max(len(row[place]) for row in columns) for place in range(4)]
        for row in columns:
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if not all(user.password for user in users):
            self.stdout.write("Passwords are shown once. For new ones: create_demo_users --reset")


def _row(user: DemoUser) -> tuple[str, str, str, str]:
    return user.username, user.role, user.team or "-", user.password or "(set before)"
