"""Forms of the plan. Each carries the version it was opened at, so that two editors cannot overwrite silently."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from lineofsight_web.access.models import User
from lineofsight_web.access.policies import PERMISSIONS, Action, Role
from lineofsight_web.plan.models import Ambition, Item
from lineofsight_web.ui.forms import DayField, GovukForm

LONGEST_TEXT = 4000
LONGEST_REASON = 1000


class PeopleField(forms.ModelChoiceField):  # type: ignore[type-arg]  # the class takes no arguments when it runs
    """Someone with an account who may see the plan, or nobody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), required=False, empty_label="Nobody", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_full_name()}, {obj.role_title}"


def people() -> Any:
    """The people who may lead an item or an ambition."""
    roles = [role for role in Role if Action.SEE_PLAN in PERMISSIONS[role]]
    return User.objects.filter(is_active=True, role__in=roles).order_by("full_name", "username")


class ReasonForm(GovukForm):
    """Why something is done, and the version of what it is done to."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    because = forms.CharField(
        label="Why",
        help_text="The board sees this beside the change.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why"},
    )


class EditItemForm(ReasonForm):
    """An item's words and who leads it."""

    text = forms.CharField(
        label="Words",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the words of the item"},
    )
    lead = PeopleField(label="Lead")
    field_order = ("text", "lead", "because", "version")

    def add_fields(self) -> None:
        self.fields["lead"].queryset = people()  # type: ignore[attr-defined]  # PeopleField has one

    @classmethod
    def of(cls, item: Item) -> "EditItemForm":
        """The form as it opens."""
        return cls(initial={"text": item.text, "lead": item.lead, "version": item.version})


class AddItemForm(GovukForm):
    """A new item's words."""

    text = forms.CharField(
        label="Words",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the words of the item"},
    )
    because = forms.CharField(
        label="Why",
        help_text="The board sees this beside the change.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why"},
    )


class LeadForm(ReasonForm):
    """Who leads an ambition, and from when."""

    lead = PeopleField(label="Lead")
    on = DayField(label="From", error_messages={"required": "Enter the day from which they lead"})
    field_order = ("lead", "on", "because", "version")

    def add_fields(self) -> None:
        self.fields["lead"].queryset = people()  # type: ignore[attr-defined]  # PeopleField has one

    @classmethod
    def of(cls, ambition: Ambition, lead: User | None) -> "LeadForm":
        """The form as it opens, from today on."""
        today: date = timezone.localdate()
        return cls(initial={"lead": lead, "on": today, "version": ambition.version})
