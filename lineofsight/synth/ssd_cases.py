"""SSD tables about cases: contacts, early help, referrals, assessments, plans, enquiries, conferences, visits."""

import numpy as np

from lineofsight.standards.codes import code_set
from lineofsight.synth.casebook import CLOSE_REASONS, EARLY_HELP, NOT_NEEDED
from lineofsight.synth.contacts import OUTCOMES, SOURCES
from lineofsight.synth.county import County, entered_referrals
from lineofsight.synth.days import OPEN, Days, age_on, working_days_after
from lineofsight.synth.draws import Bools, Ints, chance, looked_up, pick
from lineofsight.synth.early_help import ENDS, ORGANISATIONS
from lineofsight.synth.early_help import REASONS as HELP_REASONS
from lineofsight.synth.findings import CATEGORIES, NEEDS
from lineofsight.synth.recording import recorded
from lineofsight.synth.recurrent import reviews, visits
from lineofsight.synth.roster import LEFT_UNBORN, SECOND, Roster
from lineofsight.synth.ssd_workers import Work
from lineofsight.synth.writing import Coded, Frame

REFERRAL, ASSESSMENT, S47, ICPC, CP, CIN = 2_000_000, 3_000_000, 3_600_000, 3_900_000, 4_200_000, 4_500_000
"""Where the keys of each table begin, so that a key says what it is of to a person reading the files."""

TRANSFERRED_IN_ONE_IN = 67
"""Conferences of children who come with a plan from another authority: no enquiry of ours leads to them."""
TOOK_PART = (40, 10, 8, 10, 12, 20)
"""How children aged 4 and over took part in review conferences: weights of PN1 to PN6."""


def case_frames(county: County, roster: Roster, work: Work) -> dict[str, Frame]:
    return {
        "ssd_contacts": _contacts(county, roster), "ssd_early_help_episodes": _early_help(county, work),
        "ssd_cin_episodes": _referrals(county, work), "ssd_cin_assessments": _assessments(county, work),
        "ssd_assessment_factors": _factors(county), "ssd_cin_plans": _cin_plans(county, work),
        "ssd_cin_visits": _cin_visits(county), "ssd_s47_enquiry": _s47s(county, work),
        "ssd_initial_cp_conference": _conferences(county, work), "ssd_cp_plans": _cp_plans(county),
        "ssd_cp_visits": _cp_visits(county), "ssd_cp_reviews": _cp_reviews(county),
    }  # fmt: skip


def _happened(county: County, days: Days) -> Days:
    """Days of the history; OPEN for what is planned after it."""
    return np.where(days < county.setting.end, days, OPEN)


def _contacts(county: County, roster: Roster) -> Frame:
    """A child held twice has some contacts on the other record: the later ones, or those before birth."""
    rng = county.setting.rng("contacts in the case system")
    contacts = county.contacts
    at = np.flatnonzero(contacts.on >= county.setting.start)
    child, on, outcome, source = contacts.child[at], contacts.on[at], contacts.outcome[at], contacts.source[at]
    other = roster.other_of[child]
    kind, made = roster.again[other], roster.first_seen[other]
    later = (kind == SECOND) & (outcome >= OUTCOMES.index("NFA_FLAG")) & (on >= made)
    unborn = (kind == LEFT_UNBORN) & (on < county.children.birth[child])
    labels = [code_set("contact_referral_source")[code] for code in SOURCES]
    columns = {
        "cont_contact_id": 6_000_000 + at,
        "cont_person_id": np.where((other >= 0) & (later | unborn), roster.key[other], county.people.ssd[child]),
        "cont_contact_date": on, "cont_contact_source_code": Coded(source, list(SOURCES)),
        "cont_contact_source_desc": Coded(source, labels),
        "cont_contact_outcome_json": Coded(outcome, [[flag] for flag in OUTCOMES]),
    }  # fmt: skip
    return Frame(columns, recorded(rng, "contact", on), happened="cont_contact_date")


