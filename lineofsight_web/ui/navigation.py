"""The service bar and the row under it. A person sees only what their role opens, and only what exists."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from lineofsight_web.access.facts import role_of
from lineofsight_web.access.gate import user_of
from lineofsight_web.access.policies import PERMISSIONS, Action


@dataclass(frozen=True)
class Place:
    """An entry of the service bar. `any_of`: the permissions that open it; empty for everyone who is signed in.

    `of_snapshot`: the page can be seen in an older snapshot, so that its link stays in the one shown.
    """

    title: str
    url_name: str
    section: str
    any_of: tuple[Action, ...] = ()
    of_snapshot: bool = False


SERVICE_BAR = (
    Place("Home", "home", "home"),
    Place("Plan", "plan", "plan", (Action.SEE_PLAN,)),
    Place("Performance", "performance", "performance", (Action.SEE_FIGURES,)),
    Place("Children", "children", "children", (Action.FIND_CHILD, Action.LIST_TEAM)),
    Place("Data", "data", "data", (Action.SEE_FILES, Action.SEE_ACCESS_LOG)),
)

SUB_NAVIGATION: dict[str, tuple[Place, ...]] = {
    "performance": (
        Place("Overview", "performance", "overview", (Action.SEE_FIGURES,), of_snapshot=True),
        Place("All measures", "every-measure", "all", (Action.SEE_FIGURES,), of_snapshot=True),
        Place("Journey", "journey", "journey", (Action.SEE_FIGURES,), of_snapshot=True),
        Place("Overdue today", "overdue", "overdue", (Action.SEE_FIGURES,), of_snapshot=True),
        Place("Front door", "front-door", "front-door", (Action.SEE_FIGURES,), of_snapshot=True),
        Place("Teams", "teams", "teams", (Action.SEE_TEAM_FIGURES,), of_snapshot=True),
        Place("Districts", "districts", "districts", (Action.SEE_FIGURES,), of_snapshot=True),
        Place("Is the fall safe?", "safe", "safe", (Action.SEE_FIGURES,), of_snapshot=True),
    ),
    "children": (
        Place("Find a child", "children", "find", (Action.FIND_CHILD,)),
        Place("With your team", "team-children", "team", (Action.LIST_TEAM,)),
    ),
    "data": (
        Place("Files and findings", "data", "files", (Action.SEE_FILES,), of_snapshot=True),
        Place("Sources", "sources", "sources", (Action.SEE_FILES,), of_snapshot=True),
        Place("Snapshots", "snapshots", "snapshots", (Action.SEE_FILES,)),
        Place("Access log", "access-log", "log", (Action.SEE_ACCESS_LOG,)),
        Place("To review", "to-review", "review", (Action.REVIEW_OPENINGS,)),
    ),
}


@dataclass(frozen=True)
class Link:
    """A place that this person may go to."""

    title: str
    address: str
    section: str


def service_bar(request: HttpRequest) -> list[Link]:
    """The entries that this person's role opens."""
    return _open_to(request, SERVICE_BAR)


def sub_navigation(request: HttpRequest, section: str, and_snapshot: str = "") -> list[Link]:
    """The row under the service bar; empty where it would have one entry. `and_snapshot`: the query of an older one."""
    links = _open_to(request, SUB_NAVIGATION.get(section, ()), and_snapshot)
    return links if len(links) > 1 else []


def _open_to(request: HttpRequest, places: tuple[Place, ...], and_snapshot: str = "") -> list[Link]:
    role = role_of(user_of(request))
    held = set(PERMISSIONS[role]) if role else set()
    links = []
    for place in places:
        if place.any_of and not held.intersection(place.any_of):
            continue
        try:
            address = reverse(place.url_name)
        except NoReverseMatch:  # that part is not installed
            continue
        query = f"?{and_snapshot}" if and_snapshot and place.of_snapshot else ""
        links.append(Link(place.title, address + query, place.section))
    return links
