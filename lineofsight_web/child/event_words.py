"""The words of events and states on a child's page."""

_EVENTS: dict[str, str] = {
    "contact": "Contact received",
    "referral": "Referred to children's social care",
    "referral_closed": "Referral closed",
    "assessment_started": "Assessment started",
    "assessment_authorised": "Assessment completed",
    "s47_started": "Section 47 enquiry started",
    "s47_ended": "Section 47 enquiry ended",
    "icpc": "Initial child protection conference",
    "cin_plan_started": "Child in need plan started",
    "cin_plan_ended": "Child in need plan ended",
    "cp_plan_started": "Child protection plan started",
    "cp_plan_ended": "Child protection plan ended",
    "looked_after": "Started to be looked after",
    "ceased_looked_after": "Stopped being looked after",
    "placement": "Placement started",
    "placement_ended": "Placement ended",
    "missing": "Went missing",
    "returned": "Returned",
    "early_help_started": "Early help started",
    "early_help_ended": "Early help ended",
    "worker_changed": "Worker or team changed",
    "moved_home": "Moved home",
    "care_leaver_position": "Position as a care leaver",
}

_STATES: dict[str, str] = {
    "early_help": "Early help",
    "referral": "Open referral",
    "assessment": "Assessment",
    "s47": "Section 47 enquiry",
    "cin_plan": "Child in need plan",
    "cp_plan": "Child protection plan",
    "period_of_care": "Looked after",
    "care_episode": "Care episode",
    "placement": "Placement",
    "missing": "Missing",
    "care_leaver": "Care leaver",
}


def event(code: str) -> str:
    """An event in words; its code, spelled out, where this list does not have it."""
    return _EVENTS.get(code) or _spelled_out(code)


def state(code: str) -> str:
    """A state in words."""
    return _STATES.get(code) or _spelled_out(code)


def _spelled_out(code: str) -> str:
    words = code.replace("_", " ")
    return words[:1].upper() + words[1:]