def _early_help(county: County, work: Work) -> Frame:
    rng = county.setting.rng("early help in the case system")
    found = county.early_help
    at = np.flatnonzero(found.end >= county.setting.start)
    start, end = found.start[at], found.end[at]
    entered = recorded(rng, "early help", start)
    columns = {
        "earl_episode_id": 7_000_000 + at, "earl_person_id": county.people.ssd[found.child[at]],
        "earl_episode_start_date": start, "earl_episode_end_date": end,
        "earl_episode_reason": Coded(found.reason[at], list(HELP_REASONS)),
        "earl_episode_end_reason": Coded(np.where(end < OPEN, found.ended[at], -1), list(ENDS)),
        "earl_episode_organisation": Coded(found.organisation[at], list(ORGANISATIONS)),
        "earl_episode_worker_id": work.anyone(rng, found.organisation[at] == 0),
    }  # fmt: skip
    known = np.maximum(recorded(rng, "early help", end), entered)
    ends = ("earl_episode_end_date", "earl_episode_end_reason")
    return Frame(columns, entered, known, ends, "earl_episode_start_date")


def _referrals(county: County, work: Work) -> Frame:
    book, found = county.lives.book, county.findings
    opened, closed = entered_referrals(county)
    at = np.flatnonzero(county.kept)
    led_to = np.where(book.nfa[at], 1, np.where(book.a_start[at] < OPEN, 0, 2))
    flags = (["SINGLE_ASSESSMENT_FLAG"], ["NFA_FLAG"], ["OTHER_OUTCOMES_EXIST_FLAG"])
    labels = [code_set("contact_referral_source")[code] for code in SOURCES]
    columns = {
        "cine_referral_id": REFERRAL + at, "cine_person_id": county.people.ssd[book.child[at]],
        "cine_referral_date": book.ref[at], "cine_cin_primary_need_code": Coded(found.need[at], list(NEEDS)),
        "cine_referral_source_code": Coded(found.referral_source[at], list(SOURCES)),
        "cine_referral_source_desc": Coded(found.referral_source[at], labels),
        "cine_referral_outcome_json": Coded(led_to, flags), "cine_referral_nfa": book.nfa[at].astype(np.int8),
        "cine_close_reason": Coded(book.reason[at], CLOSE_REASONS), "cine_close_date": book.close[at],
        "cine_referral_team": work.team_at(at), "cine_referral_worker_id": work.worker_at(at),
    }  # fmt: skip
    return Frame(columns, opened[at], closed[at], ("cine_close_date", "cine_close_reason"), "cine_referral_date")


def entered_assessments(county: County) -> Days:
    """When each case's authorisation was entered; OPEN where it has not happened."""
    rng = county.setting.rng("recording of authorisations")
    done = recorded(rng, "assessment authorised", _happened(county, county.lives.book.a_auth))
    return np.maximum(done, entered_referrals(county)[0])


def _assessments(county: County, work: Work) -> Frame:
    rng = county.setting.rng("recording of assessments")
    book = county.lives.book
    at = np.flatnonzero(county.kept & (book.a_start < county.setting.end))
    start = book.a_start[at]
    nfa = book.outcome[at] == NOT_NEEDED
    led_to = np.where(nfa, 0, np.where(book.outcome[at] == EARLY_HELP, 1, 2))
    flags = (["NFA_FLAG"], ["REFERRAL_TO_OTHER_AGENCY_FLAG"], ["PROV_OF_SERVICES_FLAG"])
    columns = {
        "cina_assessment_id": ASSESSMENT + at, "cina_person_id": county.people.ssd[book.child[at]],
        "cina_referral_id": REFERRAL + at, "cina_assessment_start_date": start,
        "cina_assessment_child_seen": county.findings.seen[at].astype(np.int8),
        "cina_assessment_auth_date": book.a_auth[at], "cina_assessment_outcome_json": Coded(led_to, flags),
        "cina_assessment_outcome_nfa": nfa.astype(np.int8), "cina_assessment_team": work.team_at(at),
        "cina_assessment_worker_id": work.worker_at(at),
    }  # fmt: skip
    entered = np.maximum(recorded(rng, "assessment started", start), entered_referrals(county)[0][at])
    known = np.maximum(entered_assessments(county)[at], entered)
    ends = ("cina_assessment_auth_date", "cina_assessment_outcome_json", "cina_assessment_outcome_nfa")
    return Frame(columns, entered, known, ends, "cina_assessment_start_date")


