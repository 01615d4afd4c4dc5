"""The overview and a measure's verdict, as each reader sees them."""

import pytest
from django.urls import reverse

from lineofsight.measures.catalogue import INDICATORS
from lineofsight.stats.charts import ENOUGH_POINTS
from lineofsight_web.access.policies import Role
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.overview import by_evidence, overview
from lineofsight_web.dashboard.signals.all_signals import AllSignals, all_signals
from lineofsight_web.dashboard.signals.signal import ICON_WORDS, Signal
from lineofsight_web.dashboard.verdict import verdict
from lineofsight_web.judgements import actions
from tests.web.conftest import browser_of, make_user, text_of

pytestmark = pytest.mark.django_db

EVERYTHING = Reader(sees_small_numbers=True, sees_teams=True)
BOARD = Reader(sees_small_numbers=False, sees_teams=False)


def test_the_first_sentence_says_how_many_would_move_by_chance(county, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(reverse("performance")))
    assert all_signals(county.snapshot).sentence in shown
    assert "would by chance." in shown


def test_one_in_the_singular_and_few_by_chance_in_words():
    told = AllSignals({}, n_judged=96, n_real=1, expected_by_chance=0.4)
    assert told.sentence == "1 of 96 measures shows a real change; fewer than one would by chance."
    assert AllSignals({}, 96, 4, 1.9).sentence == "4 of 96 measures show a real change; about 2 would by chance."
    assert AllSignals({}, 0, 0, 0).sentence.startswith("No measure has enough months")


def test_what_really_moved_comes_first_by_evidence_and_the_rest_as_the_catalogue_has_them():
    verdicts = {
        "FD01": Signal("no change", "", 2.9), "FD07": Signal("higher", "", 3.2), "FD08": Signal("concern", "", 6.0),
        "AS01": Signal("cannot tell", "", 0.0),
    }  # fmt: skip
    told = AllSignals(verdicts, 3, 2, 0.1)
    assert [one.id for one in by_evidence((INDICATORS[name] for name in verdicts), told)] == [
        "FD08", "FD07", "FD01", "AS01",
    ]  # fmt: skip


def test_every_measure_the_board_asks_for_first_has_a_line(county):
    page = overview(county.snapshot, EVERYTHING)
    listed = {line.line.indicator.id for _, _, lines in page.by_ambition for line in lines}
    assert {"FD08", "CP06", "LA01", "WF01"} <= listed
    assert all(line.beside for _, _, lines in page.by_ambition for line in lines)


def test_a_change_is_not_counted_beside_its_level(county):
    """CP07 is how CP06 moved: one question is judged once."""
    told = all_signals(county.snapshot)
    assert told.n_judged == sum(
        one.icon != "cannot tell" and not INDICATORS[name].change for name, one in told.by_id.items()
    )


def test_each_verdict_has_words_beside_its_icon(county, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(reverse("performance")))
    assert shown.count('<svg class="los-icon') == sum(shown.count(f">{words}<") for words in ICON_WORDS.values())


def test_a_target_stands_beside_the_figure(county, signed_in):
    client = browser_of(make_user(Role.DIRECTOR, username="dora"))
    actions.set_target(
        indicator="FD08", value=0.2, from_date=county.snapshot.as_of.replace(year=2023), because="Agreed",
        by=make_user(Role.DIRECTOR, username="other"),
    )  # fmt: skip
    assert ">20%<" in text_of(client.get(reverse("performance")))
    assert "Target 20% from" in text_of(client.get(reverse("measure", args=["FD08"])))


# The measure's verdict


def test_a_charts_rules_and_reason_are_printed_with_it(county):
    told = verdict(county.snapshot, INDICATORS["FD07"], EVERYTHING)
    assert told.has_chart
    assert "chart of" in told.caption[0]
    assert told.caption[1].startswith("Rules: MDC-7")
    assert len(told.rows) >= ENOUGH_POINTS


def test_a_level_has_no_chart_of_limits(county):
    told = verdict(county.snapshot, INDICATORS["LA01"], EVERYTHING)
    assert not told.has_chart
    assert "1 on 31 October 2023" in told.flow_words


def test_small_numbers_behind_a_verdict_are_hidden_from_those_who_may_not_see_them(county, signed_in):
    """Amina alone came onto a plan: the balance of flows would tell of her."""
    told = verdict(county.snapshot, INDICATORS["CP06"], BOARD)
    assert told.flow_words == ""
    assert told.flows == ()
    assert "smaller than six" in told.signal.why
    client = signed_in(Role.BOARD_MEMBER)
    assert client.get(reverse("chart", args=["FD08", "control", "svg"])).status_code == 404
    assert client.get(reverse("points-file", args=["FD08", "csv"])).status_code == 404


def test_the_points_of_a_chart_can_be_taken_away(county, signed_in):
    client = signed_in(Role.ANALYST)
    lines = client.get(reverse("points-file", args=["FD07", "csv"])).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "to,value,mean,limits,rule"
    assert len(lines) == 1 + len(verdict(county.snapshot, INDICATORS["FD07"], EVERYTHING).rows)
    assert client.get(reverse("points-file", args=["FD07", "xlsx"])).content.startswith(b"PK")
    assert client.get(reverse("points-file", args=["FD07", "pdf"])).status_code == 404


@pytest.mark.parametrize("kind", ["control", "funnel", "map", "months", "districts"])
def test_each_chart_is_drawn(county, signed_in, kind):
    response = signed_in(Role.DIRECTOR).get(reverse("chart", args=["FD07", kind, "svg"]))
    assert response.content.startswith(b"<svg")


def test_a_measure_shows_those_it_must_be_read_beside(county, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(reverse("measure", args=["FD08"])))
    beside = shown[shown.index("To be read beside") :]
    for name in INDICATORS["FD08"].balanced_by:
        assert INDICATORS[name].title in beside


def test_every_measure_has_a_page(county, signed_in):
    client = signed_in(Role.DIRECTOR)
    for name, indicator in INDICATORS.items():
        shown = text_of(client.get(reverse("measure", args=[name])))
        assert indicator.title.replace("'", "&#x27;") in shown, name


@pytest.mark.parametrize("page", ["performance", "every-measure"])
def test_someone_without_figures_is_told_whom_to_ask(county, signed_in, page):
    response = signed_in(Role.ADMINISTRATOR).get(reverse(page))
    assert response.status_code == 403
    assert "the performance team" in text_of(response)
