"""SSD tables about children looked after and care leavers."""

import numpy as np
import pyarrow as pa

from lineofsight.synth.care import REASONS
from lineofsight.synth.county import County, chosen_missing
from lineofsight.synth.days import OPEN, Days, age_on, to_date
from lineofsight.synth.draws import Ints, chance, pick, pick_by, spread
from lineofsight.synth.leavers import IN_TOUCH
from lineofsight.synth.placements import CHANGES, NEEDS, PROVIDERS, RNE, STATUSES, TYPES
from lineofsight.synth.recording import recorded
from lineofsight.synth.recurrent import cla_reviews, visits, yearly_checks
from lineofsight.synth.ssd_workers import Work
from lineofsight.synth.writing import Coded, Frame, texts

PERIOD, EPISODE, PLACEMENT, REFERRAL = 1_500_000, 5_000_000, 5_200_000, 2_000_000
OFFENCES = ("Criminal damage", "Theft", "Common assault", "Possession of cannabis", "Public order")
CARE_PLANS = ("LTFOST18", "LTRELFR", "RETURN6M", "ADOPTION", "SUPPLIV", "RESPLMT", "RETURNEV", "OTHERPLN")


def care_frames(county: County, work: Work) -> dict[str, Frame]:
    kept = np.flatnonzero(county.care.end >= county.setting.start).astype(np.int32)
    inside = kept[~county.care.short_break[kept]]
    return {
        "ssd_cla_episodes": _episodes(county), "ssd_cla_placement": _placements(county),
        "ssd_legal_status": _statuses(county), "ssd_cla_reviews": _reviews(county), "ssd_cla_visits": _visits(county),
        "ssd_cla_health": _health(county, inside), "ssd_cla_immunisations": _immunisations(county, inside),
        "ssd_cla_substance_misuse": _substances(county, inside), "ssd_cla_convictions": _convictions(county, inside),
        "ssd_cla_previous_permanence": _previous(county, inside), "ssd_cla_care_plan": _care_plans(county, inside),
        "ssd_sdq_scores": _sdq(county, inside), "ssd_missing": _missing(county), "ssd_care_leavers": _leavers(county, work),
        "ssd_permanence": _permanence(county, work), "ssd_pre_proceedings": _pre_proceedings(county),
    }  # fmt: skip


def entered_episodes(county: County) -> tuple[Days, Days]:
    """When the start and the end of each care episode were entered. An end is entered with what follows it."""
    rng = county.setting.rng("recording of care episodes")
    episodes = county.care.episodes
    start = recorded(rng, "care episode started", episodes.start)
    gone = recorded(
        rng, "care episode ended", np.where(episodes.end < county.setting.end, episodes.end, OPEN).astype(np.int32)
    )
    follows = np.append(episodes.period[1:] == episodes.period[:-1], False)[: len(start)]
    for at in range(1, len(start)):
        if follows[at - 1] and start[at] < start[at - 1]:
            start[at] = start[at - 1]
    next_start = np.append(start[1:], OPEN)[: len(start)]
    end = np.where(follows, next_start, np.maximum(gone, start))
    return start.astype(np.int32), np.where(episodes.end < county.setting.end, end, OPEN).astype(np.int32)


def _episodes(county: County) -> Frame:
    care, people = county.care, county.people
    rows = care.episodes
    start, end = entered_episodes(county)
    at = np.flatnonzero(care.end[rows.period] >= county.setting.start)
    period = rows.period[at]
    why = np.where(rows.last[at], care.reason[period] + 1, 0)
    why = np.where(rows.end[at] < OPEN, why, -1).astype(np.int32)
    iro = np.minimum(rows.end[at], county.setting.extracted) - 10 - rows.period[at] % 80
    case = care.case[period]
    return Frame(
        {
            "clae_cla_episode_id": EPISODE + at.astype(np.int64), "clae_person_id": people.ssd[care.child[period]],
            "clae_cla_episode_start_date": rows.start[at], "clae_cla_episode_start_reason": Coded(rows.rne[at], RNE),
            "clae_cla_primary_need_code": Coded(care.need[period], list(NEEDS)),
            "clae_cla_episode_ceased_date": rows.end[at], "clae_cla_episode_ceased_reason": Coded(why, ("X1", *REASONS)),
            "clae_cla_id": PERIOD + period.astype(np.int64),
            "clae_referral_id": np.where(case >= 0, REFERRAL + case.astype(np.int64), -1),
            "clae_cla_placement_id": PLACEMENT + rows.placement[at].astype(np.int64),
            "clae_entered_care_date": care.start[period],
            "clae_cla_last_iro_contact_date": np.where(iro >= rows.start[at], iro, OPEN).astype(np.int32),
        },
        recorded=start[at], ended=end[at],
        end_columns=("clae_cla_episode_ceased_date", "clae_cla_episode_ceased_reason"),
    )  # fmt: skip


