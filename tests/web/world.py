"""A county small enough to know by heart: what its agencies send, written as they would send it.

Amina is with Gloucester 1 on a child protection plan; Jack is with Stroud 1 and looked after, and the police know him;
Lily, his twin, is closed and with nobody. Fifty-six more children were referred in turn to the two teams.
"""

import csv
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lineofsight.home import Home
from lineofsight.snapshot.build import BuildRequest, build
from lineofsight.sources import BY_NAME, SOURCES

AS_OF = date(2024, 4, 30)
GLOUCESTER_TEAM, STROUD_TEAM, OLD_TEAM, SERVICE = "T-GLO", "T-STR", "T-OLD", "T-SAFE"
AMINA_BORN, TWINS_BORN = date(2014, 5, 6), date(2010, 1, 31)
N_OTHERS = 56

Row = Mapping[str, Any]

_SURNAMES = (
    "Adams", "Brook", "Carver", "Dixon", "Ellery", "Foster", "Gough", "Hanley", "Ingram", "Jarvis", "Kemp", "Lovell",
    "Mercer", "Norton", "Osborne", "Pearce", "Quayle", "Rowley", "Sutton", "Turner", "Underhill", "Vickers", "Weston",
    "Yardley", "Archer", "Barlow", "Cotton", "Draper",
)  # fmt: skip
_FORENAMES = ("Ada", "Ben", "Cara", "Dev", "Elsa", "Finn", "Gita", "Hugo")


def make_home(root: Path) -> Home:
    """A home folder with a snapshot of this county in force."""
    home = new_home(root)
    build_from(home, extracts(), AS_OF)
    return home


def new_home(root: Path) -> Home:
    """A home folder with every agreement recorded, and nothing built."""
    home = Home(root)
    home.extracts.mkdir(parents=True)
    agreements = sorted({source.agreement for source in SOURCES})
    home.config_file.write_text("".join(f'[agreements.{name}]\npurpose = "Tests"\n' for name in agreements))
    return home


def build_from(home: Home, sent: Mapping[str, Sequence[Row]], as_of: date) -> None:
    """Write what agencies sent in place of what is there, and build it."""
    for source, rows in sent.items():
        _write(home.extracts / f"{source}.csv", source, rows)
    build(BuildRequest(home, home.extracts, as_of=as_of))


def _write(path: Path, source: str, rows: Sequence[Row]) -> None:
    columns = BY_NAME[source].columns
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow([column.header for column in columns])
        for row in rows:
            unknown = set(row) - {column.name for column in columns}
            assert not unknown, f"{source} has no column {unknown}"
            writer.writerow([_text(column.type, row.get(column.name)) for column in columns])


def _text(kind: Any, value: Any) -> str:
    return "" if value is None else kind.format(value)


def extracts() -> dict[str, list[Row]]:
    others = [_other(number) for number in range(N_OTHERS)]
    return {
        "workforce_teams": _teams(),
        "ssd_department": [
            {"dept_team_id": row["team_id"], "dept_team_name": row["team_name"]} for row in _teams()
        ],
        "ssd_professionals": [
            _worker("W1", "Grace Hall", GLOUCESTER_TEAM), _worker("W2", "Omar Reid", STROUD_TEAM),
        ],
        "ssd_person": [
            person("C1", "Amina", "Osei", "F", AMINA_BORN, nhs="9434765919", upn="B801200005001"),
            person("C2", "Jack", "Bell", "M", TWINS_BORN),
            person("C3", "Lily", "Bell", "F", TWINS_BORN),
            *(other["person"] for other in others),
        ],
        "ssd_address": [
            address("C1", "GL1 1AA"), address("C2", "GL5 1AA"), address("C3", "GL5 1AA"),
            *(other["address"] for other in others),
        ],
        "ssd_cin_episodes": [
            referral("R1", "C1", date(2023, 10, 2)),
            referral("R2", "C2", date(2022, 5, 1)),
            referral("R3", "C3", date(2021, 2, 1), closed=date(2021, 6, 1)),
            *(other["referral"] for other in others),
        ],
        "ssd_cin_assessments": [
            {"cina_assessment_id": "A1", "cina_person_id": "C1", "cina_referral_id": "R1",
             "cina_assessment_start_date": date(2023, 10, 2), "cina_assessment_auth_date": date(2023, 11, 20)},
        ],
        "ssd_cp_plans": [
            {"cppl_cp_plan_id": "P1", "cppl_person_id": "C1", "cppl_referral_id": "R1",
             "cppl_cp_plan_start_date": date(2024, 1, 10), "cppl_cp_plan_initial_category": "NEG",
             "cppl_cp_plan_latest_category": "NEG"},
        ],
        # Both before her plan, so that neither counts: what nobody sends has no clock.
        "ssd_cp_visits": [
            {"cppv_cp_visit_id": "CV1", "cppv_person_id": "C1", "cppv_cp_plan_id": "P1",
             "cppv_cp_visit_date": date(2024, 1, 8), "cppv_cp_visit_seen": True},
        ],
        "ssd_cp_reviews": [
            {"cppr_cp_review_id": "CR1", "cppr_person_id": "C1", "cppr_cp_plan_id": "P1",
             "cppr_cp_review_date": date(2024, 1, 8)},
        ],
        "ssd_cla_episodes": [
            {"clae_cla_episode_id": "E1", "clae_person_id": "C2", "clae_cla_id": "L1",
             "clae_cla_placement_id": "M1", "clae_cla_episode_start_date": date(2022, 6, 1),
             "clae_entered_care_date": date(2022, 6, 1), "clae_cla_episode_start_reason": "S"},
        ],
        "ssd_cla_placement": [
            {"clap_cla_placement_id": "M1", "clap_person_id": "C2", "clap_cla_id": "L1",
             "clap_cla_placement_start_date": date(2022, 6, 1), "clap_cla_placement_type": "U6",
             "clap_cla_placement_provider": "PR1"},
        ],
        "ssd_involvements": [
            involvement("V0", "C1", "W1", OLD_TEAM, date(2023, 10, 2), until=date(2024, 4, 2)),
            involvement("V1", "C1", "W1", GLOUCESTER_TEAM, date(2024, 4, 2)),
            involvement("V2", "C2", "W2", STROUD_TEAM, date(2022, 5, 1)),
            *(other["involvement"] for other in others),
        ],
        "school_census_pupils_on_roll": [
            {"pupilonrolltableid": "S1", "surname": "Osei", "forename": "Amina", "dob": AMINA_BORN,
             "sex": "F", "upn": "B801200005001", "entrydate": date(2019, 9, 2), "censusdate": date(2024, 1, 18)},
        ],
        "police_missing": [
            {"report_ref": "M-1", "surname": "Bell", "forename": "Jack", "date_of_birth": TWINS_BORN,
             "sex": "M", "missing_from_at": _at(2023, 11, 3), "returned_at": _at(2023, 11, 4), "from_care": True},
        ],
        "reference_postcodes": [
            {"pcds": "GL1 1AA", "laua": "E07000081"}, {"pcds": "GL5 1AA", "laua": "E07000082"},
        ],
    }  # fmt: skip


