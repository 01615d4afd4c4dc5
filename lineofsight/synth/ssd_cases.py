"""SSD tables about cases: contacts, early help, referrals, assessments, plans, enquiries, conferences, visits."""

import numpy as np
import pyarrow as pa

from lineofsight.synth.casebook import CLOSE_REASONS, EARLY_HELP, NOT_NEEDED
from lineofsight.synth.contacts import OUTCOMES, SOURCES
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, Days, age_on, working_days_after
from lineofsight.synth.draws import Bools, Ints, chance, pick
from lineofsight.synth.early_help import ENDS, ORGANISATIONS
from lineofsight.synth.early_help import REASONS as HELP_REASONS
from lineofsight.synth.findings import CATEGORIES, NEEDS
from lineofsight.synth.recording import recorded
from lineofsight.synth.recurrent import reviews, visits
from lineofsight.synth.ssd_people import Roster
from lineofsight.synth.ssd_workers import Work
from lineofsight.synth.writing import Coded, Frame, texts

REFERRAL, ASSESSMENT, S47, ICPC, CP, CIN = 2_000_000, 3_000_000, 3_600_000, 3_900_000, 4_200_000, 4_500_000
"""Where the keys of each table begin, so that a key says what it is of to a person reading the files."""


def case_frames(county: County, roster: Roster, work: Work) -> dict[str, Frame]:
    keep = county.kept
    return {
        "ssd_contacts": _contacts(county, roster), "ssd_early_help_episodes": _early_help(county, work),
        "ssd_cin_episodes": _referrals(county, work, keep), "ssd_cin_assessments": _assessments(county, work, keep),
        "ssd_assessment_factors": _factors(county, keep), "ssd_cin_plans": _cin_plans(county, work, keep),
        "ssd_cin_visits": _cin_visits(county, keep), "ssd_s47_enquiry": _s47s(county, work, keep),
        "ssd_initial_cp_conference": _conferences(county, work, keep), "ssd_cp_plans": _cp_plans(county, keep),
        "ssd_cp_visits": _cp_visits(county, keep), "ssd_cp_reviews": _cp_reviews(county, keep),
    }  # fmt: skip


def ids(base: int, rows: Ints) -> np.ndarray:
    return base + rows.astype(np.int64)


def _contacts(county: County, roster: Roster) -> Frame:
    contacts = county.contacts
    rng = county.setting.rng("contacts in the case system")
    at = np.flatnonzero(contacts.on >= county.setting.start)
    child, on, outcome = contacts.child[at], contacts.on[at], contacts.outcome[at]
    second = roster.second[child]
    made = roster.first_seen[np.maximum(second, 0)]
    to_second = (second >= 0) & (outcome >= 2) & (on >= made) & (roster.again[np.maximum(second, 0)] == 1)
    to_second |= (second >= 0) & (roster.again[np.maximum(second, 0)] == 2) & (on < county.children.birth[child])
    key = np.where(to_second, roster.key[np.maximum(second, 0)], county.people.ssd[child])
    return Frame(
        {
            "cont_contact_id": ids(6_000_000, at), "cont_person_id": key, "cont_contact_date": on,
            "cont_contact_source_code": Coded(contacts.source[at], list(SOURCES)),
            "cont_contact_source_desc": texts([""] * 0) if not len(at) else _source_words(contacts.source[at]),
            "cont_contact_outcome_json": Coded(outcome, [[flag] for flag in OUTCOMES]),
        },
        recorded=recorded(rng, "contact", on),
    )  # fmt: skip


def _source_words(source: Ints) -> pa.Array:
    from lineofsight.standards.codes import code_set

    labels = [code_set("contact_referral_source")[code] for code in SOURCES]
    return pa.array(labels, pa.string()).take(pa.array(source))


