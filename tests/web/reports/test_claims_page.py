"""Does every number of a paper hold? What the page shows, to whom, and what a refused person sees."""

import csv
import io

import pytest
from django.urls import reverse

from lineofsight_web.access.policies import Role
from lineofsight_web.plan.actions import import_paper
from lineofsight_web.plan.models import Paper
from lineofsight_web.plan.papers import SAMPLE_PAPER, paper_text
from lineofsight_web.reports.page import WITHOUT_NUMBERS
from tests.web.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(db) -> Paper:
    return import_paper(text=paper_text(SAMPLE_PAPER), by=None).paper


def test_every_claim_of_the_paper_stands_with_its_verdict_and_what_the_figures_say(county, paper, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(reverse("claims", args=[paper.pk])))
    assert "8 claims held against the figures of 30 April 2024" in shown
    assert shown.index("Contradicted") < shown.index("Supported")
    assert "<strong>increasing care numbers nationally</strong>" in shown
    assert "England, as published by then: up 2.0% (82,090 to 83,750) from 31 March 2022 to 31 March 2023." in shown
    assert 'href="/performance/LA01/"' in shown


def test_the_paper_leads_to_its_claims(county, paper, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get(reverse("paper", args=[paper.pk])))
    assert f'href="{reverse("claims", args=[paper.pk])}"' in shown


def test_a_reader_without_small_numbers_sees_the_verdicts_and_not_the_figures(county, paper, signed_in):
    shown = text_of(signed_in(Role.BOARD_MEMBER).get(reverse("claims", args=[paper.pk])))
    assert "8 claims held against" in shown
    assert WITHOUT_NUMBERS in shown
    assert "82,090" not in shown


def test_the_file_has_a_row_a_claim(county, paper, signed_in):
    told = signed_in(Role.DIRECTOR).get(reverse("claims-file", args=[paper.pk, "csv"])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert len(rows) == 8
    assert {row["snapshot"] for row in rows} == {county.snapshot.id}
    assert signed_in(Role.DIRECTOR, username="other").get(
        reverse("claims-file", args=[paper.pk, "xlsx"])
    ).status_code == 200  # fmt: skip


@pytest.mark.parametrize("name", ["claims", "claims-file"])
def test_who_may_not_see_the_plan_or_figures_sees_neither_claim_nor_verdict(county, paper, signed_in, name):
    answer = signed_in(Role.ADMINISTRATOR).get(
        reverse(name, args=[paper.pk, *(["csv"] if name == "claims-file" else [])])
    )
    assert answer.status_code == 403
    assert "nationally" not in text_of(answer)


def test_there_are_no_claims_of_a_paper_that_there_is_not(county, signed_in):
    assert signed_in(Role.DIRECTOR).get(reverse("claims", args=[12345])).status_code == 404
