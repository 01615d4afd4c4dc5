"""Every page in a real browser: axe finds nothing serious, nothing is wider than its window, the browser is content."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.functional.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "director": ("/", "/plan/", "/plan/ambitions/1/", "/plan/papers/1/", "/plan/papers/1/claims/",
                 "/performance/", "/performance/FD07/", "/performance/FD08/",
                 "/performance/CP07/", "/performance/FD07/cases/", "/performance/all/", "/performance/front-door/",
                 "/performance/safe/", "/performance/safe/children/?level=plans&part=start:5-9&in=now",
                 "/performance/FD08/note/", "/performance/FD08/target/", "/performance/teams/",
                 "/performance/teams/?measure=FD08", "/performance/teams/T-GLO/", "/performance/districts/",
                 "/performance/districts/?measure=FD08", "/performance/journey/", "/performance/overdue/",
                 "/performance/overdue/children/", "/children/", "/data/", "/data/sources/", "/data/snapshots/",
                 "/data/snapshots/compare/", "/data/snapshots/compare/FD08/", "/about/"),
    "team-manager": ("/", "/children/team/", "/performance/teams/", "/performance/teams/T-STR/",
                     "/performance/overdue/"),
    "information-governance": ("/", "/data/access-log/", "/data/access-log/check/", "/data/to-review/"),
    "board-member": ("/", "/performance/FD07/", "/performance/journey/", "/performance/overdue/"),
}  # fmt: skip
EACH = [(user, path) for user, paths in PAGES.items() for path in paths]


def serious(visit: Visit) -> list[str]:
    """What axe finds serious or critical, in words."""
    found = Axe().run(visit.page, options={"runOnly": RULES}).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found if rule["impact"] in {"serious", "critical"}
            for node in rule["nodes"]]  # fmt: skip


@pytest.mark.parametrize(("username", "path"), EACH)
def test_a_page_has_no_serious_fault_and_fits_its_window(username, path, visit):
    wide = visit(username)
    wide.open(path)
    wide.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert serious(wide) == []
    assert wide.overflow() <= 0
    for width in (375, 320):
        wide.page.set_viewport_size({"width": width, "height": 812})
        assert wide.overflow() <= 0, f"wider than {width} pixels"
    assert serious(wide) == []


def test_the_sign_in_page_and_its_errors_have_no_serious_fault(visit):
    found = visit()
    found.open("/sign-in/")
    assert serious(found) == []
    found.page.click("main button")
    assert "There is a problem" in found.page.inner_text("main")
    assert serious(found) == []


def test_the_reason_form_its_errors_and_the_child_have_no_serious_fault(visit):
    found = visit("analyst", width=375, height=812)
    found.open("/performance/CP06/cases/")
    found.page.click("main table a")
    assert serious(found) == []
    found.page.click("main button")
    assert "There is a problem" in found.page.inner_text("main")
    assert serious(found) == []
    found.page.check("input[value=data_quality]")
    found.page.fill("#id_words", "The plan's start looks a week early")
    found.page.click("main button")
    assert found.page.inner_text("h1") == "Amina Osei"
    assert serious(found) == []
    assert found.overflow() <= 0


@pytest.mark.parametrize(("width", "least", "most"), [(1280, 800, 1000), (375, 200, 400)])
def test_a_chart_is_drawn_for_the_width_it_is_read_at(width, least, most, visit):
    director = visit("director", width=width, height=812)
    director.open("/performance/FD07/")
    director.page.wait_for_load_state("networkidle")
    assert least < director.page.eval_on_selector(".los-chart img", "image => image.naturalWidth") < most
