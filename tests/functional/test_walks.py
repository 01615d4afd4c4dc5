"""Each role's main job, walked from sign-in to done."""

import re

import pytest

from tests.functional.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def heading(visit: Visit) -> str:
    return visit.page.inner_text("h1")


def shown(visit: Visit) -> str:
    return visit.page.inner_text("main")


def give_reason(visit: Visit, purpose: str, words: str) -> None:
    """Answer the question why, unless the answer given on an earlier walk still holds."""
    if "Who is involved" in visit.page.inner_text("main"):
        return
    visit.page.check(f"input[value={purpose}]")
    visit.page.fill("#id_words", words)
    visit.page.click("main button")


def test_a_director_signs_in_and_opens_a_child_by_keyboard_alone(visit, site):
    """The first walk of the file: once the director has given a reason, it holds for hours."""
    director = visit()
    director.open("/sign-in/")
    keyboard = director.page.keyboard
    press_until(director, "User name")
    keyboard.type("director")
    press_until(director, "Password")
    keyboard.type(site.passwords["director"])
    keyboard.press("Enter")
    director.page.wait_for_selector("h1:has-text('Home')")
    director.open("/performance/CP06/cases/")
    person = director.page.inner_text("main table a >> nth=0")
    press_until(director, person)
    keyboard.press("Enter")
    director.page.wait_for_selector("text=Say why you need this record")
    press_until(director, "Supervision")
    for _ in range(2):
        keyboard.press("ArrowDown")
    assert director.page.is_checked("input[value=audit]")
    press_until(director, "What is it for?")
    keyboard.type("Dip sample of plans that began in January")
    press_until(director, "Continue")
    keyboard.press("Enter")
    director.page.wait_for_selector("text=Who is involved")
    assert heading(director) == "Amina Osei"


def test_a_director_goes_from_home_to_a_figure_to_a_district_to_its_cases(visit):
    director = visit("director")
    assert heading(director) == "Home"
    director.page.click("text=Re-referrals within 12 months")
    assert shown(director).index("of referrals came within 12 months") < shown(director).index("By district")
    director.page.click("tr:has-text('Gloucester') >> text=cases")
    assert heading(director) == "Cases behind Re-referrals within 12 months"
    assert "for Gloucester." in shown(director)


def test_an_analyst_goes_from_a_figure_to_the_file_and_row_of_a_child(visit):
    analyst = visit("analyst")
    analyst.open("/performance/CP06/")
    analyst.page.click("summary:has-text('Show the figures')")
    analyst.page.click("tr:has-text('30 April 2024') >> text=cases")
    assert "ssd_cp_plans.csv, row 2" in shown(analyst)
    analyst.page.click("main table a")
    give_reason(analyst, "data_quality", "The plan's start looks a week early")
    assert heading(analyst) == "Amina Osei"
    assert "ssd_cp_plans.csv, row 2" in shown(analyst)


def test_an_analyst_downloads_the_figures_and_the_chart(visit):
    analyst = visit("analyst")
    analyst.open("/performance/FD07/")
    analyst.page.click("summary:has-text('Show the figures')")
    for link, name in (("CSV", "FD07-all-2024-04-30.csv"), ("Excel", "FD07-all-2024-04-30.xlsx"),
                       ("the chart for a paper", "FD07-months-2024-04-30.png")):  # fmt: skip
        with analyst.page.expect_download() as download:
            analyst.page.click(f".govuk-details:has-text('Show the figures') a:has-text('{link}') >> nth=0")
        assert download.value.suggested_filename == name


def test_an_analyst_asks_what_comes_to_the_front_door_and_takes_the_table_away(visit):
    analyst = visit("analyst")
    analyst.page.click("nav >> text=Performance")
    analyst.page.click("nav >> text=Front door")
    assert heading(analyst) == "Front door"
    analyst.page.click("main a:text-is('Referrals by who referred')")
    with analyst.page.expect_download() as download:
        analyst.page.click("a[href*='referrals-by-who.csv']")
    assert download.value.suggested_filename == "front-door-referrals-by-who-2024-04-30.csv"
    analyst.page.click("main a:text-is('Re-referrals within 12 months')")
    assert heading(analyst) == "Re-referrals within 12 months"


def test_a_director_asks_whether_the_fall_is_safe_and_goes_to_a_child_behind_a_count(visit):
    director = visit("director")
    director.page.click("nav >> text=Performance")
    director.page.click("nav >> text=Is the fall safe?")
    assert heading(director) == "Is the fall safe?"
    assert shown(director).index("in care on 30 April 2024") < shown(director).index("What the change is made of")
    director.page.click("tr:has-text('Started a plan, aged 5 to 9') >> a >> nth=0")
    assert heading(director) == "Child protection plans: started a plan, aged 5 to 9"
    director.page.click("main table a")
    give_reason(director, "audit", "What brought this child onto a plan")
    assert heading(director) == "Amina Osei"


