"""Finding a child by what a caller knows."""

from typing import Any

from django import forms

from lineofsight_web.access.forms import ReasonForm
from lineofsight_web.access.policies import Role
from lineofsight_web.ui.forms import DayField


class FindForm(ReasonForm):
    """Surname and date of birth, or one identifier; and why."""

    surname = forms.CharField(label="Surname", required=False, max_length=100)
    date_of_birth = DayField(label="Date of birth", help_text="For example, 31 1 2012", required=False)
    identifier = forms.CharField(
        label="Or an identifier",
        help_text="An NHS number, a unique pupil number, or the child's number in the case system",
        required=False,
        max_length=40,
    )

    def __init__(self, role: Role, *args: Any, **kwargs: Any) -> None:
        super().__init__(role, *args, words_needed=kwargs.pop("words_needed", True), **kwargs)
        for name in ("surname", "identifier"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        self.fields["purpose"].label = "Why are you looking for this child?"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        surname, born, identifier = (given.get(name) for name in ("surname", "date_of_birth", "identifier"))
        if identifier or "date_of_birth" in self.errors:
            return given
        if not surname and not born:
            self.add_error("surname", "Enter a surname and date of birth, or an identifier")
        elif not surname:
            self.add_error("surname", "Enter the surname that goes with the date of birth")
        elif not born:
            self.add_error("date_of_birth", "Enter the date of birth that goes with the surname")
        return given