def _early_help(county: County, work: Work) -> Frame:
    rng = county.setting.rng("early help in the case system")
    found = county.early_help
    at = np.flatnonzero(found.end >= county.setting.start)
    start, end = found.start[at], found.end[at]
    own = found.organisation[at] == 0
    entered = recorded(rng, "early help", start)
    ended = np.where(end < OPEN, found.ended[at], -1).astype(np.int32)
    return Frame(
        {
            "earl_episode_id": ids(7_000_000, at), "earl_person_id": county.people.ssd[found.child[at]],
            "earl_episode_start_date": start, "earl_episode_end_date": end,
            "earl_episode_reason": Coded(found.reason[at], list(HELP_REASONS)),
            "earl_episode_end_reason": Coded(ended, list(ENDS)),
            "earl_episode_organisation": Coded(found.organisation[at], list(ORGANISATIONS)),
            "earl_episode_worker_id": work.anyone(rng, start, own),
        },
        recorded=entered, ended=np.maximum(recorded(rng, "early help", end), entered),
        end_columns=("earl_episode_end_date", "earl_episode_end_reason"),
    )  # fmt: skip


def entered_referrals(county: County) -> tuple[Days, Days]:
    """When each case's referral, and its closure, were entered."""
    rng = county.setting.rng("recording of referrals")
    book = county.lives.book
    opened = recorded(rng, "referral", book.ref)
    closed = recorded(rng, "case closed", np.where(book.close < county.setting.end, book.close, OPEN))
    return opened, np.maximum(closed, opened).astype(np.int32)


def _referrals(county: County, work: Work, keep: Bools) -> Frame:
    book, found = county.lives.book, county.findings
    opened, closed = entered_referrals(county)
    at = np.flatnonzero(keep)
    outcome = np.where(book.nfa[at], 1, np.where(book.a_start[at] < OPEN, 0, 2))
    return Frame(
        {
            "cine_referral_id": ids(REFERRAL, at), "cine_person_id": county.people.ssd[book.child[at]],
            "cine_referral_date": book.ref[at], "cine_cin_primary_need_code": Coded(found.need[at], list(NEEDS)),
            "cine_referral_source_code": Coded(found.referral_source[at], list(SOURCES)),
            "cine_referral_source_desc": _source_words(found.referral_source[at]),
            "cine_referral_outcome_json": Coded(
                outcome.astype(np.int32), [["SINGLE_ASSESSMENT_FLAG"], ["NFA_FLAG"], ["OTHER_OUTCOMES_EXIST_FLAG"]]
            ),
            "cine_referral_nfa": book.nfa[at].astype(np.int8),
            "cine_close_reason": Coded(book.reason[at], CLOSE_REASONS), "cine_close_date": book.close[at],
            "cine_referral_team": work.team_of_case(at), "cine_referral_worker_id": work.worker_of_case(at),
        },
        recorded=opened[at], ended=closed[at], end_columns=("cine_close_date", "cine_close_reason"),
    )  # fmt: skip


def _assessments(county: County, work: Work, keep: Bools) -> Frame:
    rng = county.setting.rng("recording of assessments")
    book = county.lives.book
    at = np.flatnonzero(keep & (book.a_start < county.setting.end))
    start, end = book.a_start[at], book.a_auth[at]
    opened, _ = entered_referrals(county)
    entered = np.maximum(recorded(rng, "assessment started", start), opened[at])
    nfa = book.outcome[at] == NOT_NEEDED
    outcome = np.where(nfa, 0, np.where(book.outcome[at] == EARLY_HELP, 1, 2)).astype(np.int32)
    return Frame(
        {
            "cina_assessment_id": ids(ASSESSMENT, at), "cina_person_id": county.people.ssd[book.child[at]],
            "cina_referral_id": ids(REFERRAL, at), "cina_assessment_start_date": start,
            "cina_assessment_child_seen": county.findings.seen[at].astype(np.int8), "cina_assessment_auth_date": end,
            "cina_assessment_outcome_json": Coded(
                outcome, [["NFA_FLAG"], ["REFERRAL_TO_OTHER_AGENCY_FLAG"], ["PROV_OF_SERVICES_FLAG"]]
            ),
            "cina_assessment_outcome_nfa": nfa.astype(np.int8),
            "cina_assessment_team": work.team_of_case(at), "cina_assessment_worker_id": work.worker_of_case(at),
        },
        recorded=entered, ended=entered_assessments(county)[at],
        end_columns=("cina_assessment_auth_date", "cina_assessment_outcome_json", "cina_assessment_outcome_nfa"),
    )  # fmt: skip


