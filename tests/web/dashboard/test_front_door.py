"""The front door: demand, conversion, what came back, partners against what is expected, and who is not shown them."""

from datetime import date

import pytest

from lineofsight.snapshot import CameBack, Contacts, Referrals, Years
from lineofsight.snapshot.at_the_door import ADVICE, BECAME_REFERRAL
from lineofsight_web.access.policies import Role
from lineofsight_web.dashboard.figures import Reader
from lineofsight_web.dashboard.front_door.page import KnownBefore, front_door, made_of
from lineofsight_web.dashboard.front_door.tables import NOT_KNOWN, Table
from tests.web.conftest import text_of

pytestmark = pytest.mark.django_db

EVERYTHING, BOARD = Reader(True, True), Reader(False, False)
FOLLOWED = Years(date(2024, 4, 30), 90)


def contacts(who: str, band: str, became: int, advice: int, *, latest: bool = True, repeat: bool = False):
    return [
        Contacts(latest, who, band, outcome, repeat, n)
        for outcome, n in ((BECAME_REFERRAL, became), (ADVICE, advice))
        if n
    ]


TWO_PARTNERS = [
    *contacts("Police", "0", 60, 40), *contacts("Police", "10-15", 30, 270, repeat=True),
    *contacts("Schools", "0", 20, 80), *contacts("Schools", "10-15", 30, 70),
    *contacts("unknown", "unknown", 5, 5),
    *contacts("Police", "0", 40, 160, latest=False),
]  # fmt: skip
"""Under 1: 80 of 200 became referrals, 40%. 10 to 15: 60 of 400, 15%."""


BOTH_YEARS = KnownBefore()


def made(known: KnownBefore = BOTH_YEARS) -> dict[str, Table]:
    referrals = [Referrals(True, "Police", "N1", False, 80), Referrals(True, "Police", "N1", True, 10),
                 Referrals(False, "Police", "N1", False, 100)]  # fmt: skip
    back = [CameBack(True, "Police", 200, 30), CameBack(False, "Police", 200, 10)]
    found = made_of(TWO_PARTNERS, referrals, back, FOLLOWED, str, known)
    return {table.key: table for table in found}


def row(table: Table, first: str) -> tuple[str, ...]:
    return next(row for row in table.rows if row[0] == first)


def test_demand_is_counted_in_two_years_and_its_rows_add_up_to_all():
    table = made()["contacts-by-who"]
    assert row(table, "Police")[1:3] == ("400", "200")
    assert row(table, "All")[1:3] == ("610", "200")
    assert row(table, "Police")[4] == "More than chance"


def test_partners_stand_in_the_order_of_their_names_and_the_unknown_last():
    assert [row[0] for row in made()["expected"].rows] == ["Police", "Schools", "Not known"]


def test_expected_is_each_age_bands_contacts_at_the_countys_share_of_that_band():
    """Police: 100 x 40% + 300 x 15% = 85; observed 90. Schools: 100 x 40% + 100 x 15% = 55; observed 50."""
    table = made()["expected"]
    assert row(table, "Police")[1:5] == ("400", "90", "85.0", "1.06")
    assert row(table, "Schools")[1:5] == ("200", "50", "55.0", "0.91")
    assert row(table, "Police")[6] == "No evidence of difference"
    assert row(table, "Not known")[6] == "Too few to tell"


def test_conversion_repeat_contacts_and_what_came_back_stand_beside_their_counts():
    tables = made()
    assert row(tables["conversion"], "Police")[1:4] == ("22%", "19% to 27%", "90 of 400")
    assert row(tables["repeat"], "Police")[3] == "300 of 400"
    assert row(tables["came-back"], "Police")[1:6] == ("15%", "11% to 21%", "30 of 200", "5.0%", "10 of 200")
    assert row(tables["came-back"], "Police")[6].startswith("More than before, by ")


def test_referrals_are_told_by_need_and_by_whether_they_ended_in_no_further_action():
    tables = made()
    assert row(tables["referrals-by-need"], "N1")[1:3] == ("90", "100")
    assert row(tables["referrals-by-outcome"], "No further action")[1:3] == ("10", "0")


def test_a_year_from_before_our_data_is_not_set_beside_this_one():
    tables = made(KnownBefore(contacts=False))
    assert row(tables["contacts-by-who"], "Police")[2:] == (NOT_KNOWN, "", "")
    assert row(tables["conversion"], "Police")[4:] == (NOT_KNOWN, "", "")
    assert row(tables["referrals-by-need"], "N1")[2] == "100"


def test_a_table_with_a_small_count_is_not_shown_to_who_may_not_see_small_numbers():
    hidden = made()["expected"].for_reader(sees_small_numbers=False)
    assert hidden.rows == ()
    assert "You do not have access to this" in hidden.absence
    assert made()["referrals-by-need"].for_reader(sees_small_numbers=False).rows


def test_contacts_that_are_not_loaded_are_not_counted_as_none(county):
    found = {table.key: table for table in front_door(county.snapshot, EVERYTHING).tables}
    assert found["contacts-by-who"].absence.startswith("Not loaded")
    assert row(found["referrals-by-outcome"], "All")[1] != "0"


def test_the_page_says_that_hours_to_a_decision_are_not_held(county, signed_in):
    shown = text_of(signed_in(Role.DIRECTOR).get("/performance/front-door/"))
    assert "Not held: this needs the day on which a manager decided what follows from each contact" in shown
    assert "Contacts: not loaded" in shown


def test_each_table_can_be_taken_away_as_a_file(county, signed_in):
    client = signed_in(Role.ANALYST)
    assert county.snapshot.id in text_of(client.get("/performance/front-door/tables/referrals-by-outcome.csv"))
    assert client.get("/performance/front-door/tables/referrals-by-outcome.xlsx").content[:2] == b"PK"
    assert client.get("/performance/front-door/tables/else.csv").status_code == 404
    assert client.get("/performance/front-door/tables/referrals-by-outcome.doc").status_code == 404


@pytest.mark.parametrize("path", ["/performance/front-door/", "/performance/front-door/tables/referrals-by-who.csv"])
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_who_may_not_see_figures_is_refused(path, role, county, signed_in):
    response = signed_in(role).get(path)
    assert response.status_code == 403
    assert "No further action" not in text_of(response)
