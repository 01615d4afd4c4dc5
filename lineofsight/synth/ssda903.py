"""The yearly SSDA903 files: what each return held when it was made, three months after its year ended.

An episodes file holds the episodes that started or ended in the year. One that goes on has no end in it; the file of
the year in which it ends says when. An episode open all year stands in neither.
"""

from collections.abc import Iterator

import numpy as np

from lineofsight.synth.care import ADOPTION, REASONS
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, age_on, new_year
from lineofsight.synth.draws import Bools, Floats, Ints, chance
from lineofsight.synth.errors import RETURN, UNACCOMPANIED_DEFAULT_BIRTH, Planter, Records
from lineofsight.synth.households import ETHNICITIES
from lineofsight.synth.involvements import REASONS as CHANGE_REASONS
from lineofsight.synth.leavers import ACCOMMODATION, ACTIVITIES, IN_TOUCH
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
from lineofsight.synth.recurrent import cla_reviews
from lineofsight.synth.ssd_care import entered_episodes
from lineofsight.synth.ssd_wellbeing import previous_permanence
from lineofsight.synth.writing import Coded, Frame, texts

DAYS_TO_RETURN = 91
"""A return is made from what was recorded by the end of June."""
WORKERS_SINCE = 2024
"""Social workers are part of the return from the year ending 31 March 2024."""


def years_of_return(county: County) -> list[int]:
    """Years whose end is in the history and behind the day of the extract."""
    last = min(county.setting.end - 1, county.setting.extracted)
    found = sorted({month.year_ending for month in county.setting.months if month.first >= county.setting.start})
    return [year for year in found if _first_day(year + 1) <= last + 1]


def _first_day(year: int) -> int:
    """The 1 April on which the year ending in `year` begins."""
    return int(np.datetime64(f"{year - 1}-04-01").astype(np.int64))