def _factors(county: County) -> Frame:
    found = county.findings
    at = np.flatnonzero(county.kept & (found.factors >= 0))
    columns = {
        "cinf_table_id": 3_300_000 + at, "cinf_assessment_id": ASSESSMENT + at,
        "cinf_assessment_factors_json": Coded(found.factors[at], found.ticked),
    }  # fmt: skip
    return Frame(columns, recorded=entered_assessments(county)[at])


def _cin_plans(county: County, work: Work) -> Frame:
    rng = county.setting.rng("recording of child in need plans")
    plans, book = county.cin_plans, county.lives.book
    at = np.flatnonzero(county.kept[plans.case] & (plans.start < county.setting.end))
    case, start, end = plans.case[at], plans.start[at], _happened(county, plans.end[at])
    entered = np.maximum(recorded(rng, "cin plan started", start), entered_referrals(county)[0][case])
    columns = {
        "cinp_cin_plan_id": CIN + at, "cinp_referral_id": REFERRAL + case,
        "cinp_person_id": county.people.ssd[book.child[case]], "cinp_cin_plan_start_date": start,
        "cinp_cin_plan_end_date": end, "cinp_cin_plan_team": work.team_at(case, start),
        "cinp_cin_plan_worker_id": work.worker_at(case, start),
    }  # fmt: skip
    known = np.maximum(recorded(rng, "cin plan ended", end), entered)
    return Frame(columns, entered, known, ("cinp_cin_plan_end_date",), "cinp_cin_plan_start_date")


def _cin_visits(county: County) -> Frame:
    """Visits under a plan, and those made during an assessment."""
    rng = county.setting.rng("child in need visits")
    plans, book, end = county.cin_plans, county.lives.book, county.setting.end
    at = np.flatnonzero(county.kept[plans.case] & (plans.start < end))
    planned = visits(rng, plans.start[at], plans.end[at], end, "cin")
    assessed = np.flatnonzero(county.kept & (book.a_start < end))
    seen = visits(rng, book.a_start[assessed], book.a_auth[assessed], end, "assessment")
    child = np.concatenate([book.child[plans.case[at][planned.of]], book.child[assessed[seen.of]]])
    on = np.concatenate([planned.on, seen.on])
    kept = (on >= county.setting.start) & (on < end)
    child, on = child[kept], on[kept]
    order = np.lexsort((child, on))
    child, on, n = child[order], on[order], len(on)
    found = chance(rng, n, 0.94)
    columns = {
        "cinv_cin_visit_id": 30_000_000 + np.arange(n), "cinv_person_id": county.people.ssd[child],
        "cinv_cin_visit_date": on, "cinv_cin_visit_seen": found.astype(np.int8),
        "cinv_cin_visit_seen_alone": (found & chance(rng, n, 0.55)).astype(np.int8),
        "cinv_cin_visit_bedroom": chance(rng, n, 0.4).astype(np.int8),
    }  # fmt: skip
    return Frame(columns, recorded(rng, "visit", on), happened="cinv_cin_visit_date")


def _s47s(county: County, work: Work) -> Frame:
    rng = county.setting.rng("recording of enquiries")
    s47s, book = county.lives.s47s, county.lives.book
    since = s47s.column("start") >= county.setting.start - 90
    at = np.flatnonzero(since & county.kept[s47s.column("case")] & (s47s.column("start") < county.setting.end))
    case, start = s47s.column("case")[at], s47s.column("start")[at]
    end = _happened(county, s47s.column("end")[at])
    led_to = np.where(s47s.column("icpc")[at] >= 0, 0, 1 + pick(rng, (44, 34, 22), len(at)))
    flags = (["CP_CONFERENCE_FLAG"], ["NFA_FLAG"], ["NFA_CONTINUE_SINGLE_FLAG"], ["PROV_OF_SERVICES_FLAG"])
    columns = {
        "s47e_s47_enquiry_id": S47 + at, "s47e_referral_id": REFERRAL + case,
        "s47e_person_id": county.people.ssd[book.child[case]], "s47e_s47_start_date": start,
        "s47e_s47_end_date": end, "s47e_s47_nfa": (led_to == 1).astype(np.int8),
        "s47e_s47_outcome_json": Coded(led_to, flags),
        "s47e_s47_completed_by_worker_id": work.worker_at(case, start),
        "s47e_s47_completed_by_team": work.team_at(case, start),
    }  # fmt: skip
    entered = entered_enquiries(county)[at]
    known = np.maximum(recorded(rng, "s47 ended", end), entered)
    ends = ("s47e_s47_end_date", "s47e_s47_nfa", "s47e_s47_outcome_json")
    return Frame(columns, entered, known, ends, "s47e_s47_start_date")


