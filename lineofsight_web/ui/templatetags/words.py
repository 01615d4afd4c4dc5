"""The words of `ui/words.py` as template filters. Built in: no template needs to load them."""

from django import template

from lineofsight_web.access import policies
from lineofsight_web.ui import words
from lineofsight_web.ui.signal_icon import signal_icon
from lineofsight_web.ui.sparkline import sparkline

register = template.Library()

for function in (
    words.day,
    words.month,
    words.moment,
    words.number,
    words.sex_words,
    words.amount,
    words.unit_heading,
    words.marker_words,
    words.period_heading,
    policies.action_words,
    policies.reason_words,
    policies.purpose_words,
):
    register.filter(function.__name__, function)
register.filter("counted", words.plural)
register.simple_tag(sparkline, name="sparkline")
register.simple_tag(signal_icon, name="signal_icon")