def test_an_analyst_on_the_first_working_day_sees_what_has_changed_since_last_month_and_why(visit):
    """From the snapshots to the measures that were revised, to the file of one, to the child who was entered late."""
    analyst = visit("analyst")
    page = analyst.page
    page.click("nav >> text=Data")
    page.click("nav >> text=Snapshots")
    page.click("main table a:has-text('what has changed')")
    assert heading(analyst) == "What has changed since 31 March 2024"
    assert "1 recorded late, 1 gone, 1 changed" in page.inner_text("tr:has-text('Referral rate') >> nth=0")
    page.click("main a:text-is('Re-referrals within 12 months')")
    assert heading(analyst) == "What has changed in Re-referrals within 12 months"
    assert "As it was told: 0% (0 of 23). As it is known now: 4.2% (1 of 24)." in shown(analyst)
    with page.expect_download() as download:
        page.click("main a:text-is('CSV')")
    assert download.value.suggested_filename == "changed-FD08-2024-03-31.csv"
    page.click("tr:has-text('Recorded late') >> a >> nth=0")
    give_reason(analyst, "data_quality", "Entered ten days after the referral came")
    assert heading(analyst) == "Noor Aziz"


def test_an_analyst_sees_a_measure_as_it_was_known_and_comes_back(visit):
    """By the choice at the foot of the page, without scripts."""
    analyst = visit("analyst", scripts=False, width=375, height=812)
    analyst.open("/performance/FD08/cases/?at=2024-03-31")
    assert "24 rows in the figure of 31 March 2024" in shown(analyst)
    analyst.page.select_option("#known-at", label="31 March 2024")
    analyst.page.click("main button:has-text('Show')")
    assert "23 rows in the figure of 31 March 2024" in shown(analyst)
    assert "As it was known on 31 March 2024" in shown(analyst)
    analyst.page.click("text=See it as it is known now")
    assert "24 rows in the figure of 31 March 2024" in shown(analyst)


def test_a_team_manager_goes_from_home_to_a_child_of_the_team(visit):
    manager = visit("team-manager")
    manager.page.click("main a:has-text('children')")
    assert heading(manager).startswith("Children with ")
    name = manager.page.inner_text("main table a >> nth=0")
    manager.page.click("main table a >> nth=0")
    manager.page.check("input[value=supervision]")
    manager.page.click("main button")
    assert heading(manager) == name
    assert "Who is involved" in shown(manager)


def test_a_team_manager_asks_whether_the_team_is_out_of_line_and_could_it_tell(visit):
    manager = visit("team-manager")
    manager.page.click("nav >> text=Performance")
    manager.page.click("nav >> text=Teams")
    assert "Your team: Stroud 1." in shown(manager)
    manager.page.click(".los-signal a")
    assert heading(manager) == "Stroud 1"
    assert "to tell" in shown(manager) or "not comparable" in shown(manager)
    manager.page.click("main table a:has-text('Re-referrals within 12 months')")
    assert heading(manager) == "Re-referrals within 12 months"
    assert "Stroud 1 (yours)" in shown(manager)
    assert "What was allowed for" in shown(manager)


def test_a_director_goes_from_where_children_wait_to_a_district_and_takes_the_flow_for_a_paper(visit):
    director = visit("director")
    director.page.click("nav >> text=Performance")
    director.page.click("nav >> text=Journey")
    assert heading(director) == "Where children wait"
    assert "The longest waits" in shown(director) or "No stage has been followed" in shown(director)
    director.page.click("main nav >> text=Stroud")
    assert heading(director) == "Where children wait: Stroud"
    director.page.click("summary:has-text('Show the figures')")
    with director.page.expect_download() as download:
        director.page.click("text=the flow for a paper")
    assert download.value.suggested_filename == "journey-2024-04-30.png"


def test_a_director_goes_from_what_is_overdue_to_a_child_and_back_to_the_list(visit):
    director = visit("director")
    director.open("/performance/overdue/")
    director.page.click("tr:has-text('Gloucester 1') >> text=children")
    assert heading(director) == "Children overdue with Gloucester 1"
    assert "97" in shown(director)
    director.page.click("main table a >> nth=0")
    give_reason(director, "supervision", "No visit since the plan began")
    assert heading(director) == "Amina Osei"
    director.open("/performance/overdue/children/?team=T-GLO")
    assert heading(director) == "Children overdue with Gloucester 1"


def test_a_practitioner_with_a_phone_call_waiting_finds_who_is_involved(visit):
    practitioner = visit("practitioner", width=375, height=812)
    practitioner.open("/children/")
    page = practitioner.page
    page.fill("#id_surname", "Osei")
    for place, part in enumerate(("6", "5", "2014")):
        page.fill(f"#id_date_of_birth_{place}", part)
    give_reason(practitioner, "duty", "The hospital rang the front door")
    page.click("text=Amina Osei")
    assert page.input_value("#id_words") == "The hospital rang the front door"
    page.click("main button")
    assert heading(practitioner) == "Amina Osei"
    assert "Grace Hall" in shown(practitioner)


