"""The yearly SSDA903 files: what each return held when it was made, three months after its year ended."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.synth.care import REASONS
from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN, Days, age_on
from lineofsight.synth.draws import Bools, Ints, chance, pick, spread
from lineofsight.synth.errors import RETURN, Records, plant, plant_upns
from lineofsight.synth.households import ETHNICITIES
from lineofsight.synth.involvements import REASONS as CHANGE_REASONS
from lineofsight.synth.leavers import IN_TOUCH
from lineofsight.synth.placements import CHANGES, NEEDS, PROVIDERS, RNE, STATUSES, TYPES
from lineofsight.synth.recurrent import cla_reviews
from lineofsight.synth.ssd_care import entered_episodes, previous_permanence
from lineofsight.synth.writing import Coded, Frame, texts

DAYS_TO_RETURN = 91
"""A return is made from what was recorded by the end of June."""

WORKERS_SINCE = 2024
"""Social workers are part of the return from the year ending 31 March 2024."""


def years(county: County) -> list[int]:
    """Years whose end is in the history and behind the day of the extract."""
    last = min(county.setting.end - 1, county.setting.extracted)
    found = sorted({month.year_ending for month in county.setting.months if month.first >= county.setting.start})
    return [year for year in found if _bounds(year)[1] <= last + 1]


def _bounds(year: int) -> tuple[int, int]:
    """1 April of the year, and 1 April of the next."""
    return tuple(int(np.datetime64(f"{y}-04-01").astype(np.int64)) for y in (year - 1, year))  # type: ignore[return-value]


class Return:
    """Makes the files of each year."""

    def __init__(self, county: County) -> None:
        self.county = county
        care = county.care
        self.start, self.end = entered_episodes(county)
        self.reviews = cla_reviews(county.setting, care)
        self.inside = ~care.short_break
        n = len(county.children)
        self._records, self.planted = _header_records(county)
        self._upn, _ = plant_upns(county.setting.rng("UPNs in the return"), RETURN, county.people.upn, self.planted)
        self._previous = previous_permanence(county)
        self._health = county.setting.rng("health in the return").random((n, 12))

    def frames(self, year: int) -> Iterator[tuple[str, Frame]]:
        first, after = _bounds(year)
        made = min(after + DAYS_TO_RETURN, self.county.setting.extracted)
        care = self.county.care
        during = self.inside & (care.start < after) & (care.end > first) & (self._entered_period() <= made)
        children = np.unique(care.child[during]).astype(np.int32)
        positions = self.county.leavers.positions
        leavers = np.flatnonzero((positions.year == year) & (positions.on < after)).astype(np.int32)
        everyone = np.unique(np.concatenate([children, positions.child[leavers]])).astype(np.int32)
        yield "ssda903_header", self._header(everyone, first)
        yield "ssda903_episodes", self._episodes(first, after, made)
        yield "ssda903_reviews", self._reviews(first, after, made)
        yield "ssda903_uasc", self._uasc(children)
        yield "ssda903_oc2", self._oc2(first, after)
        yield "ssda903_oc3", self._oc3(leavers)
        yield "ssda903_missing", self._missing(first, after)
        yield "ssda903_previous_permanence", self._previously(children)
        adopted = np.isin(np.array(REASONS)[care.reason], ("E11", "E12")) & (care.reason >= 0)
        yield "ssda903_ad1", self._ad1(np.flatnonzero(during & adopted & (care.end >= first) & (care.end < after)))
        yield "ssda903_placed_for_adoption", self._placed(first, after)
        if year >= WORKERS_SINCE:
            yield "ssda903_social_workers", self._workers(children, first, after)

    def _entered_period(self) -> Days:
        care = self.county.care
        found = np.full(len(care.child), OPEN, np.int32)
        np.minimum.at(found, care.episodes.period, self.start)
        return found

    def _child(self, child: Ints) -> np.ndarray:
        return self.county.people.legacy[child]

    def _dob(self, child: Ints) -> Days:
        return self._records.birth[child]

    def _header(self, child: Ints, first: int) -> Frame:
        kids = self.county.children
        started = self.county.people.upn_from[child] <= first + 364
        upn = ["" if not s else self._upn[c] for c, s in zip(child.tolist(), started.tolist(), strict=True)]
        unknown = ["UN1" if not s else "UN4" if not u else "" for s, u in zip(started.tolist(), upn, strict=True)]
        mother = (kids.female[child] == 1) & (age_on(kids.birth[child], first) >= 16) & (child % 37 == 0)
        return Frame(
            {
                "child": self._child(child), "sex": Coded(self._records.sex[child], ("1", "2")), "dob": self._dob(child),
                "ethnic": Coded(kids.ethnicity[child], ETHNICITIES),
                "upn": texts([u or why for u, why in zip(upn, unknown, strict=True)]),
                "mother": np.where(mother, 1, -1).astype(np.int8),
                "mc_dob": np.where(mother, first + child % 300, OPEN).astype(np.int32),
            }
        )  # fmt: skip

    def _episodes(self, first: int, after: int, made: int) -> Frame:
        """Episodes that started or ended in the year. One that ends later has no end here."""
        county, care, rows = self.county, self.county.care, self.county.care.episodes
        began = (rows.start >= first) & (rows.start < after)
        ended = (rows.end >= first) & (rows.end < after) & (self.end <= made)
        at = np.flatnonzero((began | ended) & (self.start <= made))
        period, placement = rows.period[at], rows.placement[at]
        end = np.where(ended[at], rows.end[at], OPEN).astype(np.int32)
        why = np.where(ended[at], np.where(rows.last[at], care.reason[period] + 1, 0), -1).astype(np.int32)
        moved = ended[at] & (care.placements.end[placement] == rows.end[at])
        change = np.where(moved, care.placements.change[placement], -1).astype(np.int32)
        text = pa.array(["", *county.postcodes.text], pa.string())
        home = county.addresses.postcode_at(county.children.household[care.child[period]], care.start[period])
        return Frame(
            {
                "child": self._child(care.child[period]), "decom": rows.start[at], "rne": Coded(rows.rne[at], RNE),
                "ls": Coded(care.statuses.kind[rows.status[at]], STATUSES), "cin": Coded(care.need[period], list(NEEDS)),
                "place": Coded(care.placements.kind[placement], TYPES),
                "place_provider": Coded(care.placements.provider[placement], PROVIDERS), "dec": end,
                "rec": Coded(why, ("X1", *REASONS)), "reason_place_change": Coded(change, list(CHANGES)),
                "home_post": text.take(pa.array(home + 1)),
                "pl_post": text.take(pa.array(care.placements.postcode[placement] + 1)),
                "urn": care.placements.urn[placement].astype(np.int64),
            }
        )  # fmt: skip

    def _reviews(self, first: int, after: int, made: int) -> Frame:
        county, care, found = self.county, self.county.care, self.reviews
        at = np.flatnonzero((found.held >= first) & (found.held < min(after, made)) & self.inside[found.of])
        child = care.child[found.of[at]]
        young = age_on(county.children.birth[child], found.held[at]) < 4
        code = np.where(young, 0, 1 + (child + found.held[at]) % 7).astype(np.int32)
        words = [f"PN{k}" for k in range(8)]
        return Frame(
            {
                "child": self._child(child),
                "dob": self._dob(child),
                "review": found.held[at],
                "review_code": Coded(code, words),
            }
        )

    def _uasc(self, child: Ints) -> Frame:
        alone = child[self.county.children.is_uasc[child]]
        return Frame(
            {
                "child": self._child(alone), "sex": Coded(self._records.sex[alone], ("1", "2")), "dob": self._dob(alone),
                "duc": self.county.lives.adult_from[alone],
            }
        )  # fmt: skip

    def _oc2(self, first: int, after: int) -> Frame:
        """Children looked after for the whole year."""
        care, kids = self.county.care, self.county.children
        whole = self.inside & (care.start <= first) & (care.end >= after)
        child = np.unique(care.child[whole]).astype(np.int32)
        luck = np.roll(self._health[child], first % 11, axis=1)
        age = age_on(kids.birth[child], after)
        scored = (age >= 4) & (age <= 16) & (luck[:, 0] < 0.84)
        score = np.where(scored, np.floor(luck[:, 1] * luck[:, 2] * 30 + luck[:, 3] * 12), -1).astype(np.int64)
        why = np.where(scored | (age < 4) | (age > 16), np.where(scored, -1, 0), 1 + np.floor(luck[:, 4] * 4)).astype(
            np.int32
        )
        old, misuse = age >= 10, (age >= 10) & (luck[:, 5] < 0.04)

        def flag(yes: Bools, where: Bools | None = None) -> np.ndarray:
            return np.where(where if where is not None else np.ones(len(yes), np.bool_), yes, -1).astype(np.int8)

        return Frame(
            {
                "child": self._child(child), "dob": self._dob(child), "sdq_score": score,
                "sdq_reason": Coded(why, ("SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5")),
                "convicted": flag(luck[:, 6] < 0.03, old), "health_check": flag(luck[:, 7] < 0.9, age < 5),
                "immunisations": flag(luck[:, 8] < 0.88), "teeth_check": flag(luck[:, 9] < 0.8),
                "health_assessment": flag(luck[:, 10] < 0.92), "substance_misuse": flag(misuse),
                "intervention_received": flag(luck[:, 11] < 0.5, misuse),
                "intervention_offered": flag(luck[:, 11] < 0.9, misuse),
            }
        )  # fmt: skip

    def _oc3(self, at: Ints) -> Frame:
        positions = self.county.leavers.positions
        child = positions.child[at]
        home = [positions.accommodation[k] + ("1" if positions.suitable[k] else "2") for k in at.tolist()]
        return Frame(
            {
                "child": self._child(child), "dob": self._dob(child),
                "in_touch": Coded(positions.in_touch[at], list(IN_TOUCH)),
                "activ": texts([positions.activity[k] for k in at.tolist()]), "accom": texts(home),
            }
        )  # fmt: skip

    def _missing(self, first: int, after: int) -> Frame:
        found = self.county.missing
        at = np.flatnonzero(found.from_care & (found.start >= first) & (found.start < after))
        child = found.child[at]
        return Frame(
            {
                "child": self._child(child), "dob": self._dob(child),
                "missing": Coded(found.away[at].astype(np.int32), ("M", "A")), "mis_start": found.start[at],
                "mis_end": np.where(found.end[at] < after, found.end[at], OPEN).astype(np.int32),
            }
        )  # fmt: skip

    def _previously(self, child: Ints) -> Frame:
        had, kind, on = self._previous
        at = np.full(len(self.county.children), -1, np.int32)
        at[had] = np.arange(len(had))
        row = at[child]
        return Frame(
            {
                "child": self._child(child), "dob": self._dob(child),
                "prev_perm": Coded(np.where(row < 0, 4, kind[np.maximum(row, 0)] if len(kind) else 4).astype(np.int32),
                                   ("P1", "P2", "P3", "P4", "Z1")),
                "la_perm": texts(["" if r < 0 else "916" for r in row.tolist()]),
                "date_perm": texts(["" if r < 0 else on[r] for r in row.tolist()]),
            }
        )  # fmt: skip

    def _ad1(self, period: Ints) -> Frame:
        care = self.county.care
        child, placed = care.child[period], care.adoptive_from[period]
        adopter = child % 5
        return Frame(
            {
                "child": self._child(child), "dob": self._dob(child),
                "date_int": np.where(placed < OPEN, placed - 170, OPEN).astype(np.int32),
                "date_match": np.where(placed < OPEN, placed - 20, OPEN).astype(np.int32),
                "foster_care": np.zeros(len(child), np.int8), "nb_adoptr": np.where(adopter == 0, 1, 2).astype(np.int64),
                "sex_adoptr": Coded(np.where(adopter == 0, 0, 1).astype(np.int32), ("F1", "MF")),
                "ls_adoptr": Coded(np.where(adopter == 0, 0, 1).astype(np.int32), ("L0", "L11")),
            }
        )  # fmt: skip

    def _placed(self, first: int, after: int) -> Frame:
        care = self.county.care
        at = np.flatnonzero((care.adoptive_from >= first) & (care.adoptive_from < after))
        blank = np.full(len(at), OPEN, np.int32)
        return Frame(
            {
                "child": self._child(care.child[at]), "dob": self._dob(care.child[at]), "date_placed": care.adoptive_from[at],
                "date_placed_ceased": blank, "reason_placed_ceased": Coded(np.full(len(at), -1, np.int32), ("RD1",)),
            }
        )  # fmt: skip

    def _workers(self, child: Ints, first: int, after: int) -> Frame:
        involved = self.county.involvements
        wanted = np.zeros(len(self.county.children), np.bool_)
        wanted[child] = True
        at = np.flatnonzero(
            wanted[involved.child] & ~involved.is_adviser & (involved.start < after) & (involved.end > first)
            & (involved.worker >= 0)
        )  # fmt: skip
        numbers = [w.swe_number or f"XX{w.number:06d}" for w in self.county.workforce.workers]
        kid = involved.child[at]
        return Frame(
            {
                "child": self._child(kid), "dob": self._dob(kid),
                "sw_id": pa.array(numbers, pa.string()).take(pa.array(involved.worker[at])),
                "sw_decom": involved.start[at],
                "sw_dec": np.where(involved.end[at] < after, involved.end[at], OPEN).astype(np.int32),
                "sw_reason": Coded(involved.reason[at], CHANGE_REASONS),
            }
        )  # fmt: skip


def _header_records(county: County) -> tuple[Records, dict[str, Ints]]:
    """Birth dates and sexes as the return holds them, the same every year."""
    n = len(county.children)
    records = Records([""] * n, [""] * n, county.children.birth.copy(), county.children.female.copy(), {})
    rng = county.setting.rng("mistakes in the return")
    alone = county.children.is_uasc & chance(rng, n, 0.5)
    plant(rng, RETURN, records, other_surname=records.surname, middle=records.forename, sure=np.zeros(n, np.bool_))
    born = records.birth[alone].astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]")
    records.birth[alone] = born.astype(np.int32)
    return records, records.planted


__all__ = ["Return", "pc", "pick", "spread", "years"]