def _placements(county: County) -> Frame:
    care, rows = county.care, county.care.placements
    first, last = _entered_by(county, care.episodes.placement, len(rows.start))
    at = np.flatnonzero(care.end[rows.period] >= county.setting.start)
    text = pa.array([code.replace(" ", "") for code in county.postcodes.text], pa.string())
    return Frame(
        {
            "clap_cla_placement_id": PLACEMENT + at.astype(np.int64), "clap_cla_placement_start_date": rows.start[at],
            "clap_cla_placement_type": Coded(rows.kind[at], TYPES), "clap_cla_placement_urn": rows.urn[at].astype(np.int64),
            "clap_cla_placement_distance": rows.distance[at], "clap_cla_id": PERIOD + rows.period[at].astype(np.int64),
            "clap_cla_placement_provider": Coded(rows.provider[at], PROVIDERS),
            "clap_cla_placement_postcode": text.take(pa.array(rows.postcode[at])), "clap_cla_placement_end_date": rows.end[at],
            "clap_cla_placement_change_reason": Coded(rows.change[at], list(CHANGES)),
            "clap_person_id": county.people.ssd[care.child[rows.period[at]]],
        },
        recorded=first[at], ended=last[at],
        end_columns=("clap_cla_placement_end_date", "clap_cla_placement_change_reason"),
    )  # fmt: skip


def _statuses(county: County) -> Frame:
    care, rows = county.care, county.care.statuses
    first, last = _entered_by(county, care.episodes.status, len(rows.start))
    at = np.flatnonzero(care.end[rows.period] >= county.setting.start)
    return Frame(
        {
            "lega_legal_status_id": 5_400_000 + at.astype(np.int64),
            "lega_person_id": county.people.ssd[care.child[rows.period[at]]],
            "lega_legal_status": Coded(rows.kind[at], STATUSES), "lega_legal_status_start_date": rows.start[at],
            "lega_legal_status_end_date": rows.end[at],
        },
        recorded=first[at], ended=last[at], end_columns=("lega_legal_status_end_date",),
    )  # fmt: skip


def _entered_by(county: County, row_of_episode: Ints, n: int) -> tuple[Days, Days]:
    """A placement or status is entered with its first episode, and its end with the end of its last."""
    start, end = entered_episodes(county)
    first, last = np.full(n, OPEN, np.int32), np.full(n, -OPEN, np.int32)
    np.minimum.at(first, row_of_episode, start)
    np.maximum.at(last, row_of_episode, end)
    return first, last


def _reviews(county: County) -> Frame:
    rng = county.setting.rng("care reviews in the case system")
    care, end = county.care, county.setting.end
    found = cla_reviews(county.setting, care)
    kept = (found.due >= county.setting.start) & (care.end[found.of] >= county.setting.start)
    of, due, held = found.of[kept], found.due[kept], found.held[kept]
    held = np.where(held < end, held, OPEN).astype(np.int32)
    young = age_on(county.children.birth[care.child[of]], due) < 4
    part = np.where(held < OPEN, np.where(young, 0, 1 + pick(rng, (52, 6, 5, 12, 5, 12, 8), len(of))), -1).astype(
        np.int32
    )
    entered = recorded(rng, "review", np.minimum(held, due).astype(np.int32))
    return Frame(
        {
            "clar_cla_review_id": 5_600_000 + np.arange(len(of), dtype=np.int64), "clar_cla_id": PERIOD + of.astype(np.int64),
            "clar_cla_review_due_date": due, "clar_cla_review_date": held,
            "clar_cla_review_cancelled": np.zeros(len(of), np.int8),
            "clar_cla_review_participation": Coded(part, [f"PN{k}" for k in range(8)]),
            "clar_cla_person_id": county.people.ssd[care.child[of]],
        },
        recorded=entered, ended=np.maximum(recorded(rng, "review", held), entered),
        end_columns=("clar_cla_review_date", "clar_cla_review_participation"),
    )  # fmt: skip


