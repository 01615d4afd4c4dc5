"""`python -m lineofsight_web`: Django's management commands, with Lineofsight's settings."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lineofsight_web.config.settings")
    execute_from_command_line(["python -m lineofsight_web", *sys.argv[1:]])


if __name__ == "__main__":
    main()
