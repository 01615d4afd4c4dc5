"""The single view of a child: who is involved, what is open, what each source holds, and what is absent."""

import ast
from datetime import date
from pathlib import Path

import pytest

import lineofsight_web
from lineofsight.snapshot import IdentityRecord
from lineofsight_web.access.policies import Role
from lineofsight_web.child.record import _other_names, age_words
from tests.web.conftest import PURPOSE_OF, give_reason, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def jack(county, signed_in) -> str:
    """Jack's page as a practitioner of his team sees it."""
    return text_of(give_reason(signed_in(Role.PRACTITIONER), county.jack, "allocated_work", ""))


@pytest.fixture
def amina(county, signed_in) -> str:
    """Amina's page as an analyst sees it."""
    return text_of(give_reason(signed_in(Role.ANALYST), county.amina, "data_quality"))


def test_who_is_involved_comes_first(jack):
    assert jack.index("Who is involved") < jack.index("Open now") < jack.index("Identity") < jack.index("Timeline")
    assert "Omar Reid" in jack
    assert "Stroud 1" in jack
    assert "1 May 2022" in jack


def test_what_is_open_says_since_when_and_for_how_long(jack):
    assert '<strong>Looked after</strong> <span class="los-quiet">since 1 June 2022, 699 days</span>' in jack


def test_earlier_workers_and_teams_are_kept_apart(amina):
    now, before = amina.split("Who was involved before (1)")
    assert "Gloucester 1" in now
    assert "Gloucester North" in before


def test_the_timeline_is_newest_first_in_words(amina):
    happened = ["Worker or team changed", "Child protection plan started", "Assessment completed", "Moved home"]
    places = [amina.index(f">{words}<") for words in happened]
    assert places == sorted(places)
    assert "10 January 2024</time> · Neglect" in amina


def test_analysts_see_the_file_and_row_of_each_fact(amina):
    assert "ssd_cp_plans.csv, row 2" in amina
    assert "school_census_pupils_on_roll.csv, row 2" in amina
    assert "You do not have access to this" not in amina


# The four absences


def test_a_source_that_the_reader_may_not_see_is_said_to_be_so(jack):
    assert "You do not have access to this" in jack
    assert ".csv" not in jack


def test_a_fresh_source_without_a_record_is_not_matched_and_never_nothing_known(jack):
    assert 'School census</dt><dd class="govuk-summary-list__value">Not matched to this child' in jack
    assert "nothing known" not in jack.lower()


def test_a_late_source_says_since_when_even_where_it_matched(jack):
    assert "1 record matched<br>Police has not sent data since 4 November 2023" in jack


def test_a_source_that_was_never_sent_says_so(jack):
    assert "Children&#x27;s social care has not sent data" in jack or "Children's social care has not sent data" in jack


def test_what_the_case_system_does_not_hold_is_said_to_be_not_held_by_it(county, signed_in):
    lily = text_of(give_reason(signed_in(Role.ANALYST), county.lily, "data_quality"))
    assert "Not held by Children's social care: no worker or team is recorded as involved now." in lily
    assert "Not held by Children's social care: no open referral" in lily


# The question why


@pytest.mark.parametrize("role", PURPOSE_OF)
def test_a_child_is_not_shown_before_a_reason_is_given(role, county, signed_in):
    response = signed_in(role).get(f"/children/{county.jack}/")
    assert "Say why you need this record" in text_of(response)
    assert "Bell" not in text_of(response)


def test_a_reason_without_enough_words_is_asked_again(county, signed_in):
    response = give_reason(signed_in(Role.DIRECTOR), county.jack, "audit", "because")
    shown = text_of(response)
    assert "Say what it is for in at least 20 characters" in shown
    assert "<title>Error: Say why" in shown
    assert "Bell" not in shown


def test_only_the_roles_own_reasons_are_offered(county, signed_in):
    shown = text_of(signed_in(Role.ANALYST).get(f"/children/{county.jack}/"))
    assert "Statutory return" in shown
    assert "Supervision" not in shown


def test_opening_outside_the_team_says_that_someone_will_look(county, signed_in):
    shown = text_of(give_reason(signed_in(Role.PRACTITIONER), county.amina, "duty"))
    assert "Amina Osei" in shown
    assert "information governance will look at this opening" in shown