def entered_assessments(county: County) -> Days:
    """When each case's authorisation was entered; OPEN where it has not happened."""
    rng = county.setting.rng("recording of authorisations")
    book = county.lives.book
    opened, _ = entered_referrals(county)
    done = recorded(rng, "assessment authorised", np.where(book.a_auth < county.setting.end, book.a_auth, OPEN))
    return np.maximum(done, opened).astype(np.int32)


def _factors(county: County, keep: Bools) -> Frame:
    book = county.lives.book
    found = county.findings.factors
    has = np.array([bool(codes) for codes in found], np.bool_)
    at = np.flatnonzero(keep & has & (book.a_auth < county.setting.end))
    distinct = sorted({found[i] for i in at.tolist()})
    number = {codes: position for position, codes in enumerate(distinct)}
    return Frame(
        {
            "cinf_table_id": ids(3_300_000, at), "cinf_assessment_id": ids(ASSESSMENT, at),
            "cinf_assessment_factors_json": Coded(
                np.array([number[found[i]] for i in at.tolist()], np.int32), [codes.split() for codes in distinct]
            ),
        },
        recorded=entered_assessments(county)[at],
    )  # fmt: skip


def _cin_plans(county: County, work: Work, keep: Bools) -> Frame:
    rng = county.setting.rng("recording of child in need plans")
    plans, book = county.cin_plans, county.lives.book
    at = np.flatnonzero(keep[plans.case] & (plans.start < county.setting.end))
    case, start = plans.case[at], plans.start[at]
    entered = recorded(rng, "cin plan started", start)
    end = np.where(plans.end[at] < county.setting.end, plans.end[at], OPEN).astype(np.int32)
    return Frame(
        {
            "cinp_cin_plan_id": ids(CIN, at), "cinp_referral_id": ids(REFERRAL, case),
            "cinp_person_id": county.people.ssd[book.child[case]], "cinp_cin_plan_start_date": start,
            "cinp_cin_plan_end_date": end, "cinp_cin_plan_team": work.team_at(case, start),
            "cinp_cin_plan_worker_id": work.worker_at(case, start),
        },
        recorded=entered, ended=np.maximum(recorded(rng, "cin plan ended", end), entered),
        end_columns=("cinp_cin_plan_end_date",),
    )  # fmt: skip


def _cin_visits(county: County, keep: Bools) -> Frame:
    """Visits under a plan, and those made during an assessment."""
    rng = county.setting.rng("child in need visits")
    plans, book, end = county.cin_plans, county.lives.book, county.setting.end
    at = np.flatnonzero(keep[plans.case] & (plans.start < end))
    planned = visits(rng, plans.start[at], plans.end[at], end, "cin")
    assessed = np.flatnonzero(keep & (book.a_start < end))
    seen = visits(rng, book.a_start[assessed], book.a_auth[assessed], end, "assessment")
    child = np.concatenate([book.child[plans.case[at][planned.of]], book.child[assessed[seen.of]]])
    on = np.concatenate([planned.on, seen.on])
    kept = (on >= county.setting.start) & (on < end)
    child, on = child[kept], on[kept]
    order = np.lexsort((child, on))
    child, on = child[order], on[order]
    found = chance(rng, len(on), 0.94)
    return Frame(
        {
            "cinv_cin_visit_id": ids(30_000_000, np.arange(len(on))), "cinv_person_id": county.people.ssd[child],
            "cinv_cin_visit_date": on, "cinv_cin_visit_seen": found.astype(np.int8),
            "cinv_cin_visit_seen_alone": (found & chance(rng, len(on), 0.55)).astype(np.int8),
            "cinv_cin_visit_bedroom": chance(rng, len(on), 0.4).astype(np.int8),
        },
        recorded=recorded(rng, "visit", on),
    )  # fmt: skip