def _teams() -> list[Row]:
    return [
        {"team_id": SERVICE, "team_name": "Safeguarding", "opened_on": date(2018, 4, 1)},
        {"team_id": OLD_TEAM, "team_name": "Gloucester North", "parent_team_id": SERVICE,
         "opened_on": date(2018, 4, 1), "closed_on": date(2024, 4, 2), "successor_team_id": GLOUCESTER_TEAM},
        {"team_id": GLOUCESTER_TEAM, "team_name": "Gloucester 1", "parent_team_id": SERVICE, "district": "E07000081",
         "opened_on": date(2024, 4, 2)},
        {"team_id": STROUD_TEAM, "team_name": "Stroud 1", "parent_team_id": SERVICE, "district": "E07000082",
         "opened_on": date(2018, 4, 1)},
    ]  # fmt: skip


def _worker(key: str, name: str, team: str) -> Row:
    return {
        "prof_professional_id": key, "prof_staff_id": f"S-{key}", "prof_professional_name": name,
        "prof_professional_job_title": "Social worker", "prof_professional_department": team,
    }  # fmt: skip


def person(key: str, forename: str, surname: str, sex: str, born: Any, *, nhs: str = "", upn: str = "") -> Row:
    return {
        "pers_person_id": key, "pers_forename": forename, "pers_surname": surname, "pers_sex": sex, "pers_dob": born,
        "pers_common_child_id": nhs or None, "pers_upn": upn or None, "pers_legacy_id": f"LA-{key}",
        "pers_ethnicity": "WBRI",
    }  # fmt: skip


def address(person: str, postcode: str) -> Row:
    return {
        "addr_table_id": f"AD-{person}", "addr_person_id": person, "addr_address_type": "HOME",
        "addr_address_start_date": date(2018, 1, 1), "addr_address_postcode": postcode,
    }  # fmt: skip


def referral(key: str, person: str, on: date, *, closed: date | None = None) -> Row:
    return {
        "cine_referral_id": key, "cine_person_id": person, "cine_referral_date": on, "cine_close_date": closed,
        "cine_close_reason": "RC7" if closed else None, "cine_cin_primary_need_code": "N1", "cine_referral_nfa": False,
    }  # fmt: skip


def involvement(key: str, person: str, worker: str, team: str, on: date, *, until: date | None = None) -> Row:
    return {
        "invo_involvements_id": key, "invo_person_id": person, "invo_professional_id": worker,
        "invo_professional_team": team, "invo_professional_role_id": "ALLOCATED CASE WORKER",
        "invo_involvement_start_date": on, "invo_involvement_end_date": until,
    }  # fmt: skip


def _other(number: int) -> dict[str, Row]:
    """One of the children who only make up the numbers: referred once in the last year, to one team or the other."""
    chance = random.Random(number)  # noqa: S311  a test county, no secret
    key, is_gloucester = f"X{number}", number % 2 == 0
    born = date(2009, 1, 1) + timedelta(days=chance.randrange(4500))
    referred = date(2021, 5, 10) + timedelta(days=number * 19)
    name = (_FORENAMES[number % 8], _SURNAMES[number % 28] + ("s" if number >= 28 else ""))
    team = GLOUCESTER_TEAM if is_gloucester else STROUD_TEAM
    return {
        "person": person(key, *name, "FM"[number % 2], born),
        "address": address(key, "GL1 1AA" if is_gloucester or number % 5 else "GL5 1AA"),
        "referral": referral(f"RX{number}", key, referred),
        "involvement": involvement(f"VX{number}", key, "W1" if is_gloucester else "W2", team, referred),
    }


def _at(year: int, month: int, day: int) -> Any:
    from datetime import datetime

    return datetime(year, month, day, 21, 0)  # noqa: DTZ001  police write local time
