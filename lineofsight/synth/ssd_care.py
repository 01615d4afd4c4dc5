"""SSD tables about children looked after: episodes, placements, legal statuses, reviews, visits, plans, permanence."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.synth.care import ADOPTION, GUARDIANSHIP, REASONS
from lineofsight.synth.county import County, entered_referrals
from lineofsight.synth.days import OPEN, Days, age_on, working_days_after
from lineofsight.synth.draws import Ints, chance, looked_up, pick, spread
from lineofsight.synth.placements import (
    CHANGES,
    MATCHED_BEFORE_PLACED,
    NEEDS,
    PROVIDERS,
    RNE,
    STATUSES,
    TYPES,
    decided_for_adoption,
)
from lineofsight.synth.recording import recorded
from lineofsight.synth.recurrent import cla_reviews, visits
from lineofsight.synth.ssd_workers import Work
from lineofsight.synth.writing import Coded, Frame

PERIOD, EPISODE, PLACEMENT, REFERRAL = 1_500_000, 5_000_000, 5_200_000, 2_000_000
"""Where keys begin, so that a key says what it is of to a person reading the files."""

CARE_PLANS = ("LTFOST18", "LTRELFR", "RETURN6M", "ADOPTION", "SUPPLIV", "RESPLMT", "RETURNEV", "OTHERPLN")
_FIRST_AIMS, _LATER_AIMS = (22, 12, 34, 2, 8, 6, 12, 4), (50, 14, 4, 0, 12, 8, 6, 6)
TOOK_PART = (52, 6, 5, 12, 5, 12, 8)
"""How children aged 4 and over took part in reviews: weights of PN1 to PN7."""
DAYS_BETWEEN_IRO_CONTACTS = 82
TO_PANEL = spread(p0=40, p50=130, p100=300)
PRE_PROCEEDINGS = spread(p0=40, p50=98, p80=125, p100=260)
PRE_PROCEEDINGS_PERCENT = 17
ISSUED_PERCENT, SHORT_NOTICE_PERCENT = 30, 12
"""Of pre-proceedings, how many go to court though the child is not in care; of those at court, how many in a hurry."""
WORKING_DAYS_TO_LETTER = spread(p0=1, p40=3, p82=6, p100=16)


def care_frames(county: County, work: Work) -> dict[str, Frame]:
    return {
        "ssd_cla_episodes": _episodes(county), "ssd_cla_placement": _placements(county),
        "ssd_legal_status": _statuses(county), "ssd_cla_reviews": _reviews(county), "ssd_cla_visits": _visits(county),
        "ssd_cla_care_plan": _care_plans(county), "ssd_permanence": _permanence(county, work),
        "ssd_pre_proceedings": _pre_proceedings(county),
    }  # fmt: skip


def looked_after(county: County) -> Ints:
    """Periods of care, short breaks left out, that the case system holds."""
    return np.flatnonzero((county.care.end >= county.setting.start) & ~county.care.short_break)


def entered_episodes(county: County) -> tuple[Days, Days]:
    """When the start and the end of each care episode were entered, a child's in their order.

    An end within a period is entered with what follows.
    """
    rng = county.setting.rng("recording of care episodes")
    episodes, end = county.care.episodes, county.setting.end
    of_case = county.care.case[episodes.period]
    drawn = recorded(rng, "care episode started", episodes.start)
    drawn = np.maximum(drawn, looked_up(entered_referrals(county)[0], of_case, -OPEN))
    left = recorded(rng, "care episode ended", np.where(episodes.end < end, episodes.end, OPEN))
    key = episodes.period.astype(np.int64) * (4 * OPEN)
    entered = np.maximum.accumulate(key + drawn) - key
    follows = np.append(episodes.period[1:] == episodes.period[:-1], False)[: len(entered)]
    after = np.append(entered[1:], OPEN)[: len(entered)]
    gone = np.where(follows, after, np.maximum(left, entered))
    return entered, np.where(episodes.end < end, gone, OPEN)


def _episodes(county: County) -> Frame:
    care, rows = county.care, county.care.episodes
    entered, gone = entered_episodes(county)
    at = np.flatnonzero(care.end[rows.period] >= county.setting.start)
    period = rows.period[at]
    why = np.where(rows.end[at] < OPEN, np.where(rows.last[at], care.reason[period] + 1, 0), -1)
    seen_until = np.minimum(rows.end[at], county.setting.extracted)
    iro = seen_until - (seen_until - rows.start[at] - period % 60) % DAYS_BETWEEN_IRO_CONTACTS
    case = care.case[period]
    columns = {
        "clae_cla_episode_id": EPISODE + at, "clae_person_id": county.people.ssd[care.child[period]],
        "clae_cla_episode_start_date": rows.start[at], "clae_cla_episode_start_reason": Coded(rows.rne[at], RNE),
        "clae_cla_primary_need_code": Coded(care.need[period], list(NEEDS)),
        "clae_cla_episode_ceased_date": rows.end[at], "clae_cla_episode_ceased_reason": Coded(why, ("X1", *REASONS)),
        "clae_cla_id": PERIOD + period, "clae_referral_id": np.where(case >= 0, REFERRAL + case, -1),
        "clae_cla_placement_id": PLACEMENT + rows.placement[at], "clae_entered_care_date": care.start[period],
        "clae_cla_last_iro_contact_date": np.where(iro >= rows.start[at], iro, OPEN),
    }  # fmt: skip
    ends = ("clae_cla_episode_ceased_date", "clae_cla_episode_ceased_reason")
    return Frame(columns, entered[at], gone[at], ends, "clae_cla_episode_start_date")


def _placements(county: County) -> Frame:
    care, rows = county.care, county.care.placements
    entered, gone = _entered_by(county, care.episodes.placement, len(rows.start))
    at = np.flatnonzero(care.end[rows.period] >= county.setting.start)
    text = pc.replace_substring(pa.array(county.postcodes.text, pa.string()), " ", "")
    columns = {
        "clap_cla_placement_id": PLACEMENT + at, "clap_cla_placement_start_date": rows.start[at],
        "clap_cla_placement_type": Coded(rows.kind[at], TYPES), "clap_cla_placement_urn": rows.urn[at],
        "clap_cla_placement_distance": rows.distance[at], "clap_cla_id": PERIOD + rows.period[at],
        "clap_cla_placement_provider": Coded(rows.provider[at], PROVIDERS),
        "clap_cla_placement_postcode": text.take(pa.array(rows.postcode[at])),
        "clap_cla_placement_end_date": rows.end[at],
        "clap_cla_placement_change_reason": Coded(rows.change[at], list(CHANGES)),
        "clap_person_id": county.people.ssd[care.child[rows.period[at]]],
    }  # fmt: skip
    ends = ("clap_cla_placement_end_date", "clap_cla_placement_change_reason")
    return Frame(columns, entered[at], gone[at], ends)


def _statuses(county: County) -> Frame:
    care, rows = county.care, county.care.statuses
    entered, gone = _entered_by(county, care.episodes.status, len(rows.start))
    at = np.flatnonzero(care.end[rows.period] >= county.setting.start)
    columns = {
        "lega_legal_status_id": 5_400_000 + at, "lega_person_id": county.people.ssd[care.child[rows.period[at]]],
        "lega_legal_status": Coded(rows.kind[at], STATUSES), "lega_legal_status_start_date": rows.start[at],
        "lega_legal_status_end_date": rows.end[at],
    }  # fmt: skip
    return Frame(columns, entered[at], gone[at], ("lega_legal_status_end_date",))


def _entered_by(county: County, row_of_episode: Ints, n: int) -> tuple[Days, Days]:
    """A placement or status is entered with its first episode, and its end with the end of its last."""
    start, end = entered_episodes(county)
    first, last = np.full(n, OPEN, np.int64), np.full(n, -OPEN, np.int64)
    np.minimum.at(first, row_of_episode, start)
    np.maximum.at(last, row_of_episode, end)
    return first, last


def _reviews(county: County) -> Frame:
    rng = county.setting.rng("care reviews in the case system")
    care, found = county.care, cla_reviews(county.setting, county.care)
    kept = (found.due >= county.setting.start) & (care.end[found.of] >= county.setting.start)
    of, due, held = found.of[kept], found.due[kept], found.held[kept]
    young = age_on(county.children.birth[care.child[of]], due) < 4
    part = np.where(young, 0, 1 + pick(rng, TOOK_PART, len(of)))
    entered = recorded(rng, "review", np.minimum(held, due))
    columns = {
        "clar_cla_review_id": 5_600_000 + np.flatnonzero(kept), "clar_cla_id": PERIOD + of,
        "clar_cla_review_due_date": due, "clar_cla_review_date": held,
        "clar_cla_review_cancelled": np.zeros(len(of), np.int8),
        "clar_cla_review_participation": Coded(np.where(held < OPEN, part, -1), [f"PN{k}" for k in range(8)]),
        "clar_cla_person_id": county.people.ssd[care.child[of]],
    }  # fmt: skip
    known = np.maximum(recorded(rng, "review", held), entered)
    ends = ("clar_cla_review_date", "clar_cla_review_participation")
    return Frame(columns, entered, known, ends)


def _visits(county: County) -> Frame:
    rng = county.setting.rng("care visits")
    care, setting, at = county.care, county.setting, looked_after(county)
    found = visits(rng, np.maximum(care.start[at], setting.start - 60), care.end[at], setting.end, "cla")
    kept = (found.on >= setting.start) & (found.on < setting.end)
    of, on = at[found.of[kept]], found.on[kept]
    seen = chance(rng, len(on), 0.97)
    columns = {
        "clav_cla_visit_id": 50_000_000 + np.arange(len(on)), "clav_cla_id": PERIOD + of,
        "clav_person_id": county.people.ssd[care.child[of]], "clav_cla_visit_date": on,
        "clav_cla_visit_seen": seen.astype(np.int8),
        "clav_cla_visit_seen_alone": (seen & chance(rng, len(on), 0.72)).astype(np.int8),
    }  # fmt: skip
    return Frame(columns, recorded(rng, "visit", on), happened="clav_cla_visit_date")


def _care_plans(county: County) -> Frame:
    """A plan within weeks of the start, and another after eight months of care."""
    rng = county.setting.rng("care plans")
    care, setting, inside = county.care, county.setting, looked_after(county)
    of = np.repeat(inside, np.where(care.end[inside] - care.start[inside] > 400, 2, 1))
    second = np.append(False, of[1:] == of[:-1])[: len(of)]
    on = care.start[of] + np.where(second, 240, spread(p0=2, p50=12, p100=60).draw(rng, len(of)))
    n = len(of)
    aim = np.where(second, pick(rng, _LATER_AIMS, n), pick(rng, _FIRST_AIMS, n))
    aim = np.where(care.adoptive_from[of] < OPEN, CARE_PLANS.index("ADOPTION"), aim)
    kept = (on < np.minimum(care.end[of], setting.end)) & chance(rng, n, 0.96)
    of, on, second, aim = of[kept], on[kept], second[kept], aim[kept]
    replaced = np.append(second[1:] & (of[1:] == of[:-1]), False)[: len(of)]
    until = np.where(replaced, np.append(on[1:], OPEN)[: len(of)], care.end[of])
    columns = {
        "lacp_table_id": 5_980_000 + np.arange(len(of)), "lacp_person_id": county.people.ssd[care.child[of]],
        "lacp_cla_care_plan_start_date": on, "lacp_cla_care_plan_end_date": until,
        "lacp_cla_care_plan_json": Coded(aim, [[name] for name in CARE_PLANS]),
    }  # fmt: skip
    entered = recorded(rng, "review", on)
    return Frame(
        columns, entered, np.maximum(recorded(rng, "review", until), entered), ("lacp_cla_care_plan_end_date",)
    )


def _permanence(county: County, work: Work) -> Frame:
    """Adoption, from the decision to the order; and special guardianship and child arrangements orders."""
    rng = county.setting.rng("permanence")
    care, setting = county.care, county.setting
    why = np.where(care.reason < 0, "", np.array(REASONS)[care.reason])
    ordered = np.isin(why, (*ADOPTION, *GUARDIANSHIP, "E41"))
    at = np.flatnonzero(
        (ordered | (care.adoptive_from < setting.end)) & (care.end >= setting.start) & ~care.short_break
    )
    placed, order, n = care.adoptive_from[at], care.end[at], len(at)
    adoption, decided = placed < OPEN, decided_for_adoption(care)[at]

    def before(days: int) -> Days:
        return np.where(adoption, np.maximum(placed - days, care.start[at] + 1), OPEN)

    blank, siblings = np.full(n, OPEN), rng.random(n) < 0.3
    adopters = np.where(adoption, pick(rng, (14, 2, 8, 6, 70), n), -1)
    single = (adopters >= 0) & (adopters < 2)
    kind = np.where(adoption, 0, np.where(why[at] == "E41", 2, 1))
    words = ("Adoption", "Special Guardianship", "Child Arrangements Order/ Residence Order")
    columns = {
        "perm_table_id": 5_998_000 + at, "perm_person_id": county.people.ssd[care.child[at]],
        "perm_cla_id": PERIOD + at,
        "perm_adm_decision_date": decided, "perm_ffa_cp_decision_date": blank,
        "perm_placement_order_date": before(40), "perm_placed_for_adoption_date": placed,
        "perm_matched_date": before(MATCHED_BEFORE_PLACED), "perm_adopted_by_carer_flag": np.where(adoption, 0, -1),
        "perm_placed_ffa_cp_date": blank, "perm_decision_reversed_date": blank,
        "perm_part_of_sibling_group": siblings.astype(np.int8), "perm_siblings_placed_together": siblings * 2,
        "perm_siblings_placed_apart": np.zeros(n, np.int64), "perm_placement_provider_urn": np.full(n, -1),
        "perm_decision_reversed_reason": Coded(np.full(n, -1), ()), "perm_permanence_order_date": order,
        "perm_permanence_order_type": Coded(np.where(order < OPEN, kind, -1), words),
        "perm_adoption_worker_id": work.worker_at(np.maximum(care.case[at], 0), care.start[at]),
        "perm_adopter_sex": Coded(adopters, ("F1", "M1", "MM", "FF", "MF")),
        "perm_adopter_legal_status": Coded(np.where(adopters < 0, -1, np.where(single, 0, 1)), ("L0", "L11")),
        "perm_number_of_adopters": np.where(adopters < 0, -1, np.where(single, 1, 2)),
    }  # fmt: skip
    begun = np.where(adoption, decided, order)
    ends = ("perm_permanence_order_date", "perm_permanence_order_type")
    return Frame(columns, begun, np.where(order < OPEN, order + 5, OPEN), ends)


def _pre_proceedings(county: County) -> Frame:
    """Some of the children on a plan: a stage before court, which ends in proceedings or is stepped down."""
    rng = county.setting.rng("pre-proceedings")
    book, setting, n = county.lives.book, county.setting, county.lives.book.n
    decided = working_days_after(np.minimum(book.cp_start + TO_PANEL.draw(rng, n), OPEN), 1)
    length = PRE_PROCEEDINGS.draw(rng, n)
    issued = chance(rng, n, ISSUED_PERCENT / 100) | (book.cla_start < OPEN)
    chosen = county.kept & (book.cp_start < setting.end) & chance(rng, n, PRE_PROCEEDINGS_PERCENT / 100)
    at = np.flatnonzero(chosen & (decided < np.minimum(np.minimum(book.cp_end, setting.end), book.close)))
    decided, length, issued = decided[at], length[at], issued[at]
    left = working_days_after(decided + length, 1)
    done = np.where(left < setting.end, left, OPEN)
    letter = working_days_after(decided, WORKING_DAYS_TO_LETTER.draw(rng, len(at)))
    hurried = chance(rng, len(at), SHORT_NOTICE_PERCENT / 100)
    home = county.children.household[book.child[at]]
    columns = {
        "prep_table_id": 70_000_000 + at, "prep_person_id": county.people.ssd[book.child[at]],
        "prep_plo_family_id": 500_000 + np.maximum(home, 0), "prep_pre_pro_decision_date": decided,
        "prep_initial_pre_pro_meeting_date": letter + 8,
        "prep_pre_pro_letter_date": np.where(letter < setting.end, letter, OPEN),
        "prep_pre_pro_outcome": Coded(
            np.where(done < OPEN, ~issued, -1), ("Decision to Issue Care Proceedings", "Decision to step down")
        ),
        "prep_agree_stepdown_issue_date": done, "prep_cp_plans_referral_period": np.ones(len(at), np.int64),
        "prep_legal_gateway_outcome": Coded(np.where(done < OPEN, issued * 2, 1), ("A", "B", "C")),
        "prep_pre_pro_meetings_num": length // 40,
        "prep_pre_pro_parents_legal_rep": chance(rng, len(at), 0.8).astype(np.int8),
        "prep_care_proc_short_notice": np.where(issued & (done < OPEN), hurried, -1),
    }  # fmt: skip
    entered = recorded(rng, "review", decided)
    ends = ("prep_agree_stepdown_issue_date", "prep_pre_pro_outcome", "prep_care_proc_short_notice")
    return Frame(columns, entered, np.maximum(recorded(rng, "review", done), entered), ends)