class Return:
    """Makes the files of each year. `shown` gathers the children in any year's header."""

    def __init__(self, county: County) -> None:
        self.county, self.care, n = county, county.care, len(county.children)
        self.entered, self.gone = entered_episodes(county)
        self.period_entered = np.full(len(county.care.child), OPEN, np.int64)
        np.minimum.at(self.period_entered, county.care.episodes.period, self.entered)
        self.reviews = cla_reviews(county.setting, county.care)
        self.planted: dict[str, Ints] = {}
        self._records = self._header_records()
        rng = county.setting.rng("UPNs in the return")
        self._upn, _ = Planter(rng, RETURN, self.planted).upns(county.people.upn.to_pylist())
        self._previous = previous_permanence(county)
        self._luck: Floats = county.setting.rng("health in the return").random((n, 12))
        self._in_a_header = np.zeros(n, np.bool_)

    @property
    def shown(self) -> Ints:
        return np.flatnonzero(self._in_a_header)

    def frames(self, year: int) -> Iterator[tuple[str, Frame]]:
        """Every file of the return for one year, by its source's name."""
        first, after = _first_day(year), _first_day(year + 1)
        made = min(after + DAYS_TO_RETURN, self.county.setting.extracted)
        care = self.care
        away = (care.start < after) & (care.end > first) & (self.period_entered <= made)
        during = away & ~care.short_break
        children = np.unique(care.child[during])
        positions = self.county.leavers.positions
        leavers = np.flatnonzero((positions.year == year) & (positions.on < after))
        everyone = np.unique(np.concatenate([care.child[away], positions.child[leavers]]))
        self._in_a_header[everyone] = True
        adopted = np.isin(np.array(REASONS)[care.reason], ADOPTION) & (care.reason >= 0)
        adopted &= (care.end >= first) & (care.end < after)
        yield "ssda903_header", self._header(everyone, first)
        yield "ssda903_episodes", self._episodes(first, after, made)
        yield "ssda903_reviews", self._reviews(first, after, made)
        yield "ssda903_uasc", self._uasc(children)
        yield "ssda903_oc2", self._oc2(first, after)
        yield "ssda903_oc3", self._oc3(leavers)
        yield "ssda903_missing", self._missing(first, after)
        yield "ssda903_previous_permanence", self._previously(children)
        yield "ssda903_ad1", self._ad1(np.flatnonzero(during & adopted))
        yield "ssda903_placed_for_adoption", self._placed(first, after)
        if year >= WORKERS_SINCE:
            yield "ssda903_social_workers", self._workers(children, first, after)

    def _header_records(self) -> Records:
        """Birth dates and sexes as the return holds them, the same every year."""
        kids, n = self.county.children, len(self.county.children)
        records = Records([""] * n, [""] * n, kids.birth.copy(), kids.female.copy(), self.planted)
        rng = self.county.setting.rng("mistakes in the return")
        planter = Planter(rng, RETURN, self.planted)
        planter.births(records, ~kids.is_uasc)
        planter.sexes(records, np.ones(n, np.bool_))
        default = kids.is_uasc & chance(rng, n, UNACCOMPANIED_DEFAULT_BIRTH[RETURN] / 100)
        records.birth[default] = new_year(records.birth[default])
        return records

    def _who(self, child: Ints) -> dict[str, Ints]:
        """The two columns with which most files begin."""
        return {"child": self.county.people.legacy[child], "dob": self._records.birth[child]}

    def _header(self, child: Ints, first: int) -> Frame:
        kids = self.county.children
        started = self.county.people.upn_from[child] <= first + 364
        upn = [
            (self._upn[c] or "UN4") if s else "UN1" for c, s in zip(child.tolist(), started.tolist(), strict=True)
        ]  # the column holds the reason where there is no number
        mother = (kids.female[child] == 1) & (age_on(kids.birth[child], first) >= 16) & (child % 37 == 0)
        columns = self._who(child) | {
            "sex": Coded(self._records.sex[child], ("1", "2")), "ethnic": Coded(kids.ethnicity[child], ETHNICITIES),
            "upn": texts(upn), "mother": np.where(mother, 1, -1), "mc_dob": np.where(mother, first + child % 300, OPEN),
        }  # fmt: skip
        return Frame(columns)

    def _episodes(self, first: int, after: int, made: int) -> Frame:
        care, rows = self.care, self.care.episodes
        began = (rows.start >= first) & (rows.start < after)
        ended = (rows.end >= first) & (rows.end < after) & (self.gone <= made)
        at = np.flatnonzero((began | ended) & (self.entered <= made))
        period, placement, over = rows.period[at], rows.placement[at], ended[at]
        why = np.where(over, np.where(rows.last[at], care.reason[period] + 1, 0), -1)
        moved = over & (care.placements.end[placement] == rows.end[at])
        postcodes = self.county.postcodes.text
        home = self.county.addresses.postcode_at(self.county.children.household[care.child[period]], care.start[period])
        columns = {
            "child": self.county.people.legacy[care.child[period]], "decom": rows.start[at],
            "rne": Coded(rows.rne[at], RNE), "ls": Coded(care.statuses.kind[rows.status[at]], STATUSES),
            "cin": Coded(care.need[period], list(NEEDS)), "place": Coded(care.placements.kind[placement], TYPES),
            "place_provider": Coded(care.placements.provider[placement], PROVIDERS),
            "dec": np.where(over, rows.end[at], OPEN), "rec": Coded(why, ("X1", *REASONS)),
            "reason_place_change": Coded(np.where(moved, care.placements.change[placement], -1), list(CHANGES)),
            "home_post": Coded(home, postcodes), "pl_post": Coded(care.placements.postcode[placement], postcodes),
            "urn": care.placements.urn[placement],
        }  # fmt: skip
        return Frame(columns)

    def _reviews(self, first: int, after: int, made: int) -> Frame:
        found = self.reviews
        at = np.flatnonzero((found.held >= first) & (found.held < after) & ~self.care.short_break[found.of])
        child, held = self.care.child[found.of[at]], found.held[at]
        young = age_on(self.county.children.birth[child], held) < 4
        code = np.where(young, 0, 1 + (child + held) % 7)
        columns = self._who(child) | {"review": held, "review_code": Coded(code, [f"PN{k}" for k in range(8)])}
        return Frame(columns, recorded=held, as_of=made)

    def _uasc(self, child: Ints) -> Frame:
        alone = child[self.county.children.is_uasc[child]]
        sex = Coded(self._records.sex[alone], ("1", "2"))
        return Frame(self._who(alone) | {"sex": sex, "duc": self.county.lives.adult_from[alone]})

    def _oc2(self, first: int, after: int) -> Frame:
        """Children looked after for the whole year."""
        care = self.care
        whole = ~care.short_break & (care.start <= first) & (care.end >= after)
        child = np.unique(care.child[whole])
        luck = np.roll(self._luck[child], first % 11, axis=1)
        age = age_on(self.county.children.birth[child], after)
        of_age, teenager = (age >= 4) & (age <= 16), age >= 10
        scored, misuse = of_age & (luck[:, 0] < 0.84), teenager & (luck[:, 5] < 0.04)
        score = np.floor(luck[:, 1] * luck[:, 2] * 30 + luck[:, 3] * 12).astype(np.int64)
        why = np.where(of_age, 1 + np.floor(luck[:, 4] * 4).astype(np.int64), 0)
        everyone = np.ones(len(child), np.bool_)
        columns = self._who(child) | {
            "sdq_score": np.where(scored, score, -1),
            "sdq_reason": Coded(np.where(scored, -1, why), [f"SDQ{k}" for k in range(1, 6)]),
            "convicted": _flag(luck[:, 6] < 0.03, teenager), "health_check": _flag(luck[:, 7] < 0.9, age < 5),
            "immunisations": _flag(luck[:, 8] < 0.88, everyone), "teeth_check": _flag(luck[:, 9] < 0.8, everyone),
            "health_assessment": _flag(luck[:, 10] < 0.92, everyone), "substance_misuse": _flag(misuse, everyone),
            "intervention_received": _flag(luck[:, 11] < 0.5, misuse),
            "intervention_offered": _flag(luck[:, 11] < 0.9, misuse),
        }  # fmt: skip
        return Frame(columns)

    def _oc3(self, at: Ints) -> Frame:
        positions = self.county.leavers.positions
        homes = [letter + digit for letter in ACCOMMODATION for digit in "21"]
        columns = self._who(positions.child[at]) | {
            "in_touch": Coded(positions.in_touch[at], list(IN_TOUCH)),
            "activ": Coded(positions.activity[at], ACTIVITIES),
            "accom": Coded(positions.accommodation[at] * 2 + positions.suitable[at], homes),
        }  # fmt: skip
        return Frame(columns)

    def _missing(self, first: int, after: int) -> Frame:
        found = self.county.missing
        at = np.flatnonzero(found.from_care & (found.start >= first) & (found.start < after))
        columns = self._who(found.child[at]) | {
            "missing": Coded(found.away[at] * 1, ("M", "A")), "mis_start": found.start[at],
            "mis_end": np.where(found.end[at] < after, found.end[at], OPEN),
        }  # fmt: skip
        return Frame(columns)

    def _previously(self, child: Ints) -> Frame:
        had, kind, on = self._previous
        at = np.full(len(self.county.children), -1, np.int64)
        at[had] = np.arange(len(had))
        row = at[child]
        kinds = np.append(kind, 4)
        columns = self._who(child) | {
            "prev_perm": Coded(kinds[row], ("P1", "P2", "P3", "P4", "Z1")),
            "la_perm": Coded(np.where(row < 0, -1, 0), ("916",)), "date_perm": Coded(row, on),
        }  # fmt: skip
        return Frame(columns)

    def _ad1(self, period: Ints) -> Frame:
        child, placed = self.care.child[period], self.care.adoptive_from[period]
        single = child % 5 == 0
        columns = self._who(child) | {
            "date_int": decided_for_adoption(self.care)[period],
            "date_match": np.where(
                placed < OPEN, np.maximum(placed - MATCHED_BEFORE_PLACED, self.care.start[period] + 1), OPEN
            ),
            "foster_care": np.zeros(len(child), np.int8),
            "nb_adoptr": np.where(single, 1, 2), "sex_adoptr": Coded(np.where(single, 0, 1), ("F1", "MF")),
            "ls_adoptr": Coded(np.where(single, 0, 1), ("L0", "L11")),
        }  # fmt: skip
        return Frame(columns)

    def _placed(self, first: int, after: int) -> Frame:
        placed = self.care.adoptive_from
        at = np.flatnonzero((placed >= first) & (placed < after))
        columns = self._who(self.care.child[at]) | {
            "date_placed": placed[at], "date_placed_ceased": np.full(len(at), OPEN),
            "reason_placed_ceased": Coded(np.full(len(at), -1), ()),
        }  # fmt: skip
        return Frame(columns)

    def _workers(self, child: Ints, first: int, after: int) -> Frame:
        """Workers allocated while the year's children were looked after; one not registered has an id beginning XX."""
        involved, care = self.county.involvements, self.care
        since = np.full(len(self.county.children), OPEN, np.int64)
        inside = np.flatnonzero((care.end > first) & (care.start < after) & ~care.short_break)
        np.minimum.at(since, care.child[inside], care.start[inside])
        wanted = np.isin(involved.child, child) & involved.is_allocated & (involved.worker >= 0)
        wanted &= involved.end > np.maximum(since[involved.child], first)
        at = np.flatnonzero(wanted & (involved.start < after))
        numbers = [w.swe_number or f"XX{w.number:06d}" for w in self.county.workforce.workers]
        columns = self._who(involved.child[at]) | {
            "sw_id": Coded(involved.worker[at], numbers),
            "sw_decom": np.maximum(involved.start[at], since[involved.child[at]]),
            "sw_dec": np.where(involved.end[at] < after, involved.end[at], OPEN),
            "sw_reason": Coded(involved.reason[at], CHANGE_REASONS),
        }  # fmt: skip
        return Frame(columns)


def _flag(yes: Bools, asked: Bools) -> Ints:
    """1, 0, or -1 where the question does not apply."""
    return np.where(asked, yes, -1).astype(np.int8)
