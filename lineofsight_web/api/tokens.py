"""Making, finding and withdrawing tokens."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from lineofsight_web.access.models import User
from lineofsight_web.api.models import ApiToken

LONGEST_DAYS = 366
_PREFIX = "los_"


def make_token(*, user: User, label: str, days: int) -> str:
    """A new token, to be shown once. Errors: ValueError for more than a year, no day or no label."""
    if not 0 < days <= LONGEST_DAYS or not label.strip():
        raise ValueError(f"a token has a label and lasts from 1 to {LONGEST_DAYS} days")
    token = _PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    ApiToken.objects.create(
        digest=_digest(token), user=user, label=label.strip(), made_at=now, expires_at=now + timedelta(days=days)
    )
    return token


def user_of_token(token: str, now: datetime | None = None) -> User | None:
    """Whose token it is, while it is good and their account open."""
    held = ApiToken.objects.select_related("user").filter(digest=_digest(token), withdrawn_at=None).first()
    if held is None or held.expires_at <= (now or timezone.now()) or not held.user.is_active:
        return None
    user: User = held.user
    return user


def withdraw_token(key: int) -> bool:
    """End a token now. False where there is none of that number that is still good."""
    return bool(ApiToken.objects.filter(pk=key, withdrawn_at=None).update(withdrawn_at=timezone.now()))


def _digest(token: str) -> str:
    # A token is 256 random bits, so a plain digest cannot be turned back by guessing.
    return hashlib.sha256(token.encode()).hexdigest()
