"""A child's token in the access log: a keyed hash, so that the log names nobody without the key in the home folder."""

import hashlib
import hmac
from functools import cache
from pathlib import Path

from django.conf import settings

from lineofsight_web.config.environment import kept_secret

KEY_FILE = "access-log.key"


def person_token(person_id: str) -> str:
    """The same person id always gives the same token, with one home's key."""
    return hmac.new(_key(settings.LINEOFSIGHT_HOME.keys), person_id.encode(), hashlib.sha256).hexdigest()


def session_digest(session_key: str | None) -> str:
    """Enough of a hash to tell sessions apart; the session cannot be taken over with it."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()[:16] if session_key else ""


@cache
def _key(folder: Path) -> bytes:
    return kept_secret(folder / KEY_FILE).encode()
