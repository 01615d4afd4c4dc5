"""Add someone who may sign in, or change what one may do."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lineofsight.snapshot import SnapshotMissing
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import Role
from lineofsight_web.snapshots.current import current_snapshot

_FIELDS = ("full_name", "role", "team_id", "agency", "is_active")


class Command(BaseCommand):
    """Of a user who is there already, only what is given is changed. A change holds from their next page on."""

    help = "Add a user, or change one. Asks for the password of a new user, or reads it from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="The name that the person signs in with.")
        parser.add_argument("--full-name", metavar="NAME", help="The name that others see. Needed for a new user.")
        parser.add_argument("--role", choices=[role.value for role in Role], help="Needed for a new user.")
        parser.add_argument("--team", dest="team_id", metavar="TEAM", help="The team's id in the snapshot in force.")
        parser.add_argument("--agency", help="For people of a partner agency.")
        standing = parser.add_mutually_exclusive_group()
        standing.add_argument("--active", dest="is_active", action="store_true", default=None)
        standing.add_argument("--inactive", dest="is_active", action="store_false", help="May no longer sign in.")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in _FIELDS if options[name] is not None}
        user = User.objects.filter(username=options["username"]).first()
        is_new = user is None
        user = user or User(username=options["username"])
        for name, value in given.items():
            setattr(user, name, value)
        _refuse_wrong(user)
        if is_new:
            user.set_password(_password(user))
        user.save()
        self.stdout.write(f"{'Added' if is_new else 'Changed'} {user.username}: {_standing(user)}.")


def _refuse_wrong(user: User) -> None:
    """Errors: CommandError with all that is wrong. A team that nobody knows would silently show no child."""
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as wrong:
        told = "; ".join(f"{name}: {' '.join(words)}" for name, words in wrong.message_dict.items())
        raise CommandError(f"{user.username or 'The user'} was not saved: {told}") from None
    try:
        known = current_snapshot().teams()
    except SnapshotMissing:
        return
    if user.team_id and user.team_id not in known:
        raise CommandError(f"The snapshot in force knows no team {user.team_id!r}.")


def _password(user: User) -> str:
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Password again: ") != password:
            raise CommandError("The two passwords differ.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise CommandError(" ".join(wrong.messages)) from None
    return password


def _standing(user: User) -> str:
    if not user.is_active:
        return "may not sign in"
    return f"{user.role_title}, team {user.team_id}" if user.team_id else user.role_title
