"""The Standard Safeguarding Dataset as a folder of CSV files, one a table, columns named as the SSD names them.

The declarations are made from the field list, so that a new version of the standard is a new field list.
Source: SSD specification (change log of August 2025) and Liquidlogic script 1.4.5, in `standards/data/ssd_fields.csv`.
"""

from dataclasses import dataclass

from lineofsight.sources.declaration import Column, Names, Personal, Source
from lineofsight.standards.columns import Code, ColumnType, Date, Flag, Integer, Json, JsonFlags, Number, Text
from lineofsight.standards.package_data import read_rows

_GRAIN = {
    "ssd_person": "one row per child, and per linked adult such as a mother",
    "ssd_family": "one row per person in a family group",
    "ssd_address": "one row per person per address lived at",
    "ssd_disability": "one row per person per disability",
    "ssd_immigration_status": "one row per person per immigration status",
    "ssd_mother": "one row per mother and child",
    "ssd_legal_status": "one row per child per legal status",
    "ssd_contacts": "one row per child per contact",
    "ssd_early_help_episodes": "one row per child per early help episode",
    "ssd_cin_episodes": "one row per referral, that is per episode of need",
    "ssd_cin_assessments": "one row per child and family assessment",
    "ssd_assessment_factors": "one row per assessment, with the factors found at its end",
    "ssd_cin_plans": "one row per child in need plan",
    "ssd_cin_visits": "one row per child in need visit",
    "ssd_s47_enquiry": "one row per child per section 47 enquiry",
    "ssd_initial_cp_conference": "one row per child per initial child protection conference",
    "ssd_cp_plans": "one row per child protection plan",
    "ssd_cp_visits": "one row per child protection visit",
    "ssd_cp_reviews": "one row per child per review conference",
    "ssd_cla_episodes": "one row per care episode: one placement and one legal status",
    "ssd_cla_convictions": "one row per offence of a child looked after",
    "ssd_cla_health": "one row per health or dental check",
    "ssd_cla_immunisations": "one row per child: immunisations up to date or not",
    "ssd_cla_substance_misuse": "one row per record of substance misuse",
    "ssd_cla_placement": "one row per placement",
    "ssd_cla_reviews": "one row per looked-after review",
    "ssd_cla_previous_permanence": "one row per earlier permanence order",
    "ssd_cla_care_plan": "one row per permanence plan",
    "ssd_cla_visits": "one row per statutory visit to a child looked after",
    "ssd_sdq_scores": "one row per Strengths and Difficulties score",
    "ssd_missing": "one row per missing episode",
    "ssd_care_leavers": "one row per care leaver: the position now",
    "ssd_permanence": "one row per permanence process",
    "ssd_professionals": "one row per worker",
    "ssd_department": "one row per team",
    "ssd_involvements": "one row per worker and team involved with a person, dated",
    "ssd_pre_proceedings": "one row per child in pre-proceedings",
}

# Columns whose blank means the thing has not happened yet, so that the spell is open.
_OPEN_END = ("_end_date", "_close_date", "_ceased_date", "_auth_date")

_IDENTIFIES = {
    "pers_forename", "pers_surname", "pers_dob", "pers_common_child_id", "pers_legacy_id", "pers_upn",
    "pers_expected_dob", "addr_address_json", "addr_address_postcode", "clap_cla_placement_postcode", "moth_childs_dob",
}  # fmt: skip

_ALSO = {"pers_common_child_id": ("pers_single_unique_id",)}
"""The 1.4.5 script writes the NHS number under another name; both mean the same column."""

_REQUIRED = {
    "cont_contact_date", "earl_episode_start_date", "cine_referral_date", "cina_assessment_start_date",
    "cinp_cin_plan_start_date", "s47e_s47_start_date", "cppl_cp_plan_start_date", "clae_cla_episode_start_date",
    "clap_cla_placement_start_date", "cppv_cp_visit_date", "miss_missing_episode_start_date",
    "invo_involvement_start_date", "cinv_cin_visit_date",
}  # fmt: skip
"""Without these a row says nothing about when; it is set aside with its reason rather than dated by guess."""