def _visits(county: County) -> Frame:
    rng = county.setting.rng("care visits")
    care, setting = county.care, county.setting
    at = np.flatnonzero((care.end >= setting.start) & ~care.short_break).astype(np.int32)
    since = np.maximum(care.start[at], setting.start - 60)
    found = visits(rng, since, care.end[at], setting.end, "cla")
    kept = (found.on >= setting.start) & (found.on < setting.end)
    of, on = at[found.of[kept]], found.on[kept]
    seen = chance(rng, len(on), 0.97)
    return Frame(
        {
            "clav_cla_visit_id": 50_000_000 + np.arange(len(on), dtype=np.int64), "clav_cla_id": PERIOD + of.astype(np.int64),
            "clav_person_id": county.people.ssd[care.child[of]], "clav_cla_visit_date": on,
            "clav_cla_visit_seen": seen.astype(np.int8),
            "clav_cla_visit_seen_alone": (seen & chance(rng, len(on), 0.72)).astype(np.int8),
        },
        recorded=recorded(rng, "visit", on),
    )  # fmt: skip


def _health(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("health checks")
    care, setting = county.care, county.setting
    since = np.maximum(care.start[inside], setting.start - 300)
    parts = [yearly_checks(rng, since, care.end[inside], setting.end, kind) for kind in ("health", "dental")]
    of = inside[np.concatenate([part.of for part in parts])]
    on = np.concatenate([part.on for part in parts])
    kind = np.repeat([0, 1], [len(part.of) for part in parts]).astype(np.int32)
    kept = on >= setting.start
    of, on, kind = of[kept], on[kept], kind[kept]
    return Frame(
        {
            "clah_health_check_id": 5_800_000 + np.arange(len(of), dtype=np.int64),
            "clah_person_id": county.people.ssd[care.child[of]],
            "clah_health_check_type": Coded(kind, ("Health Assessment", "Dental Check")), "clah_health_check_date": on,
            "clah_health_check_status": Coded(
                pick(rng, (92, 4, 3, 1), len(of)), ("Completed", "Refused", "Cancelled", "Planned")
            ),
        },
        recorded=recorded(rng, "health", on),
    )  # fmt: skip


def _immunisations(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("immunisations")
    child = np.unique(county.care.child[inside])
    start = np.full(len(county.children), -OPEN, np.int32)
    np.maximum.at(start, county.care.child[inside], county.care.start[inside])
    on = start[child] + 30
    kept = on < county.setting.end
    return Frame(
        {
            "clai_person_id": county.people.ssd[child[kept]],
            "clai_immunisations_status": chance(rng, len(child), 0.86)[kept].astype(np.int8),
            "clai_immunisations_status_date": on[kept].astype(np.int32),
        },
        recorded=on[kept].astype(np.int32),
    )  # fmt: skip


def _some_teenagers(county: County, inside: Ints, rng: np.random.Generator, a_year: float) -> tuple[Ints, Days]:
    """Dates that fall on few of the looked-after children aged 10 or over."""
    care, setting = county.care, county.setting
    begin, end = np.maximum(care.start[inside], setting.start), np.minimum(care.end[inside], setting.end)
    times = rng.poisson(np.maximum(end - begin, 0) / 365 * a_year) if len(inside) else np.empty(0, np.int64)
    of = np.repeat(np.arange(len(inside)), times)
    on = begin[of] + (rng.random(len(of)) * np.maximum(end - begin, 1)[of]).astype(np.int32)
    old = age_on(county.children.birth[care.child[inside[of]]], on) >= 10
    return care.child[inside[of[old]]], on[old].astype(np.int32)


def _substances(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("substance misuse")
    child, on = _some_teenagers(county, inside, rng, 0.06)
    return Frame(
        {
            "clas_substance_misuse_id": 5_900_000 + np.arange(len(on), dtype=np.int64),
            "clas_person_id": county.people.ssd[child], "clas_substance_misuse_date": on,
            "clas_substance_misused": np.ones(len(on), np.int8),
            "clas_intervention_received": chance(rng, len(on), 0.6).astype(np.int8),
        },
        recorded=recorded(rng, "health", on),
    )  # fmt: skip


def _convictions(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("convictions")
    child, on = _some_teenagers(county, inside, rng, 0.05)
    return Frame(
        {
            "clac_cla_conviction_id": 5_950_000 + np.arange(len(on), dtype=np.int64),
            "clac_person_id": county.people.ssd[child], "clac_cla_conviction_date": on,
            "clac_cla_conviction_offence": texts([OFFENCES[k] for k in rng.integers(0, len(OFFENCES), len(on)).tolist()]),
        },
        recorded=recorded(rng, "health", on),
    )  # fmt: skip


def previous_permanence(county: County) -> tuple[Ints, Ints, list[str]]:
    """Children looked after who had an earlier adoption or order: which kind (P1 to P4), and its date with zz for
    unknown parts."""
    rng = county.setting.rng("previous permanence")
    care = county.care
    child = np.unique(care.child[~care.short_break])
    born = county.children.birth[child]
    first = np.full(len(county.children), OPEN, np.int32)
    np.minimum.at(first, care.child, care.start)
    had = chance(rng, len(child), 0.05) & (first[child] - born > 900)
    child, born = child[had], born[had]
    on = born + (rng.random(len(child)) * (first[child] - born - 200)).astype(np.int32)
    known = pick(rng, (60, 25, 15), len(child)).tolist()
    dates = [to_date(day) for day in on.tolist()]
    written = [
        d.strftime("%d/%m/%Y") if k == 0 else f"zz/{d:%m/%Y}" if k == 1 else f"zz/zz/{d:%Y}"
        for d, k in zip(dates, known, strict=True)
    ]
    return child.astype(np.int32), pick(rng, (20, 55, 20, 5), len(child)), written


def _previous(county: County, inside: Ints) -> Frame:
    child, kind, on = previous_permanence(county)
    kept = np.isin(child, county.care.child[inside])
    seen = np.full(len(county.children), OPEN, np.int32)
    np.minimum.at(seen, county.care.child, county.care.start)
    return Frame(
        {
            "lapp_table_id": 5_970_000 + np.flatnonzero(kept).astype(np.int64),
            "lapp_person_id": county.people.ssd[child[kept]],
            "lapp_previous_permanence_order_date": texts([d for d, k in zip(on, kept.tolist(), strict=True) if k]),
            "lapp_previous_permanence_option": Coded(kind[kept], ("P1", "P2", "P3", "P4")),
            "lapp_previous_permanence_la": texts(["Gloucestershire"] * int(kept.sum())),
        },
        recorded=seen[child[kept]],
    )  # fmt: skip


def _care_plans(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("care plans")
    care, setting = county.care, county.setting
    of = np.repeat(inside, np.where(care.end[inside] - care.start[inside] > 400, 2, 1))
    second = np.append(False, of[1:] == of[:-1])[: len(of)]
    on = care.start[of] + np.where(second, 240, spread(p0=2, p50=12, p100=60).draw(rng, len(of)))
    kept = (on < np.minimum(care.end[of], setting.end)) & chance(rng, len(of), 0.96)
    of, on, second = of[kept], on[kept].astype(np.int32), second[kept]
    adoptive = care.adoptive_from[of] < OPEN
    aim = np.where(
        adoptive,
        3,
        np.where(
            second, pick(rng, (50, 14, 4, 0, 12, 8, 6, 6), len(of)), pick(rng, (22, 12, 34, 2, 8, 6, 12, 4), len(of))
        ),
    )
    next_start = np.where(np.append(second[1:], False)[: len(of)], np.append(on[1:], OPEN)[: len(of)], OPEN)
    end = np.minimum(next_start, np.where(care.end[of] < setting.end, care.end[of], OPEN)).astype(np.int32)
    entered = recorded(rng, "review", on)
    return Frame(
        {
            "lacp_table_id": 5_980_000 + np.arange(len(of), dtype=np.int64), "lacp_person_id": county.people.ssd[care.child[of]],
            "lacp_cla_care_plan_start_date": on, "lacp_cla_care_plan_end_date": end,
            "lacp_cla_care_plan_json": Coded(aim.astype(np.int32), [[name] for name in CARE_PLANS]),
        },
        recorded=entered, ended=np.maximum(recorded(rng, "review", end), entered), end_columns=("lacp_cla_care_plan_end_date",),
    )  # fmt: skip


def _sdq(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("strengths and difficulties")
    care, setting = county.care, county.setting
    found = yearly_checks(
        rng, np.maximum(care.start[inside], setting.start - 200), care.end[inside], setting.end, "sdq"
    )
    of, on = inside[found.of], found.on
    age = age_on(county.children.birth[care.child[of]], on)
    kept = (on >= setting.start) & (age >= 4) & (age <= 16)
    of, on = of[kept], on[kept]
    scored = chance(rng, len(of), 0.84)
    score = np.where(scored, spread(p0=0, p25=8, p50=14, p75=19, p100=37).draw(rng, len(of)), -1)
    return Frame(
        {
            "csdq_table_id": 5_990_000 + np.arange(len(of), dtype=np.int64), "csdq_person_id": county.people.ssd[care.child[of]],
            "csdq_sdq_completed_date": on,
            "csdq_sdq_reason": Coded(np.where(scored, -1, pick(rng, (30, 20, 30, 20), len(of))), ("SDQ2", "SDQ3", "SDQ4", "SDQ5")),
            "csdq_sdq_score": score.astype(np.int64),
        },
        recorded=recorded(rng, "health", on),
    )  # fmt: skip


def _missing(county: County) -> Frame:
    rng = county.setting.rng("missing in the case system")
    found = county.missing
    at = chosen_missing(found)
    at = at[found.start[at] >= county.setting.start]
    start, end = found.start[at], found.end[at]
    entered = recorded(rng, "missing", start)
    back = end < OPEN
    offered = np.where(back, pick(rng, (88, 9, 3), len(at)), -1).astype(np.int32)
    accepted = np.where(offered == 0, pick(rng, (64, 36, 0), len(at)), np.where(offered == 1, 2, offered)).astype(
        np.int32
    )
    words = ("Y", "N", "NA")
    return Frame(
        {
            "miss_table_id": 60_000_000 + at.astype(np.int64), "miss_person_id": county.people.ssd[found.child[at]],
            "miss_missing_episode_start_date": start,
            "miss_missing_episode_type": Coded(found.away[at].astype(np.int32), ("M", "A")),
            "miss_missing_episode_end_date": end, "miss_missing_rhi_offered": Coded(offered, words),
            "miss_missing_rhi_accepted": Coded(accepted, words),
        },
        recorded=entered, ended=np.maximum(recorded(rng, "returned", end), entered),
        end_columns=("miss_missing_episode_end_date", "miss_missing_rhi_offered", "miss_missing_rhi_accepted"),
    )  # fmt: skip


def _leavers(county: County, work: Work) -> Frame:
    """Where everyone who is followed stands on the day of the extract."""
    at_day = county.setting.extracted
    everyone = county.leavers
    age = age_on(county.children.birth[everyone.child], at_day)
    now = np.flatnonzero((age >= 16) & (age < 25) & (everyone.left <= at_day)).astype(np.int32)
    child, age = everyone.child[now], age[now]
    latest = latest_positions(county)[child]
    positions = county.leavers.positions
    has = latest >= 0
    latest = np.maximum(latest, 0)
    activity = [positions.activity[k] if h else "0" for k, h in zip(latest.tolist(), has.tolist(), strict=True)]
    home = [positions.accommodation[k] if h else "" for k, h in zip(latest.tolist(), has.tolist(), strict=True)]
    suitable = np.where(has & (np.array(home) != "R"), np.where(positions.suitable[latest], 0, 1), -1).astype(np.int32)
    contact = at_day - (child.astype(np.int64) * 7 + at_day) % 75
    plan = at_day - (child.astype(np.int64) * 11 + at_day) % 215
    key = _adviser_rows(county, child, at_day)
    team, worker = county.involvements.team[key], county.involvements.worker[key]
    found = (key >= 0) & (worker >= 0)
    workers = pa.array(["", *(w.professional_id for w in county.workforce.workers)], pa.string())
    teams = pa.array(["", *county.structure.ids()], pa.string())
    person = workers.take(pa.array(np.where(found, worker + 1, 0)))
    return Frame(
        {
            "clea_table_id": 5_995_000 + now.astype(np.int64), "clea_person_id": county.people.ssd[child],
            "clea_care_leaver_eligibility": Coded((age >= 18).astype(np.int32), ("Relevant", "Former Relevant")),
            "clea_care_leaver_in_touch": Coded(np.where(has, positions.in_touch[latest], 0).astype(np.int32), list(IN_TOUCH)),
            "clea_care_leaver_latest_contact": contact.astype(np.int32), "clea_care_leaver_accommodation": texts(home),
            "clea_care_leaver_accom_suitable": Coded(suitable, ("1", "2")), "clea_care_leaver_activity": texts(activity),
            "clea_pathway_plan_review_date": np.maximum(plan, everyone.left[now]).astype(np.int32),
            "clea_care_leaver_personal_advisor": person,
            "clea_care_leaver_allocated_team": teams.take(pa.array(np.where(found, team + 1, 0))),
            "clea_care_leaver_worker_id": person,
        }
    )  # fmt: skip


def latest_positions(county: County) -> Ints:
    """For each child, the row of the latest birthday's position on or before the extract; -1 without one."""
    positions = county.leavers.positions
    found = np.full(len(county.children), -1, np.int32)
    at = np.flatnonzero(positions.on <= county.setting.extracted)
    at = at[np.argsort(positions.on[at], kind="stable")]
    found[positions.child[at]] = at
    return found


def _adviser_rows(county: County, child: Ints, on: int) -> Ints:
    involved = county.involvements
    at = np.flatnonzero(involved.is_adviser & (involved.start <= on) & (involved.end > on))
    row = np.full(len(county.children), -1, np.int32)
    row[involved.child[at]] = at
    return row[child]


def _permanence(county: County, work: Work) -> Frame:
    """Adoption, from the decision to the order; and special guardianship and child arrangements orders."""
    rng = county.setting.rng("permanence")
    care, setting = county.care, county.setting
    why = np.where(care.reason < 0, "", np.array(REASONS)[care.reason])
    ordered = np.isin(why, ("E11", "E12", "E45", "E46", "E47", "E48", "E41")) & (care.end < setting.end)
    at = np.flatnonzero(
        (ordered | (care.adoptive_from < setting.end)) & (care.end >= setting.start) & ~care.short_break
    )
    placed = care.adoptive_from[at]
    adoption = placed < OPEN
    n = len(at)

    def before(days: int) -> Days:
        return np.where(adoption, np.maximum(placed - days, care.start[at] + 1), OPEN).astype(np.int32)

    kind = np.where(adoption, 0, np.where(why[at] == "E41", 2, 1)).astype(np.int32)
    order = np.where(care.end[at] < setting.end, care.end[at], OPEN).astype(np.int32)
    words = ("Adoption", "Special Guardianship", "Child Arrangements Order/ Residence Order")
    blank = np.full(n, OPEN, np.int32)
    couple = pick(rng, (14, 2, 8, 6, 70), n)
    shown = np.where(adoption, couple, -1).astype(np.int32)
    siblings = rng.random(n) < 0.3
    entered = np.where(adoption, before(170), np.minimum(order, setting.end)).astype(np.int32)
    ended = np.where(order < OPEN, order + 5, OPEN).astype(np.int32)
    case = np.maximum(care.case[at], 0)
    return Frame(
        {
            "perm_table_id": 5_998_000 + at.astype(np.int64), "perm_person_id": county.people.ssd[care.child[at]],
            "perm_cla_id": PERIOD + at.astype(np.int64), "perm_adm_decision_date": before(170),
            "perm_ffa_cp_decision_date": blank, "perm_placement_order_date": before(40),
            "perm_placed_for_adoption_date": placed, "perm_matched_date": before(20),
            "perm_adopted_by_carer_flag": np.where(adoption, 0, -1).astype(np.int8), "perm_placed_ffa_cp_date": blank,
            "perm_decision_reversed_date": blank, "perm_part_of_sibling_group": siblings.astype(np.int8),
            "perm_siblings_placed_together": np.where(siblings, 2, 0).astype(np.int64),
            "perm_siblings_placed_apart": np.zeros(n, np.int64),
            "perm_placement_provider_urn": np.full(n, -1, np.int64),
            "perm_decision_reversed_reason": Coded(np.full(n, -1, np.int32), ("RD1",)), "perm_permanence_order_date": order,
            "perm_permanence_order_type": Coded(np.where(order < OPEN, kind, -1).astype(np.int32), words),
            "perm_adoption_worker_id": work.worker_at(case, care.start[at]),
            "perm_adopter_sex": Coded(shown, ("F1", "M1", "MM", "FF", "MF")),
            "perm_adopter_legal_status": Coded(np.where(shown < 0, -1, np.where(shown < 2, 0, 1)), ("L0", "L11")),
            "perm_number_of_adopters": np.where(shown < 0, -1, np.where(shown < 2, 1, 2)).astype(np.int64),
        },
        recorded=entered, ended=ended,
        end_columns=("perm_permanence_order_date", "perm_permanence_order_type"),
    )  # fmt: skip


def _pre_proceedings(county: County) -> Frame:
    """Children whose plan of a year's standing, or care, had a stage before court."""
    rng = county.setting.rng("pre-proceedings")
    book, setting = county.lives.book, county.setting
    chosen = county.kept & (book.cp_start < setting.end) & chance(rng, book.n, 0.17)
    at = np.flatnonzero(chosen)
    decided = book.cp_start[at] + spread(p0=40, p50=130, p100=300).draw(rng, len(at))
    kept = decided < np.minimum(np.minimum(book.cp_end[at], setting.end), book.close[at])
    at, decided = at[kept], decided[kept].astype(np.int32)
    length = spread(p0=40, p50=98, p80=125, p100=260).draw(rng, len(at))
    done = np.where(decided + length < setting.end, decided + length, OPEN).astype(np.int32)
    issued = np.where(done < OPEN, (book.cla_start[at] < OPEN) | chance(rng, len(at), 0.2), False)
    n = len(at)
    outcome = np.where(done < OPEN, np.where(issued, 0, 1), -1).astype(np.int32)
    home = county.children.household[book.child[at]]
    letter = np.minimum(decided + 7, setting.end).astype(np.int32)
    entered = recorded(rng, "review", decided)
    return Frame(
        {
            "prep_table_id": 70_000_000 + at.astype(np.int64), "prep_person_id": county.people.ssd[book.child[at]],
            "prep_plo_family_id": 500_000 + np.maximum(home, 0).astype(np.int64), "prep_pre_pro_decision_date": decided,
            "prep_initial_pre_pro_meeting_date": letter, "prep_pre_pro_letter_date": letter,
            "prep_pre_pro_outcome": Coded(outcome, ("Decision to Issue Care Proceedings", "Decision to step down")),
            "prep_agree_stepdown_issue_date": done, "prep_cp_plans_referral_period": np.ones(n, np.int64),
            "prep_legal_gateway_outcome": Coded(np.where(done < OPEN, np.where(issued, 2, 0), 1).astype(np.int32), ("A", "B", "C")),
            "prep_pre_pro_meetings_num": (length // 40).astype(np.int64),
            "prep_pre_pro_parents_legal_rep": chance(rng, n, 0.8).astype(np.int8),
        },
        recorded=entered, ended=np.maximum(recorded(rng, "review", done), entered),
        end_columns=("prep_agree_stepdown_issue_date", "prep_pre_pro_outcome"),
    )  # fmt: skip


def need_words(at: Ints) -> list[str]:
    return [list(NEEDS)[k] for k in at.tolist()]


def some(rng: np.random.Generator, table: dict[str, int], n: int) -> Ints:
    return pick_by(rng, table, n)
