"""Forms drawn with the markup of the GOV.UK Design System, from Django's own fields.

A form that derives from `GovukForm` is shown whole by {{ form }}: labels, hints, errors by each field, and
`ui/error_summary.html` above the heading.
"""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class GovukRenderer(DjangoTemplates):
    """Our templates for a form and its fields."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class GovukForm(forms.Form):
    """Marks each widget with the classes and descriptions that the Design System asks for."""

    use_required_attribute = False
    error_css_class = "govuk-form-group--error"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.add_fields()

    def add_fields(self) -> None:
        """Where a form whose fields depend on the person adds them."""

    def __getitem__(self, name: str) -> forms.BoundField:
        field = super().__getitem__(name)
        _dress(field)
        return field

    def errors_in_order(self) -> list[tuple[str, str]]:
        """Each error with the id of the control that mends it, in the order of the page."""
        found = [("", str(error)) for error in self.non_field_errors()]
        for field in self:
            found += [(first_control(field), str(error)) for error in field.errors]
        return found


def first_control(field: forms.BoundField) -> str:
    """The id of a field's control; of the first one, where there are several."""
    if isinstance(field.field.widget, forms.RadioSelect | DayInput):
        return f"{field.auto_id}_0"
    return str(field.auto_id)


def _dress(field: forms.BoundField) -> None:
    widget = field.field.widget
    attrs = widget.attrs
    wrong = bool(field.form.is_bound and field.errors)
    if isinstance(widget, forms.Textarea):
        attrs["class"] = "govuk-textarea" + (" govuk-textarea--error" if wrong else "")
    elif isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
        attrs["class"] = "govuk-select" + (" govuk-select--error" if wrong else "")
    elif not isinstance(widget, forms.RadioSelect | DayInput):
        width = attrs.pop("data-width", "20")
        attrs["class"] = f"govuk-input govuk-input--width-{width}" + (" govuk-input--error" if wrong else "")
    told = [f"{field.auto_id}-hint"] if field.help_text else []
    told += [f"{field.auto_id}-error"] if wrong else []
    if told and not isinstance(widget, forms.RadioSelect | DayInput):
        attrs["aria-describedby"] = " ".join(told)


class DayInput(forms.MultiWidget):
    """A date as three boxes: day, month, year."""

    template_name = "ui/day_input.html"
    PARTS = (("Day", "2"), ("Month", "2"), ("Year", "4"))

    def __init__(self) -> None:
        boxes = [forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}) for _ in self.PARTS]
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, (label, width) in zip(context["widget"]["subwidgets"], self.PARTS, strict=True):
            box["label"], box["width"] = label, width
        return context


class DayField(forms.MultiValueField):
    """A date typed as day, month and year."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([forms.IntegerField() for _ in DayInput.PARTS], **{"require_all_fields": False, **kwargs})

    def clean(self, value: Any) -> Any:
        if not any(str(part or "").strip() for part in value or []):
            if self.required:
                raise forms.ValidationError("Enter the day, month and year")
            return None
        return self.compress(value)

    def compress(self, data_list: Any) -> Any:
        from datetime import date

        try:
            day, month, year = (int(str(part).strip()) for part in data_list)
            return date(year, month, day)
        except (TypeError, ValueError):
            raise forms.ValidationError("Enter a real date, like 31 1 2012") from None