_MANDATORY = {
    "pers_sex", "pers_ethnicity",
    "cine_cin_primary_need_code", "cine_referral_source_code",
    "cppl_cp_plan_initial_category", "cppl_cp_plan_latest_category",
    "clae_cla_episode_start_reason", "clae_cla_primary_need_code", "clae_cla_placement_id",
    "clap_cla_placement_type", "clap_cla_placement_provider", "clap_cla_placement_postcode",
    "lega_legal_status",
}  # fmt: skip
"""What the children in need census or the SSDA903 asks of every such row, whatever its kind and however it ends."""

_NOT_PERSONAL = {"ssd_department"}
_WORKERS = {"ssd_professionals"}


@dataclass(frozen=True)
class _Field:
    table: str
    name: str
    kind: str
    is_key: bool
    refers_to: str
    code_list: str
    status: str
    description: str


def _fields() -> dict[str, list[_Field]]:
    tables: dict[str, list[_Field]] = {}
    for row in read_rows("ssd_fields.csv"):
        field = _Field(
            row["table"], row["field"], row["type"], row["pk"] == "PK", row["fk"], row["code_list"], row["status"],
            row["description"],
        )  # fmt: skip
        tables.setdefault(field.table, []).append(field)
    return {table: fields for table, fields in tables.items() if any(field.status == "live" for field in fields)}


def _column_type(field: _Field) -> ColumnType:
    if field.name.endswith("_json"):
        return JsonFlags(field.code_list) if field.code_list else Json()
    if field.code_list:
        sets = ("sex", "sex_legacy") if field.code_list == "sex" else (field.code_list,)
        return Code(*sets)
    types: dict[str, ColumnType] = {"date": Date(), "integer": Integer(), "number": Number(), "flag": Flag()}
    return types.get(field.kind, Text())


def _column(field: _Field) -> Column:
    personal: Personal = "about the child"
    if field.name in _IDENTIFIES:
        personal = "identifies"
    elif field.table in _NOT_PERSONAL:
        personal = "no"
    elif field.table in _WORKERS:
        personal = "about a worker"
    required = field.is_key or field.name in _REQUIRED or field.name.endswith("_person_id")
    return Column(
        field.name, _column_type(field), also=_ALSO.get(field.name, ()), personal=personal, required=required,
        optional=not required and field.status != "live", mandatory=field.name in _MANDATORY,
        description=field.description, blank_means="not yet" if field.name.endswith(_OPEN_END) else "not recorded",
    )  # fmt: skip


def _person_key(fields: list[_Field]) -> str:
    """The column that says whom a row is about; a mother's row is about the mother. Visits have no declared key."""
    return next((f.name for f in fields if f.name.endswith("_person_id") and "childs_" not in f.name), "")


def _source(table: str, fields: list[_Field]) -> Source:
    person_key = "" if table == "ssd_person" else _person_key(fields)
    kept = [field for field in fields if field.name != "pers_single_unique_id"]
    return Source(
        name=table, supplier="Children's social care", title=f"SSD {table.removeprefix('ssd_').replace('_', ' ')}",
        grain=_GRAIN[table], agreement="childrens-social-care", family="ssd",
        key=tuple(field.name for field in kept if field.is_key), columns=tuple(_column(field) for field in kept),
        names=_PERSON_NAMES if table == "ssd_person" else None,
        person_key=person_key, persons_of="ssd_person" if person_key else "",
    )  # fmt: skip


_PERSON_NAMES = Names(
    key="pers_person_id", forename="pers_forename", surname="pers_surname", date_of_birth="pers_dob", sex="pers_sex",
    nhs_number="pers_common_child_id", upn="pers_upn", la_child_id="pers_legacy_id",
)  # fmt: skip

SSD_SOURCES: tuple[Source, ...] = tuple(_source(table, fields) for table, fields in _fields().items())