def test_quality_assurance_opens_a_child_for_an_audit(visit):
    auditor = visit("qa")
    auditor.open("/performance/CP06/cases/")
    auditor.page.click("main table a")
    give_reason(auditor, "audit", "Dip sample of plans that began in January")
    assert heading(auditor) == "Amina Osei"
    assert ".csv" not in shown(auditor)


def test_information_governance_reviews_an_opening_and_checks_the_log(visit):
    practitioner = visit("practitioner")
    practitioner.open("/performance/")
    practitioner.open("/children/")
    practitioner.page.fill("#id_identifier", "LA-X0")
    give_reason(practitioner, "duty", "The school asked who works with her")
    practitioner.page.click("main a >> nth=0")
    practitioner.page.click("main button")
    governance = visit("information-governance")
    governance.open("/data/to-review/")
    governance.page.click("main table a >> nth=0")
    governance.page.check("input[value=proper]")
    governance.page.fill("#id_words", "The duty manager confirmed the call")
    governance.page.click("main button")
    assert heading(governance) == "Openings to review"
    governance.open("/data/access-log/check/")
    assert heading(governance) == "The access log is whole"


def test_a_board_member_on_a_phone_reads_a_figure_and_what_it_means(visit):
    member = visit("board-member", width=375, height=812)
    member.page.click("button:has-text('Menu')")
    member.page.click("nav >> text=Performance")
    member.page.click("text=Children in care rate")
    assert "Why it matters" in shown(member)
    assert member.page.query_selector("a:has-text('cases')") is None


def test_an_administrator_sees_the_files_and_no_figure_of_a_child(visit):
    administrator = visit("administrator")
    administrator.page.click("nav >> text=Data")
    assert heading(administrator) == "Files and findings"
    assert "Performance" not in administrator.page.inner_text("header")


# By keyboard alone


def press_until(visit: Visit, words: str, *, most: int = 60) -> None:
    """Tab on until what has the focus says these words."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        focused = visit.page.evaluate(
            "(e => e.matches('[role=region]') ? '' : e.innerText || (e.labels && e.labels[0].innerText) || '')"
            "(document.activeElement)"
        )
        if words in focused:
            return
    raise AssertionError(f"{words!r} is not reached by Tab")


def test_the_skip_link_comes_first_and_leads_past_the_bar(visit):
    director = visit("director")
    director.page.keyboard.press("Tab")
    assert "Skip to main content" in director.page.evaluate("document.activeElement.innerText")
    director.page.keyboard.press("Enter")
    director.page.wait_for_url("**#main-content")
    director.page.keyboard.press("Tab")
    assert director.page.evaluate("document.activeElement.closest('main') !== null")


def test_the_focus_is_seen_wherever_it_goes(visit):
    director = visit("director")
    director.open("/performance/FD07/")
    unseen = []
    for _ in range(25):
        director.page.keyboard.press("Tab")
        style = director.page.evaluate(
            "(s => [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor])"
            "(getComputedStyle(document.activeElement))"
        )
        is_seen = style[2] != "none" or (style[0] != "none" and style[1] != "0px")
        if not is_seen:
            unseen.append(director.page.evaluate("document.activeElement.outerHTML"))
    assert unseen == []


def test_a_scrolling_table_can_be_scrolled_by_keyboard(visit):
    director = visit("director", width=375, height=812)
    box = director.page.locator(".los-table-box").first
    box.focus()
    director.page.keyboard.press("ArrowRight")
    director.page.wait_for_timeout(500)
    assert box.evaluate("box => box.scrollLeft") > 0


def test_errors_take_the_focus_and_lead_to_their_control(visit):
    found = visit()
    found.open("/sign-in/")
    found.page.click("main button")
    assert "There is a problem" in found.page.evaluate("document.activeElement.innerText")
    found.page.click("text=Enter your user name")
    assert found.page.evaluate("document.activeElement.id") == "id_username"


# Without scripts


def test_everything_can_be_read_and_done_without_scripts(visit):
    director = visit("director", scripts=False, width=375, height=812)
    assert heading(director) == "Home"
    director.page.click("nav >> text=Performance")
    director.page.click("text=Child protection plan rate")
    director.page.click("summary:has-text('Show the figures')")
    assert director.page.is_visible("text=31 March 2024")
    director.page.click("tr:has-text('30 April 2024') >> text=cases")
    director.page.click("main table a")
    give_reason(director, "audit", "Dip sample of plans that began in January")
    assert heading(director) == "Amina Osei"
    director.page.click("text=Sign out")
    assert heading(director) == "Sign in"


def test_the_overview_prints_to_one_page(visit):
    director = visit("director")
    director.open("/performance/")
    printed = director.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_going_back_after_signing_out_shows_nothing(visit):
    director = visit("director")
    director.open("/performance/FD07/")
    director.page.click("text=Sign out")
    director.page.wait_for_url("**/sign-in/**")
    director.page.go_back()
    assert heading(director) == "Sign in"
