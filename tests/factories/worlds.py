"""A small world of extracts, made at random from the source declarations and nasty on purpose.

Few people, few dates: ties, events of the same day, overlaps, spells of no length, ends before starts, 29 February,
dates after the run, blanks wherever a column allows one, references to nothing. The same seed gives the same world.
"""

import random
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import pyarrow as pa

from lineofsight.sources import SOURCES, Column, Source
from lineofsight.standards import tables as standards_tables
from lineofsight.standards.codes import code_set
from lineofsight.standards.columns import Code, JsonFlags
from tests.factories.tables import IDENTITY

AS_OF = date(2024, 4, 30)

_SPECIAL = (
    date(2020, 2, 29), date(2024, 2, 29), date(2023, 3, 31), date(2024, 3, 31), date(2024, 4, 1), AS_OF,
    date(2024, 5, 1), date(2024, 12, 25),
)  # fmt: skip

_REFERENCES = (
    # The end of a column's name, and the letter of the things it refers to.
    ("referral_id", "R"), ("s47_enquiry_id", "Q"), ("icpc_id", "I"), ("cla_placement_id", "L"), ("cla_id", "O"),
    ("cp_plan_id", "C"), ("cin_plan_id", "N"), ("assessment_id", "A"), ("involvements_id", "V"),
    ("professional_id", "W"), ("worker_id", "W"), ("professional_team", "T"), ("team_parent_id", "T"), ("team_id", "T"),
    ("_team", "T"), ("post_id", "J"), ("staff_id", "H"),
)  # fmt: skip

_POSTCODES = {"GL1 1AA": "E07000081", "GL50 1AA": "E07000078", "GL7 1AA": "E07000079", "BS1 1AA": "E06000023"}

_CENSUSES = (date(2023, 5, 18), date(2024, 1, 18), date(2024, 1, 18))

_YEARLY_FILES = {2021: date(2022, 3, 31), 2022: date(2023, 3, 31), 2023: date(2024, 3, 31)}


def small_world(seed: int, *, people: int = 25, rows: int = 40, care: str = "ssd") -> dict[str, pa.Table]:
    """Every table that no step makes. `care` says which source holds the care episodes: ssd or ssda903."""
    maker = _Maker(random.Random(seed), people, rows)  # noqa: S311  a test world, not a secret
    world = {source.table: maker.table(source) for source in SOURCES}
    world |= _chained(maker, care)
    if care == "ssda903":
        for name in ("ssd_cla_episodes", "ssd_cla_placement"):
            world[f"source.{name}"] = world[f"source.{name}"].slice(0, 0)
    return world | maker.identity(world) | reference_tables()


@cache
def reference_tables() -> dict[str, pa.Table]:
    """The standards tables that the journey reads, as the product makes them."""
    return {
        "standards.calendar": standards_tables.calendar_table(),
        "standards.codes": standards_tables.codes_table(),
        "standards.districts": standards_tables.districts_table(),
        "standards.population": standards_tables.population_table(),
        "standards.ethnicity_groups": standards_tables.ethnicity_groups_table(),
    }