def _conference_in_file(county: County) -> Bools:
    """Conferences of the history: of a plan that was open before it, the conference is too long ago."""
    held, setting = county.lives.conferences, county.setting
    found: Bools = county.kept[held.column("case")] & (held.column("s47_start") < setting.end)
    return found & (held.column("on") >= setting.start)


def entered_conferences(county: County) -> Days:
    """When each conference was entered as held; not before its referral was."""
    rng, held = county.setting.rng("recording of plans"), county.lives.conferences
    done = recorded(rng, "conference held", _happened(county, held.column("on")))
    return np.maximum(done, entered_referrals(county)[0][held.column("case")])


def entered_enquiries(county: County) -> Days:
    """When each enquiry was entered: after its referral, and at the latest with its conference."""
    rng, s47s = county.setting.rng("recording of enquiries begun"), county.lives.s47s
    opened = entered_referrals(county)[0][s47s.column("case")]
    begun = np.maximum(recorded(rng, "s47 started", s47s.column("start")), opened)
    entered: Days = np.minimum(begun, looked_up(entered_conferences(county), s47s.column("icpc"), OPEN))
    return entered


def _conferences(county: County, work: Work) -> Frame:
    """Conferences; one arranged and not yet held has its target date only."""
    held, book = county.lives.conferences, county.lives.book
    at = np.flatnonzero(_conference_in_file(county))
    case, led, s47 = held.column("case")[at], held.column("led")[at], held.column("s47_start")[at]
    on, family = _happened(county, held.column("on")[at]), held.column("family")[at]
    came = family % TRANSFERRED_IN_ONE_IN == 0
    flags = (["PROV_OF_SERVICES_FLAG"], ["CP_FLAG"])
    columns = {
        "icpc_icpc_id": ICPC + at, "icpc_icpc_meeting_id": 1_700_000 + family.astype(np.int64),
        "icpc_s47_enquiry_id": np.where(came, -1, S47 + held.column("s47")[at]),
        "icpc_person_id": county.people.ssd[book.child[case]], "icpc_cp_plan_id": np.where(led == 1, CP + case, -1),
        "icpc_referral_id": REFERRAL + case, "icpc_icpc_transfer_in": came.astype(np.int8),
        "icpc_icpc_target_date": working_days_after(s47, 15), "icpc_icpc_date": on,
        "icpc_icpc_outcome_cp_flag": led.astype(np.int8), "icpc_icpc_outcome_json": Coded(led, flags),
        "icpc_icpc_team": work.team_at(case, s47), "icpc_icpc_worker_id": work.worker_at(case, s47),
    }  # fmt: skip
    known = entered_conferences(county)[at]
    entered = entered_enquiries(county)[held.column("s47")[at]]
    ends = ("icpc_icpc_date", "icpc_icpc_outcome_cp_flag", "icpc_icpc_outcome_json", "icpc_cp_plan_id")
    return Frame(columns, entered, known, ends)


def _plans(county: County) -> Ints:
    """Cases whose child protection plan has begun."""
    return np.flatnonzero(county.kept & (county.lives.book.cp_start < county.setting.end))


