"""Make, list and withdraw the tokens with which programs read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lineofsight_web.access.models import User
from lineofsight_web.api.models import ApiToken
from lineofsight_web.api.tokens import LONGEST_DAYS, make_token, withdraw_token
from lineofsight_web.ui import words


class Command(BaseCommand):
    """A program reads as one person and sees what that person may see."""

    help = "Make, list or withdraw tokens. Example: api_tokens make analyst --label 'Power BI' --days 90"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="make|list|withdraw")
        make = what.add_parser("make", help="Make a token and print it. It is not shown again.")
        make.add_argument("username", help="Whose permissions the program has.")
        make.add_argument("--label", required=True, help="Which program it is for.")
        make.add_argument("--days", type=int, default=90, help=f"How long it lasts, up to {LONGEST_DAYS}.")
        what.add_parser("list", help="Every token: number, whose, for what, until when.")
        withdraw = what.add_parser("withdraw", help="End a token now.")
        withdraw.add_argument("number", type=int, help="As `list` prints it.")

    def handle(self, *args: Any, **options: Any) -> None:
        {"make": self._make, "list": self._list, "withdraw": self._withdraw}[options["what"]](options)

    def _make(self, options: dict[str, Any]) -> None:
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no user {options['username']!r} who may sign in.")
        try:
            token = make_token(user=user, label=options["label"], days=options["days"])
        except ValueError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(token)
        self.stderr.write("Keep it now: it is not shown again. Send it as: Authorization: Bearer TOKEN")

    def _list(self, options: dict[str, Any]) -> None:
        for token in ApiToken.objects.select_related("user"):
            ended = "withdrawn" if token.withdrawn_at else f"until {words.moment(token.expires_at)}"
            self.stdout.write(f"{token.pk}  {token.user.get_username()}  {token.label}  {ended}")

    def _withdraw(self, options: dict[str, Any]) -> None:
        if not withdraw_token(options["number"]):
            raise CommandError(f"There is no token {options['number']} that is still good.")
        self.stdout.write(f"Token {options['number']} is withdrawn.")
