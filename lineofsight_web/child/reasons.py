"""Keeping the reason that someone gave, so that the next page knows it."""

from datetime import UTC, datetime

from lineofsight_web.access.facts import StatedPurpose, lasts_until
from lineofsight_web.access.models import StatedReason, User
from lineofsight_web.access.tokens import person_token


def keep_reason(user: User, purpose: str, words: str, person_id: str | None = None) -> StatedPurpose:
    """Write down a reason: for one child, or for a search where no child is known yet."""
    now = datetime.now(UTC)
    kept = StatedReason(
        username=user.get_username(), person_token=person_token(person_id) if person_id else "",
        purpose=purpose, words=words.strip(), given_at=now, expires_at=lasts_until(now),
    )  # fmt: skip
    kept.save()
    return StatedPurpose(kept.purpose, kept.words, kept.expires_at, kept.pk)


def kept_reason(user: User, reason_id: int | None) -> StatedPurpose | None:
    """A reason that this person gave before and that still holds."""
    if reason_id is None:
        return None
    found = StatedReason.objects.filter(
        pk=reason_id, username=user.get_username(), expires_at__gt=datetime.now(UTC)
    ).first()
    return StatedPurpose(found.purpose, found.words, found.expires_at, found.pk) if found else None
