"""Forms of notes, targets and rebases."""

from datetime import date
from typing import Any

from django import forms

from lineofsight.measures.indicator import Indicator
from lineofsight_web.judgements.models import LONGEST_WORDS
from lineofsight_web.ui import words
from lineofsight_web.ui.forms import DayField, GovukForm


def _why(help_text: str = "Everyone who sees the measure sees this beside it. Name no child.") -> forms.CharField:
    return forms.CharField(
        label="Why",
        help_text=help_text,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why"},
    )


class MonthForm(GovukForm):
    """A form that asks for one of a measure's month ends."""

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        self.months = months
        super().__init__(*args, **kwargs)

    def choices(self) -> list[tuple[str, str]]:
        """The month ends, newest first."""
        return [(at.isoformat(), words.day(at)) for at in sorted(self.months, reverse=True)]


class NoteForm(MonthForm):
    """Words, and the month they are about."""

    words = forms.CharField(
        label="Note",
        help_text="Everyone who sees the measure sees this beside it. Name no child.",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter the note"},
    )
    about = forms.TypedChoiceField(label="About", coerce=date.fromisoformat, required=False, empty_value=None)

    def add_fields(self) -> None:
        self.fields["about"].choices = [("", "The measure as such"), *self.choices()]  # type: ignore[attr-defined]  # a ChoiceField


class TargetForm(GovukForm):
    """What the council aims for, in the unit that a page shows."""

    value = forms.FloatField(
        label="Target",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-width": "5"}),
        error_messages={"required": "Enter the target", "invalid": "Enter a number, like 20 or 7.5"},
    )
    from_date = DayField(label="From", help_text="The first day on which it holds.")
    because = _why()

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        self._is_share = indicator.unit in {words.PERCENT, words.CHANGE}
        super().__init__(*args, **kwargs)
        unit = indicator.words.share if indicator.unit == words.MEAN else words.unit_heading(indicator.unit)
        self.fields["value"].help_text = unit

    def clean_value(self) -> float:
        """Percentages are typed as people say them and kept as proportions."""
        value: float = self.cleaned_data["value"]
        if self._is_share and not -100 <= value <= 100:
            raise forms.ValidationError("Enter a percentage from 0 to 100")
        return value / 100 if self._is_share else value


class RebaseForm(MonthForm):
    """From which month end the series has a new level, and the cause that is known."""

    on = forms.TypedChoiceField(
        label="From",
        coerce=date.fromisoformat,
        help_text="The first month end of the new level.",
        error_messages={"required": "Choose the month"},
    )
    because = _why("Name the cause: what was done differently, or counted differently, from then on. Name no child.")

    def add_fields(self) -> None:
        self.fields["on"].choices = self.choices()  # type: ignore[attr-defined]  # a ChoiceField


class WithdrawForm(GovukForm):
    """Why something is taken back."""

    because = _why()