def _s47s(county: County, work: Work, keep: Bools) -> Frame:
    rng = county.setting.rng("recording of enquiries")
    s47s, book = county.lives.s47s, county.lives.book
    case = s47s.column("case")
    at = np.flatnonzero(keep[case] & (s47s.column("start") < county.setting.end))
    case, start, end = case[at], s47s.column("start")[at], s47s.column("end")[at]
    to_conference = s47s.column("icpc")[at] >= 0
    outcome = np.where(to_conference, 0, 1 + pick(rng, (44, 34, 22), len(at))).astype(np.int32)
    entered = recorded(rng, "s47 started", start)
    end = np.where(end < county.setting.end, end, OPEN).astype(np.int32)
    flags = (["CP_CONFERENCE_FLAG"], ["NFA_FLAG"], ["NFA_CONTINUE_SINGLE_FLAG"], ["PROV_OF_SERVICES_FLAG"])
    return Frame(
        {
            "s47e_s47_enquiry_id": ids(S47, at), "s47e_referral_id": ids(REFERRAL, case),
            "s47e_person_id": county.people.ssd[book.child[case]], "s47e_s47_start_date": start,
            "s47e_s47_end_date": end, "s47e_s47_nfa": (outcome == 1).astype(np.int8),
            "s47e_s47_outcome_json": Coded(outcome, flags),
            "s47e_s47_completed_by_worker_id": work.worker_at(case, start),
            "s47e_s47_completed_by_team": work.team_at(case, start),
        },
        recorded=entered, ended=np.maximum(recorded(rng, "s47 ended", end), entered),
        end_columns=("s47e_s47_end_date", "s47e_s47_nfa", "s47e_s47_outcome_json"),
    )  # fmt: skip


def _conferences(county: County, work: Work, keep: Bools) -> Frame:
    """Conferences; one arranged and not yet held has its target date only."""
    rng = county.setting.rng("recording of conferences")
    held, book = county.lives.conferences, county.lives.book
    case = held.column("case")
    s47 = held.column("s47_start")
    at = np.flatnonzero(keep[case] & (s47 < county.setting.end))
    case, on, led = case[at], held.column("on")[at], held.column("led")[at]
    entered = np.maximum(recorded(rng, "s47 started", s47[at]) + 2, s47[at])
    day = np.where(on < county.setting.end, on, OPEN).astype(np.int32)
    n = len(at)
    return Frame(
        {
            "icpc_icpc_id": ids(ICPC, at), "icpc_icpc_meeting_id": ids(1_700_000, held.column("family")[at]),
            "icpc_s47_enquiry_id": ids(S47, held.column("s47")[at]), "icpc_person_id": county.people.ssd[book.child[case]],
            "icpc_cp_plan_id": np.where((led == 1) & (day < OPEN), ids(CP, case), -1), "icpc_referral_id": ids(REFERRAL, case),
            "icpc_icpc_transfer_in": np.zeros(n, np.int8), "icpc_icpc_target_date": working_days_after(s47[at], 15),
            "icpc_icpc_date": day, "icpc_icpc_outcome_cp_flag": np.where(day < OPEN, led, -1).astype(np.int8),
            "icpc_icpc_outcome_json": Coded(np.where(day < OPEN, led, -1), [["PROV_OF_SERVICES_FLAG"], ["CP_FLAG"]]),
            "icpc_icpc_team": work.team_at(case, s47[at]), "icpc_icpc_worker_id": work.worker_at(case, s47[at]),
        },
        recorded=entered, ended=entered_conferences(county)[at],
        end_columns=("icpc_icpc_date", "icpc_icpc_outcome_cp_flag", "icpc_icpc_outcome_json", "icpc_cp_plan_id"),
    )  # fmt: skip


def entered_conferences(county: County) -> Days:
    """When each conference was entered as held."""
    on = county.lives.conferences.column("on")
    happened = np.where(on < county.setting.end, on, OPEN).astype(np.int32)
    return recorded(county.setting.rng("recording of plans"), "conference held", happened)


def plans_in_file(county: County, keep: Bools) -> Ints:
    """Cases whose child protection plan has begun."""
    return np.flatnonzero(keep & (county.lives.book.cp_start < county.setting.end)).astype(np.int32)