def _cp_plans(county: County) -> Frame:
    """Our plans, children's plans from before the history, and other authorities' plans for children who stay here."""
    rng = county.setting.rng("recording of plan ends")
    book, found, earlier, away = county.lives.book, county.findings, county.earlier, county.other_authority
    at, old = _plans(county), np.flatnonzero(county.known[earlier.child])
    sizes = [len(at), len(old), len(away.case)]
    blank = np.full(sizes[1] + sizes[2], -1)
    child = np.concatenate([book.child[at], earlier.child[old], book.child[away.case]])
    start = np.concatenate([book.cp_start[at], earlier.start[old], away.start])
    end = _happened(county, np.concatenate([book.cp_end[at], earlier.end[old], away.end]))
    other = child % 2
    conference = np.where(_conference_in_file(county)[book.icpc[at]], ICPC + book.icpc[at], -1)
    columns = {
        "cppl_cp_plan_id": np.concatenate([CP + at, 4_150_000 + np.arange(len(blank))]),
        "cppl_referral_id": np.concatenate([REFERRAL + at, blank[: sizes[1]], REFERRAL + away.case]),
        "cppl_icpc_id": np.concatenate([conference, blank]), "cppl_person_id": county.people.ssd[child],
        "cppl_cp_plan_start_date": start, "cppl_cp_plan_end_date": end,
        "cppl_cp_plan_initial_category": Coded(
            np.concatenate([found.first_category[at], other[sizes[0] :]]), list(CATEGORIES)
        ),
        "cppl_cp_plan_ola": np.repeat([0, 0, 1], sizes).astype(np.int8),
        "cppl_cp_plan_latest_category": Coded(
            np.concatenate([found.last_category[at], other[sizes[0] :]]), list(CATEGORIES)
        ),
    }  # fmt: skip
    entered = np.concatenate([entered_conferences(county)[book.icpc[at]], start[sizes[0] :]])
    known = np.maximum(recorded(rng, "cp plan ended", end), entered)
    return Frame(columns, entered, known, ("cppl_cp_plan_end_date",), "cppl_cp_plan_start_date")


def _cp_visits(county: County) -> Frame:
    rng = county.setting.rng("child protection visits")
    book, end, at = county.lives.book, county.setting.end, _plans(county)
    found = visits(rng, book.cp_start[at], book.cp_end[at], end, "cp")
    kept = (found.on >= county.setting.start) & (found.on < end)
    case, on = at[found.of[kept]], found.on[kept]
    seen = chance(rng, len(on), 0.95)
    columns = {
        "cppv_cp_visit_id": 40_000_000 + np.arange(len(on)), "cppv_person_id": county.people.ssd[book.child[case]],
        "cppv_cp_plan_id": CP + case, "cppv_cp_visit_date": on, "cppv_cp_visit_seen": seen.astype(np.int8),
        "cppv_cp_visit_seen_alone": (seen & chance(rng, len(on), 0.6)).astype(np.int8),
        "cppv_cp_visit_bedroom": chance(rng, len(on), 0.5).astype(np.int8),
    }  # fmt: skip
    return Frame(columns, recorded(rng, "visit", on), happened="cppv_cp_visit_date")


def _cp_reviews(county: County) -> Frame:
    """The first within three months of the conference, then at most six months apart."""
    rng = county.setting.rng("child protection reviews")
    book, end, at = county.lives.book, county.setting.end, _plans(county)
    found = reviews(rng, book.cp_start[at], book.cp_end[at], end, first=84, then=(172,), late=0.05)
    case, on, n = at[found.of], _happened(county, found.held), len(found.of)
    young = age_on(county.children.birth[book.child[case]], found.due) < 4
    part = np.where(young, 0, 1 + pick(rng, TOOK_PART, n))
    columns = {
        "cppr_cp_review_id": 4_700_000 + np.arange(n), "cppr_person_id": county.people.ssd[book.child[case]],
        "cppr_cp_plan_id": CP + case, "cppr_cp_review_due": found.due, "cppr_cp_review_date": on,
        "cppr_cp_review_meeting_id": 1_800_000 + book.group[case].astype(np.int64) * 7 + found.due % 7,
        "cppr_cp_review_outcome_continue_cp": (on + 30 < book.cp_end[case]).astype(np.int8),
        "cppr_cp_review_quorate": np.ones(n, np.int8),
        "cppr_cp_review_participation": Coded(part, [f"PN{k}" for k in range(8)]),
    }  # fmt: skip
    entered = recorded(rng, "review", np.minimum(on, found.due))
    known = np.maximum(recorded(rng, "review", on), entered)
    ends = ("cppr_cp_review_date", "cppr_cp_review_outcome_continue_cp", "cppr_cp_review_quorate",
            "cppr_cp_review_participation")  # fmt: skip
    return Frame(columns, entered, known, ends)