class _Maker:
    def __init__(self, chance: random.Random, people: int, rows: int) -> None:
        self.chance = chance
        self.rows = rows
        self.people = [f"child{number}" for number in range(people)]
        start = date(2021, 1, 1)
        self.days = [start + timedelta(days=chance.randrange(1200)) for _ in range(60)]
        self.births: dict[str, date] = {}
        """Birth dates that are no matter of chance, by person."""

    def day(self) -> date:
        return self.chance.choice(_SPECIAL) if self.chance.random() < 0.1 else self.chance.choice(self.days)

    def table(self, source: Source) -> pa.Table:
        rows = [self._row(source, number) for number in range(self._how_many(source))]
        return as_table(source, rows)

    def _how_many(self, source: Source) -> int:
        if source.name == "reference_postcodes":
            return len(_POSTCODES)
        if source.names and source.name != "police_missing":
            return len(self.people)
        return self.rows * (4 if source.name == "school_census_sessions" else 1)

    def _row(self, source: Source, number: int) -> dict[str, Any]:
        row = {column.name: self._value(source, column, number) for column in source.columns}
        if source.name == "ssd_assessment_factors" and number % 3 == 0:
            row["cinf_assessment_factors_json"] = ["16A"]  # neglect, which would hardly ever be drawn
        year = self.chance.choice(list(_YEARLY_FILES))
        yearly = f"{year}-{source.name.removeprefix('ssda903_')}.csv"
        file = yearly if source.family == "ssda903" else f"{source.name}.csv"
        return row | {"source_file": file, "source_row": number + 2}

    def _value(self, source: Source, column: Column, number: int) -> Any:
        if source.name == "reference_postcodes":
            return list(_POSTCODES.items())[number][1 if column.name == "laua" else 0] if column.required else None
        if source.names and column.name == source.names.key:
            return self.people[number] if source.name != "police_missing" else f"report{number}"
        if column.name == source.person_key:
            return self.chance.choice(self.people)
        if column.name in source.key and not isinstance(column.type, Code) and pa.types.is_string(column.type.arrow):
            return f"{_letter(column.name)}{number}"
        if not column.required and self.chance.random() < 0.2:
            return None
        return self._typed(column)

    def _typed(self, column: Column) -> Any:
        kind = column.type
        if column.name == "censusdate":
            return self.chance.choice(_CENSUSES)
        if isinstance(kind, Code):
            return self._code(kind)
        if isinstance(kind, JsonFlags):
            return sorted(self.chance.sample(sorted(code_set(kind.set)), self.chance.randrange(3)))
        makers = {
            pa.date32(): self.day,
            pa.timestamp("s"): lambda: datetime.combine(self.day(), time(self.chance.choice((0, 9, 23)), 30)),
            pa.bool_(): lambda: self.chance.random() < 0.5,
            pa.int64(): lambda: self.chance.randrange(40),
            pa.float64(): lambda: self.chance.choice((0.2, 0.5, 1.0)),
        }
        return makers[kind.arrow]() if kind.arrow in makers else self._text(column)

    def _code(self, kind: Code) -> str:
        codes = sorted(code_set(kind.sets[0]))
        return "no such code" if self.chance.random() < 0.05 else self.chance.choice(codes)

    def _text(self, column: Column) -> str:
        if column.name.endswith(("postcode", "post")):
            return self.chance.choice([*_POSTCODES, "gl1 1aa", "GL501AA", "nowhere"])
        if column.name == "addr_address_type":
            return self.chance.choice(("HOME", "Main address", "PLACEMENT"))
        if column.name == "invo_professional_role_id":
            return self.chance.choice(("Allocated Social Worker", "Family support", "Lead worker"))
        if column.name == "csdq_sdq_score":
            return self.chance.choice(("12", "24"))
        if column.name == "accom":
            return self.chance.choice(("U1", "S2", "0", "B1"))
        letter = _letter(column.name)
        return f"{letter}{self.chance.randrange(self.rows + 2)}" if letter else self.chance.choice(("x", "y"))

    def identity(self, world: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """Most suppliers' keys are a person of their own; some of two sources are one person."""
        keys = set()
        for source in SOURCES:
            if source.names or source.person_key:
                column = source.names.key if source.names else source.person_key
                introduced_by = source.name if source.names else source.persons_of
                keys |= {(introduced_by, key) for key in world[source.table][column].to_pylist()}
        rows = [(source, key, self._person(source, key)) for source, key in sorted(keys)]
        columns = list(zip(*rows, strict=True))
        linked = pa.table(dict(zip(IDENTITY["identity.person_keys"].names, map(list, columns), strict=True)))
        return {"identity.person_keys": linked, "identity.people": self._best_known(sorted({row[2] for row in rows}))}

    def _person(self, source: str, key: str) -> str:
        if source == "ssd_person" and key == "child3":
            return "Pchild2"  # two records of the case system, one child
        if source in {"ssd_person", "ssda903_header"}:
            return f"P{key}"
        return self.chance.choice([f"P{key}", *(f"P{person}" for person in self.people if person != "child3")])

    def _best_known(self, people: list[str]) -> pa.Table:
        born = [date(2003, 1, 1) + timedelta(days=self.chance.randrange(7500)) for _ in people]
        unusual = (date(2004, 2, 29), date(2006, 4, 30), date(2012, 8, 31), date(2014, 2, 28), None)
        births = [self.chance.choice((day, day, day, *unusual)) for day in born]
        births = [self.births.get(person, birth) for person, birth in zip(people, births, strict=True)]
        sexes = [self.chance.choice(("M", "F", "U", None)) for _ in people]
        schema = IDENTITY["identity.people"]
        known = {"person_id": people, "date_of_birth": births, "sex": sexes}
        blank = [None] * len(people)
        return pa.table(
            {field.name: pa.array(known.get(field.name, blank), field.type) for field in schema}, schema=schema
        )


def _letter(column: str) -> str:
    return next((letter for ending, letter in _REFERENCES if column.endswith(ending)), "")


def as_table(source: Source, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as the reader would hand them over."""
    return pa.table(
        {field.name: pa.array([row.get(field.name) for row in rows], field.type) for field in source.schema},
        schema=source.schema,
    )


def _chained(maker: _Maker, care: str) -> dict[str, pa.Table]:
    """Care that hangs together: most episodes begin the day the last one ends, with moves, temporary stays, returns."""
    by_name = {source.name: source for source in SOURCES}
    episodes: list[dict[str, Any]] = []
    for child in maker.people[: len(maker.people) * 3 // 4]:
        day = maker.day()
        for number in range(maker.chance.randrange(1, 7)):
            end = day + timedelta(days=maker.chance.choice((0, 1, 1, 30, 90, 200, 500)))
            episodes.append({
                "child": child, "decom": day, "rne": "S" if number == 0 else maker.chance.choice("LPTBUS"),
                "ls": maker.chance.choice(("C1", "C2", "V2", "V4", None)),
                "cin": maker.chance.choice(("N1", "N4", None)),
                "place": maker.chance.choice(("U1", "U4", "U6", "K2", "K3", "Z1", "T1", "T3", "A3", "A5", None)),
                "place_provider": maker.chance.choice(("PR1", "PR4")), "urn": maker.chance.choice(("1", "2", None)),
                "pl_distance": maker.chance.choice(("12.5", "40", "999.9", "far", None)),
                "pl_post": maker.chance.choice((*_POSTCODES, "nowhere", None)),
                "dec": None if maker.chance.random() < 0.2 else end,
                "rec": maker.chance.choice(("X1", "E4A", None)),
                "reason_place_change": maker.chance.choice(("CARPL", "CREQB", None)),
            })  # fmt: skip
            day = end + timedelta(days=maker.chance.choice((0, 0, 0, 0, 5, -3)))
    for child, place in zip(maker.people[-4:], ("U4", "U4", "K3", "Z1"), strict=True):
        long = {"decom": date(2021, 1, 4), "dec": None, "rec": None, "rne": "S", "ls": "C2", "place": place}
        episodes.append({**episodes[0], **long, "child": child})
    episodes += _settled(maker)
    if care == "ssd":
        return _as_ssd(maker, episodes, by_name)
    return {"source.ssda903_episodes": as_table(by_name["ssda903_episodes"], list(_over_the_years(maker, episodes)))}


def _settled(maker: _Maker) -> list[dict[str, Any]]:
    """Most other children are fostered for years: half are there still, half until they came of age."""
    rows: list[dict[str, Any]] = []
    for number, child in enumerate(maker.people[len(maker.people) * 3 // 4 : -4]):
        came_of_age = date(2023, 5, 10 + number) if number % 2 == 0 else None
        maker.births[f"P{child}"] = date(2005, 5, 10 + number) if came_of_age else date(2012, 6, 1 + number)
        rows.append({
            "child": child, "decom": date(2021, 1, 11 + number), "rne": "S", "ls": "C2", "cin": "N1",
            "place": "U4", "place_provider": "PR1", "urn": None, "pl_post": "GL1 1AA", "pl_distance": "12.5",
            "dec": came_of_age,
            "rec": "E17" if came_of_age else None, "reason_place_change": None,
        })  # fmt: skip
    return rows


def _over_the_years(maker: _Maker, episodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each episode in the file of the year it began, open unless it ended by then, and in that of the year it ended."""
    rows: list[dict[str, Any]] = []
    for year, last in _YEARLY_FILES.items():
        seen = [row for row in episodes if row["decom"] <= last and (row["dec"] or last) > last.replace(year=year)]
        for row in seen:
            known = row["dec"] if row["dec"] and row["dec"] <= last else None
            rows.append(row | {"dec": known, "source_file": f"{year}-episodes.csv", "source_row": len(rows) + 2})
    maker.chance.shuffle(rows)
    return rows


def _as_ssd(maker: _Maker, episodes: list[dict[str, Any]], by_name: dict[str, Source]) -> dict[str, pa.Table]:
    care: list[dict[str, Any]] = []
    placements: list[dict[str, Any]] = []
    statuses: list[dict[str, Any]] = []
    for number, row in enumerate(episodes):
        where = {"source_file": "ssd.csv", "source_row": number + 2}
        placement = f"L{number}" if row["rne"] != "L" or not placements else placements[-1]["clap_cla_placement_id"]
        care.append({
            "clae_cla_episode_id": f"G{number}", "clae_person_id": row["child"],
            "clae_cla_episode_start_date": row["decom"], "clae_cla_episode_start_reason": row["rne"],
            "clae_cla_primary_need_code": row["cin"], "clae_cla_episode_ceased_date": row["dec"],
            "clae_cla_episode_ceased_reason": row["rec"], "clae_cla_placement_id": placement,
        } | where)  # fmt: skip
        statuses.append({
            "lega_legal_status_id": f"G{number}", "lega_person_id": row["child"], "lega_legal_status": row["ls"],
            "lega_legal_status_start_date": row["decom"], "lega_legal_status_end_date": row["dec"],
        } | where)  # fmt: skip
        if placement == f"L{number}":
            placements.append({
                "clap_cla_placement_id": placement, "clap_person_id": row["child"],
                "clap_cla_placement_start_date": row["decom"], "clap_cla_placement_end_date": row["dec"],
                "clap_cla_placement_type": row["place"], "clap_cla_placement_provider": row["place_provider"],
                "clap_cla_placement_urn": row["urn"], "clap_cla_placement_postcode": row["pl_post"],
                "clap_cla_placement_distance": float(row["pl_distance"] or 0) if row["pl_distance"] != "far" else None,
                "clap_cla_placement_change_reason": row["reason_place_change"],
            } | where)  # fmt: skip
    return {
        "source.ssd_cla_episodes": as_table(by_name["ssd_cla_episodes"], care),
        "source.ssd_cla_placement": as_table(by_name["ssd_cla_placement"], placements),
        "source.ssd_legal_status": as_table(by_name["ssd_legal_status"], statuses),
    }
