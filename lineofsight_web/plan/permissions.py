"""Who may change what of the plan: whoever the role lets, and a lead the ambition they lead."""

from django.http import HttpRequest

from lineofsight_web.access.decisions import Decision, decide
from lineofsight_web.access.gate import require, user_of
from lineofsight_web.access.models import User
from lineofsight_web.access.policies import Action
from lineofsight_web.plan.models import Ambition


def leads(user: User, ambition: Ambition) -> bool:
    """Whether the person leads this ambition now."""
    return ambition.leads.filter(user=user, end_date=None).exists()


def decide_edit(user: User, ambition: Ambition) -> Decision:
    """Whether the person may change this ambition's items."""
    decision = decide(user, Action.EDIT_PLAN)
    if decision.allowed or not decide(user, Action.SEE_PLAN).allowed or not leads(user, ambition):
        return decision
    return Decision(True, "LEAD", "You lead this ambition.")


def may_edit(request: HttpRequest, ambition: Ambition) -> bool:
    """Whether to show what changes this ambition. What stands behind it asks again."""
    return decide_edit(user_of(request), ambition).allowed


def require_edit(request: HttpRequest, ambition: Ambition) -> Decision:
    """The decision, where it is yes. Errors: Refused, after logging it."""
    decision = decide_edit(user_of(request), ambition)
    return decision if decision.allowed else require(request, Action.EDIT_PLAN)