def test_the_reason_of_the_last_search_is_offered_to_be_confirmed(county, signed_in):
    client = signed_in(Role.PRACTITIONER)
    born = {"date_of_birth_0": "6", "date_of_birth_1": "5", "date_of_birth_2": "2014"}
    words = "The hospital rang the front door"
    found = client.post("/children/", {"surname": "osei", **born, "purpose": "duty", "words": words}, follow=True)
    assert f"/children/{county.amina}/" in text_of(found)
    asked = client.get(f"/children/{county.amina}/").context["form"]
    assert asked.initial == {"purpose": "duty", "words": words}


# Searching


def test_an_identifier_finds_a_child_however_it_is_spaced(county, signed_in):
    asked = {"identifier": "943 476 5919", "purpose": "audit", "words": "Dip sample of January plans"}
    assert "Amina Osei" in text_of(signed_in(Role.QA).post("/children/", asked, follow=True))


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "Enter a surname and date of birth, or an identifier"),
        ({"surname": "Bell"}, "Enter the date of birth that goes with the surname"),
        (
            {"date_of_birth_0": "1", "date_of_birth_1": "1", "date_of_birth_2": "2010"},
            "Enter the surname that goes with",
        ),
        ({"surname": "Bell", "date_of_birth_0": "31", "date_of_birth_1": "2"}, "Enter a real date, like 31 1 2012"),
    ],
)
def test_too_little_to_find_a_child_by_is_said_beside_the_box(given, error, county, signed_in):
    asked = {**given, "purpose": "audit", "words": "Dip sample of January plans"}
    assert error in text_of(signed_in(Role.QA).post("/children/", asked))


def test_a_search_without_a_reason_searches_nothing(county, signed_in):
    client = signed_in(Role.QA)
    shown = text_of(client.post("/children/", {"identifier": "9434765919"}))
    assert "Choose why you need to see this" in shown
    assert client.get("/children/found/").status_code == 302


def test_the_results_page_is_of_this_session_only(county, signed_in):
    assert signed_in(Role.QA).get("/children/found/").status_code == 302


def test_a_team_list_holds_the_teams_children_and_no_other(county, signed_in):
    client = signed_in(Role.TEAM_MANAGER)
    pages = [client.get("/children/team/", {"page": page}) for page in (1, 2)]
    people = {child.person_id for page in pages for child in page.context["children"]}
    assert people == county.snapshot.people_of_team("T-STR", county.snapshot.as_of)
    assert "29 children on 30 April 2024." in text_of(pages[0])


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2014, 5, 6), "9 years old"), (date(2014, 4, 30), "10 years old"), (date(2022, 5, 1), "23 months old"),
        (date(2024, 3, 30), "1 month old"), (date(2024, 6, 1), "not born yet"), (None, ""),
    ],
)  # fmt: skip
def test_ages_are_said_in_years_and_under_two_in_months(born, said):
    assert age_words(born, date(2024, 4, 30)) == said


# The one door


PERSONAL = {"identity", "records", "timeline", "spells", "involvements", "search"}
ALLOWED = {"child/record.py": PERSONAL - {"search"}, "child/views.py": {"search"}}


def test_no_other_module_reads_a_child(county):
    """A read of a person from the snapshot stands in the modules that ask for a receipt, and nowhere else."""
    root = Path(lineofsight_web.__file__).parent
    read = {
        (path.relative_to(root).as_posix(), node.func.attr)
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in PERSONAL
        if "snapshot" in ast.unparse(node.func.value)
    }
    assert read
    assert not {(module, name) for module, name in read if name not in ALLOWED.get(module, set())}


def test_names_that_differ_by_capitals_only_are_one_name():
    def record(forename: str, surname: str) -> IdentityRecord:
        return IdentityRecord("ssd_person", "1", forename, surname, None, None, None, "f.csv", 2)

    records = [record("Amina", "OSEI"), record("Amina", "Osei"), record("Mina", "Osei"), record("MINA", "OSEI")]
    assert _other_names("Amina Osei", records) == ("Mina Osei",)
