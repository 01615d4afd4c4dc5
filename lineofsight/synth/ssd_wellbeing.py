"""SSD tables about how children looked after fare: health, feelings, offences, going missing, earlier orders."""

import numpy as np

from lineofsight.synth.county import County, chosen_missing
from lineofsight.synth.days import OPEN, Days, age_on, to_date
from lineofsight.synth.draws import Chance, Ints, chance, pick, spread
from lineofsight.synth.recording import recorded
from lineofsight.synth.recurrent import yearly_checks
from lineofsight.synth.ssd_care import looked_after
from lineofsight.synth.writing import Coded, Frame, texts

OFFENCES = ("Criminal damage", "Theft", "Common assault", "Possession of cannabis", "Public order")
IMMUNISED_PERCENT, SDQ_COMPLETED_PERCENT = 86, 84
SDQ_SCORE = spread(p0=0, p25=8, p50=14, p75=19, p100=37)
PREVIOUS_PERMANENCE_PERCENT = 5


def wellbeing_frames(county: County) -> dict[str, Frame]:
    inside = looked_after(county)
    return {
        "ssd_cla_health": _health(county, inside), "ssd_cla_immunisations": _immunisations(county, inside),
        "ssd_cla_substance_misuse": _substances(county, inside), "ssd_cla_convictions": _convictions(county, inside),
        "ssd_cla_previous_permanence": _previous(county, inside), "ssd_sdq_scores": _sdq(county, inside),
        "ssd_missing": _missing(county),
    }  # fmt: skip


