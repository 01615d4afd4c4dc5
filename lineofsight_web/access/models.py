"""People who sign in, the reasons they give, the access log, and reviews of openings outside a person's own team."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from lineofsight.errors import LineofsightError
from lineofsight_web.access.policies import ROLE_TITLES, Role


class AppendOnly(LineofsightError):
    """Someone asked to change or delete a row that may only be added."""

    def __init__(self) -> None:
        super().__init__("This table only takes new rows. Nothing in it is changed or deleted.")


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A user, saved. Without a password nobody can sign in as them."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who may sign in. What they may do follows from the role alone; there are no other permissions.

    `team_id` is the team of the snapshot that the person works in or manages; `agency` is set for people of a partner.
    """

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=150)
    role = models.CharField(max_length=40, choices=[(role.value, title) for role, title in ROLE_TITLES.items()])
    team_id = models.CharField(max_length=100, blank=True)
    agency = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "role"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.username

    @property
    def role_title(self) -> str:
        """The role in words."""
        return ROLE_TITLES.get(Role(self.role), self.role) if self.role in set(Role) else self.role


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses what would change rows. The database refuses too: a trigger stands behind each of these tables."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnly


class AppendOnlyModel(models.Model):
    """A row that is added once and stays."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class StatedReason(AppendOnlyModel):
    """Why someone opened one child. The words stay here, out of the log, since people may write a name in them."""

    username = models.CharField(max_length=150)
    person_token = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    words = models.CharField(max_length=1000, blank=True)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["username", "person_token", "expires_at"], name="reason_in_force")
        ]


class AccessLogEntry(AppendOnlyModel):
    """One decision about who sees what. No key to another table, so that nothing there can disturb it.

    `person_token` stands for a child: a keyed hash, so that the log alone names nobody. `parts` says what was shown or
    asked for, never what it said. `previous_hash` and `hash` chain the entries.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=27)
    actor = models.CharField(max_length=150)
    role = models.CharField(max_length=40)
    session = models.CharField(max_length=16)
    action = models.CharField(max_length=40)
    decision = models.CharField(max_length=10)
    reason_code = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    reason_id = models.BigIntegerField(null=True)
    person_token = models.CharField(max_length=64)
    parts = models.CharField(max_length=200)
    snapshot_id = models.CharField(max_length=120)
    surface = models.CharField(max_length=100)
    result_count = models.IntegerField(null=True)
    to_review = models.BooleanField()
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "access_log"
        ordering: ClassVar[list[str]] = ["seq"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person_token", "seq"], name="access_log_of_person"),
            models.Index(fields=["actor", "seq"], name="access_log_of_actor"),
            models.Index(fields=["to_review", "seq"], name="access_log_to_review"),
        ]


class OpeningReview(AppendOnlyModel):
    """What a reviewer found about an opening that was flagged. One a log entry, by someone else than the opener."""

    OUTCOMES = (
        ("proper", "There was a proper reason"),
        ("follow_up", "To be followed up with the person's manager"),
        ("misuse", "Reported as misuse"),
    )

    log_seq = models.BigIntegerField(unique=True)
    reviewed_by = models.CharField(max_length=150)
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    words = models.CharField(max_length=1000)
    reviewed_at = models.DateTimeField()