def _cp_plans(county: County, keep: Bools) -> Frame:
    rng = county.setting.rng("recording of plan ends")
    book, found, earlier = county.lives.book, county.findings, county.earlier
    at = plans_in_file(county, keep)
    n_earlier = len(earlier.child)
    start = np.concatenate([book.cp_start[at], earlier.start])
    end = np.concatenate([np.where(book.cp_end[at] < county.setting.end, book.cp_end[at], OPEN), earlier.end])
    blank = np.full(n_earlier, -1, np.int64)
    child = np.concatenate([book.child[at], earlier.child])
    entered = np.concatenate([entered_conferences(county)[book.icpc[at]], earlier.start])
    words = list(CATEGORIES)
    first = np.concatenate([found.first_category[at], earlier.child % 2]).astype(np.int32)
    last = np.concatenate([found.last_category[at], earlier.child % 2]).astype(np.int32)
    return Frame(
        {
            "cppl_cp_plan_id": np.concatenate([ids(CP, at), 4_150_000 + np.arange(n_earlier)]),
            "cppl_referral_id": np.concatenate([ids(REFERRAL, at), blank]),
            "cppl_icpc_id": np.concatenate([ids(ICPC, book.icpc[at]), blank]),
            "cppl_person_id": county.people.ssd[child], "cppl_cp_plan_start_date": start.astype(np.int32),
            "cppl_cp_plan_end_date": end.astype(np.int32), "cppl_cp_plan_initial_category": Coded(first, words),
            "cppl_cp_plan_ola": np.zeros(len(child), np.int8), "cppl_cp_plan_latest_category": Coded(last, words),
        },
        recorded=entered.astype(np.int32),
        ended=np.maximum(recorded(rng, "cp plan ended", end.astype(np.int32)), entered).astype(np.int32),
        end_columns=("cppl_cp_plan_end_date",),
    )  # fmt: skip


def _cp_visits(county: County, keep: Bools) -> Frame:
    rng = county.setting.rng("child protection visits")
    book, end = county.lives.book, county.setting.end
    at = plans_in_file(county, keep)
    found = visits(rng, book.cp_start[at], book.cp_end[at], end, "cp")
    kept = (found.on >= county.setting.start) & (found.on < end)
    case, on = at[found.of[kept]], found.on[kept]
    seen = chance(rng, len(on), 0.95)
    return Frame(
        {
            "cppv_cp_visit_id": ids(40_000_000, np.arange(len(on))), "cppv_person_id": county.people.ssd[book.child[case]],
            "cppv_cp_plan_id": ids(CP, case), "cppv_cp_visit_date": on, "cppv_cp_visit_seen": seen.astype(np.int8),
            "cppv_cp_visit_seen_alone": (seen & chance(rng, len(on), 0.6)).astype(np.int8),
            "cppv_cp_visit_bedroom": chance(rng, len(on), 0.5).astype(np.int8),
        },
        recorded=recorded(rng, "visit", on),
    )  # fmt: skip


def _cp_reviews(county: County, keep: Bools) -> Frame:
    rng = county.setting.rng("child protection reviews")
    book, end = county.lives.book, county.setting.end
    at = plans_in_file(county, keep)
    found = reviews(rng, book.cp_start[at], book.cp_end[at], end, first=84, then=(172,), late=0.05)
    case = at[found.of]
    on = np.where(found.held < end, found.held, OPEN).astype(np.int32)
    n = len(on)
    held = on < OPEN
    going_on = np.where(held, np.minimum(on + 30, OPEN) < book.cp_end[case], -1).astype(np.int8)
    young = age_on(county.children.birth[book.child[case]], found.due) < 4
    took_part = np.where(held, np.where(young, 0, 1 + pick(rng, (40, 10, 8, 10, 12, 20), n)), -1).astype(np.int32)
    entered = recorded(rng, "review", np.minimum(on, found.due).astype(np.int32))
    return Frame(
        {
            "cppr_cp_review_id": ids(4_700_000, np.arange(n)), "cppr_person_id": county.people.ssd[book.child[case]],
            "cppr_cp_plan_id": ids(CP, case), "cppr_cp_review_due": found.due, "cppr_cp_review_date": on,
            "cppr_cp_review_meeting_id": ids(1_800_000, book.group[case] * 7 + found.due % 7),
            "cppr_cp_review_outcome_continue_cp": going_on,
            "cppr_cp_review_quorate": np.where(held, 1, -1).astype(np.int8),
            "cppr_cp_review_participation": Coded(took_part, [f"PN{k}" for k in range(8)]),
        },
        recorded=entered, ended=np.maximum(recorded(rng, "review", on), entered),
        end_columns=("cppr_cp_review_date", "cppr_cp_review_outcome_continue_cp", "cppr_cp_review_quorate",
                     "cppr_cp_review_participation"),
    )  # fmt: skip
