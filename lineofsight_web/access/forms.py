"""Forms for signing in, giving a reason, and reviewing an opening."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from lineofsight_web.access.models import OpeningReview
from lineofsight_web.access.policies import LEAST_WORDS, Purpose, Role, purposes_for
from lineofsight_web.ui.forms import GovukForm


class SignInForm(GovukForm, AuthenticationForm):
    """User name and password. The answer to a wrong pair does not say which of the two was wrong."""

    error_messages = {  # noqa: RUF012  # Django's own attribute
        "invalid_login": "Enter a user name and password that belong together",
        "inactive": "Enter a user name and password that belong together",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "User name"
        self.fields["username"].error_messages["required"] = "Enter your user name"
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["username"].widget.attrs.pop("autofocus", None)


class PurposeField(forms.ChoiceField):
    """One of the reasons that the person's role may give."""

    widget = forms.RadioSelect

    def __init__(self, purposes: tuple[Purpose, ...], **kwargs: Any) -> None:
        self.hints = {purpose.code: purpose.hint for purpose in purposes}
        choices = [(purpose.code, purpose.words) for purpose in purposes]
        super().__init__(choices=choices, **kwargs)


class ReasonForm(GovukForm):
    """Why a child is looked up: a purpose from the list, and words."""

    def __init__(self, role: Role, *args: Any, words_needed: bool, **kwargs: Any) -> None:
        self.purposes = purposes_for(role)
        self.words_needed = words_needed
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        self.fields["purpose"] = PurposeField(
            self.purposes,
            label="Why do you need to see this child's record?",
            error_messages={"required": "Choose why you need to see this", "invalid_choice": "Choose from the list"},
        )
        if self.words_needed:
            hint = f"At least {LEAST_WORDS} characters. Do not write names."
        else:
            hint = "Needed for an information request or something else. Do not write names."
        self.fields["words"] = forms.CharField(
            label="What is it for?" if self.words_needed else "What is it for? (optional)",
            help_text=hint,
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = next((purpose for purpose in self.purposes if purpose.code == given.get("purpose")), None)
        must = self.words_needed or (chosen is not None and chosen.needs_words)
        if must and len(str(given.get("words", "")).strip()) < LEAST_WORDS:
            self.add_error("words", f"Say what it is for in at least {LEAST_WORDS} characters")
        return given


class ReviewForm(GovukForm):
    """What a reviewer found."""

    outcome = forms.ChoiceField(
        label="What did you find?",
        choices=OpeningReview.OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you found"},
    )
    words = forms.CharField(
        label="How do you know?",
        help_text="Whom you asked and what they said. Do not write a child's name.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how you know"},
    )


class LogFilterForm(GovukForm):
    """Narrow the access log down."""

    actor = forms.CharField(label="Who looked (user name)", required=False, max_length=150)
    person_id = forms.CharField(
        label="At which child (person id)", required=False, max_length=40, help_text="Like P7Q2K5M3X4TA"
    )
