"""Forms in the markup of the Design System."""

from datetime import date

import pytest
from django import forms

from lineofsight_web.ui.forms import DayField, GovukForm


class Example(GovukForm):
    born = DayField(label="Date of birth", help_text="For example, 31 1 2012")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    words = forms.CharField(label="Words", widget=forms.Textarea)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("31", "1", "2012"), date(2012, 1, 31)),
        ((" 1", "02 ", "2012"), date(2012, 2, 1)),
    ],
)
def test_a_date_is_read_from_its_three_boxes(parts, expected):
    form = Example({**dict(zip(("born_0", "born_1", "born_2"), parts, strict=True)), "kind": "a", "words": "x"})
    assert form.is_valid()
    assert form.cleaned_data["born"] == expected


@pytest.mark.parametrize("parts", [("31", "2", "2012"), ("x", "1", "2012"), ("1", "", "2012"), ("1", "1", "99999")])
def test_what_is_no_date_is_said_to_be_none(parts):
    form = Example(dict(zip(("born_0", "born_1", "born_2"), parts, strict=True)))
    assert form["born"].errors == ["Enter a real date, like 31 1 2012"]


def test_errors_lead_to_the_control_that_mends_them_in_the_order_of_the_page():
    form = Example({})
    assert not form.is_valid()
    assert [control for control, _ in form.errors_in_order()] == ["id_born_0", "id_kind_0", "id_words"]


def test_a_wrong_control_is_tied_to_its_message():
    shown = str(Example({}))
    assert 'aria-describedby="id_words-error"' in shown
    assert 'id="id_words-error"' in shown
    assert "govuk-textarea--error" in shown
    assert "govuk-form-group--error" in shown


def test_a_form_that_was_not_sent_shows_no_error():
    assert "error" not in str(Example())


def test_several_controls_stand_in_one_fieldset_with_a_legend():
    shown = str(Example())
    assert shown.count("<fieldset") == 2
    assert shown.count("<legend") == 2
    assert 'for="id_words"' in shown