def _health(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("health checks")
    care, setting = county.care, county.setting
    since = np.maximum(care.start[inside], setting.start - 300)
    kinds = ("health", "dental", "under 5")
    parts = [yearly_checks(rng, since, care.end[inside], setting.end, kind) for kind in kinds]
    of = inside[np.concatenate([part.of for part in parts])]
    on = np.concatenate([part.on for part in parts])
    series = np.repeat([0, 1, 2], [len(part.of) for part in parts])
    under_5 = age_on(county.children.birth[care.child[of]], on) < 5
    kind = np.where(series == 1, 1, 0)
    kept = (on >= setting.start) & ((series == 1) | (under_5 == (series == 2)))
    of, on, kind = of[kept], on[kept], kind[kept]
    outcome = pick(rng, (95, 2, 2, 1), len(of))
    columns = {
        "clah_health_check_id": 5_800_000 + np.flatnonzero(kept),
        "clah_person_id": county.people.ssd[care.child[of]],
        "clah_health_check_type": Coded(kind, ("Health Assessment", "Dental Check")), "clah_health_check_date": on,
        "clah_health_check_status": Coded(outcome, ("Completed", "Refused", "Cancelled", "Planned")),
    }  # fmt: skip
    return Frame(columns, recorded(rng, "health", on), happened="clah_health_check_date")


def _immunisations(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("immunisations")
    child = np.unique(county.care.child[inside])
    start = np.full(len(county.children), -OPEN, np.int64)
    np.maximum.at(start, county.care.child[inside], county.care.start[inside])
    on, done = start[child] + 30, chance(rng, len(child), IMMUNISED_PERCENT / 100)
    kept = on < county.setting.end
    columns = {
        "clai_person_id": county.people.ssd[child[kept]], "clai_immunisations_status": done[kept].astype(np.int8),
        "clai_immunisations_status_date": on[kept],
    }  # fmt: skip
    return Frame(columns, on[kept])


def _teenagers(county: County, inside: Ints, rng: Chance, a_year: float) -> tuple[Ints, Days]:
    """Dates that fall on few of the looked-after children aged 10 or over."""
    care, setting = county.care, county.setting
    begin, end = np.maximum(care.start[inside], setting.start), np.minimum(care.end[inside], setting.end)
    times = rng.poisson(np.maximum(end - begin, 0) / 365 * a_year)
    of = np.repeat(np.arange(len(inside)), times)
    on = begin[of] + (rng.random(len(of)) * np.maximum(end - begin, 1)[of]).astype(np.int64)
    old = age_on(county.children.birth[care.child[inside[of]]], on) >= 10
    return care.child[inside[of[old]]], on[old]


def _substances(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("substance misuse")
    child, on = _teenagers(county, inside, rng, 0.06)
    columns = {
        "clas_substance_misuse_id": 5_900_000 + np.arange(len(on)), "clas_person_id": county.people.ssd[child],
        "clas_substance_misuse_date": on, "clas_substance_misused": np.ones(len(on), np.int8),
        "clas_intervention_received": chance(rng, len(on), 0.6).astype(np.int8),
    }  # fmt: skip
    return Frame(columns, recorded(rng, "health", on))


def _convictions(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("convictions")
    child, on = _teenagers(county, inside, rng, 0.03)
    columns = {
        "clac_cla_conviction_id": 5_950_000 + np.arange(len(on)), "clac_person_id": county.people.ssd[child],
        "clac_cla_conviction_date": on,
        "clac_cla_conviction_offence": texts([OFFENCES[k] for k in rng.integers(0, len(OFFENCES), len(on)).tolist()]),
    }  # fmt: skip
    return Frame(columns, recorded(rng, "health", on))


def previous_permanence(county: County) -> tuple[Ints, Ints, list[str]]:
    """Children who were adopted or under an order before they came into care: the kind (P1 to P4) and the date as text,
    in which zz stands for a part that is not known."""
    rng = county.setting.rng("previous permanence")
    care = county.care
    child = np.unique(care.child[~care.short_break])
    born = county.children.birth[child]
    first = np.full(len(county.children), OPEN, np.int64)
    np.minimum.at(first, care.child, care.start)
    had = chance(rng, len(child), PREVIOUS_PERMANENCE_PERCENT / 100) & (first[child] - born > 900)
    child, born = child[had], born[had]
    on = born + (rng.random(len(child)) * (first[child] - born - 200)).astype(np.int64)
    forms = np.array(["{:%d/%m/%Y}", "zz/{:%m/%Y}", "zz/zz/{:%Y}"])[pick(rng, (60, 25, 15), len(child))]
    dates = [form.format(to_date(day)) for form, day in zip(forms.tolist(), on.tolist(), strict=True)]
    return child, pick(rng, (20, 55, 20, 5), len(child)), dates


def _previous(county: County, inside: Ints) -> Frame:
    child, kind, on = previous_permanence(county)
    kept = np.flatnonzero(np.isin(child, county.care.child[inside]))
    seen = np.full(len(county.children), OPEN, np.int64)
    np.minimum.at(seen, county.care.child, county.care.start)
    columns = {
        "lapp_table_id": 5_970_000 + kept, "lapp_person_id": county.people.ssd[child[kept]],
        "lapp_previous_permanence_order_date": texts([on[k] for k in kept.tolist()]),
        "lapp_previous_permanence_option": Coded(kind[kept], ("P1", "P2", "P3", "P4")),
        "lapp_previous_permanence_la": texts(["Gloucestershire"] * len(kept)),
    }  # fmt: skip
    return Frame(columns, seen[child[kept]])


def _sdq(county: County, inside: Ints) -> Frame:
    rng = county.setting.rng("strengths and difficulties")
    care, setting = county.care, county.setting
    since = np.maximum(care.start[inside], setting.start - 200)
    found = yearly_checks(rng, since, care.end[inside], setting.end, "sdq")
    of, on = inside[found.of], found.on
    age = age_on(county.children.birth[care.child[of]], on)
    kept = np.flatnonzero((on >= setting.start) & (age >= 4) & (age <= 16))
    of, on, n = of[kept], on[kept], len(kept)
    scored = chance(rng, n, SDQ_COMPLETED_PERCENT / 100)
    why = np.where(scored, -1, pick(rng, (30, 20, 30, 20), n))
    columns = {
        "csdq_table_id": 5_990_000 + kept, "csdq_person_id": county.people.ssd[care.child[of]],
        "csdq_sdq_completed_date": on, "csdq_sdq_reason": Coded(why, ("SDQ2", "SDQ3", "SDQ4", "SDQ5")),
        "csdq_sdq_score": np.where(scored, SDQ_SCORE.draw(rng, n), -1),
    }  # fmt: skip
    return Frame(columns, recorded(rng, "health", on))


def _missing(county: County) -> Frame:
    """What social care knows: every episode from care, most from home; a return interview offered after most."""
    rng = county.setting.rng("missing in the case system")
    found = county.missing
    at = chosen_missing(found)
    at = at[found.start[at] >= county.setting.start]
    start, end, n = found.start[at], found.end[at], len(at)
    offered = pick(rng, (88, 9, 3), n)
    accepted = np.where(offered == 0, pick(rng, (64, 36), n), 2)
    back, words = end < OPEN, ("Y", "N", "NA")
    columns = {
        "miss_table_id": 60_000_000 + at, "miss_person_id": county.people.ssd[found.child[at]],
        "miss_missing_episode_start_date": start, "miss_missing_episode_type": Coded(found.away[at] * 1, ("M", "A")),
        "miss_missing_episode_end_date": end, "miss_missing_rhi_offered": Coded(np.where(back, offered, -1), words),
        "miss_missing_rhi_accepted": Coded(np.where(back, accepted, -1), words),
    }  # fmt: skip
    entered = recorded(rng, "missing", start)
    ends = ("miss_missing_episode_end_date", "miss_missing_rhi_offered", "miss_missing_rhi_accepted")
    known = np.maximum(recorded(rng, "returned", end), entered)
    return Frame(columns, entered, known, ends, "miss_missing_episode_start_date")
