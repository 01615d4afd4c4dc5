"""Serve the pages with gunicorn."""

import os
import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

APPLICATION = "lineofsight_web.config.wsgi:application"
_IN_MEMORY = "/dev/shm"  # noqa: S108  # gunicorn's heartbeat files: on a disk they would stall workers


class Command(BaseCommand):
    """Collects the static files and becomes gunicorn."""

    help = "Serve the pages. Put a proxy with TLS in front of it for any address but this machine's own."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="Address to listen on.")
        parser.add_argument("--workers", type=int, default=2, help="Server processes.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        # No access log of gunicorn's own: an address may hold a person id, and the access log keeps what is needed.
        command = [
            sys.executable, "-m", "gunicorn", APPLICATION, "--bind", options["bind"],
            "--workers", str(options["workers"]), "--threads", "4", "--no-control-socket", "--log-level", "warning",
        ]  # fmt: skip
        if os.path.isdir(_IN_MEMORY):
            command += ["--worker-tmp-dir", _IN_MEMORY]
        sys.stdout.flush()
        os.execv(sys.executable, command)  # noqa: S606  # our own program, no shell
