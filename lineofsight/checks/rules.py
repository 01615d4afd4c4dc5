"""Every rule across rows, files and years. Census rules: DfE, validation of the children in need census."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from lineofsight.checks.check import Check
from lineofsight.checks.spells import OTHERS, SSD, SSDA903, Dated
from lineofsight.sources import SOURCES
from lineofsight.sources.finding_codes import FindingCode
from lineofsight.standards.check_digits import valid_nhs_numbers, valid_upns
from lineofsight.standards.codes import code_set

_AT_SOURCE = "correct it in the case system; the next extract brings it"
_OPEN = "DATE '9999-12-31'"
_PREGNANCY_WEEKS = 40

PERSON_UNKNOWN = FindingCode(
    "PERSON-UNKNOWN",
    "warning",
    "the person is not in the file that introduces people",
    "the rows count, but with no name, birth date or other agency's record beside them",
    _AT_SOURCE,
)
ENDS_BEFORE_START = FindingCode(
    "ENDS-BEFORE-START",
    "warning",
    "it ends before it starts",
    "it counts as begun and covers no day, so no stock counts it",
    _AT_SOURCE,
)
BEFORE_BIRTH = FindingCode(
    "BEFORE-BIRTH",
    "warning",
    "it is dated before the child's birth, or more than 40 weeks before where it may concern an unborn child",
    "the child's age at the time is wrong",
    _AT_SOURCE,
)
IN_THE_FUTURE = FindingCode(
    "IN-THE-FUTURE",
    "warning",
    "it is dated after the day this run reports up to",
    "a row that starts after that day is in no journey and no figure; an end after it is still open",
    _AT_SOURCE,
)
OVERLAP = FindingCode(
    "OVERLAP",
    "warning",
    "it starts while an earlier one of the same child has not ended",
    "the child is counted once at any date; starts and ends may count one too many",
    _AT_SOURCE,
)
CIN_PLAN_IN_CP_PLAN = FindingCode(
    "CIN-PLAN-IN-CP-PLAN",
    "warning",
    "a child in need plan runs while the child has a child protection plan",
    "the child is shown under child protection",
    "end the child in need plan on the day the other starts",
)
PLAN_WITHOUT_CONFERENCE = FindingCode(
    "PLAN-WITHOUT-CONFERENCE",
    "warning",
    "no initial conference of the child is on the day the plan starts (census rule 2885)",
    "the plan counts; its conference is not found by its date",
    _AT_SOURCE,
)
CLOSURE_INCOMPLETE = FindingCode(
    "CLOSURE-INCOMPLETE",
    "warning",
    "there is a date of closure without a reason, or a reason without a date",
    "without a date it counts as open; without a reason it is in no group of reasons",
    _AT_SOURCE,
)
FINAL_REASON_WITHOUT_END = FindingCode(
    "FINAL-REASON-WITHOUT-END",
    "warning",
    "a care episode has a reason for ending care but no end date",
    "the child's next episode or 18th birthday ends it; until then it counts as open",
    _AT_SOURCE,
)
BEFORE_REFERRAL = FindingCode(
    "BEFORE-REFERRAL",
    "warning",
    "it is dated before the referral that it belongs to",
    "it counts, but the order of events in the child's journey is wrong",
    _AT_SOURCE,
)
BIRTH_DATE_UNCLEAR = FindingCode(
    "BIRTH-DATE-UNCLEAR",
    "information",
    "a person has both a birth date and a due date, or neither",
    "with neither, no age band and a weaker match across agencies",
    _AT_SOURCE,
)
NONE_WITH_OTHERS = FindingCode(
    "NONE-WITH-OTHERS",
    "warning",
    "'none' is recorded together with something else",
    "what else is recorded counts",
    _AT_SOURCE,
)
NHS_NUMBER_INVALID = FindingCode(
    "NHS-NUMBER-INVALID",
    "warning",
    "the NHS number fails its check digit",
    "it is not used to match this person",
    _AT_SOURCE,
)
UPN_INVALID = FindingCode(
    "UPN-INVALID", "warning", "the unique pupil number fails its check letter",
    "it is not used to match this person", _AT_SOURCE,
)  # fmt: skip

_SSD_PEOPLE = ("ssd_person", "pers_person_id", "COALESCE(MIN(pers_dob), MIN(pers_expected_dob))")
_SSDA903_PEOPLE = ("ssda903_header", "child", "MIN(dob)")


def _unknown_people() -> Iterator[Check]:
    keys = {source.name: source.names.key for source in SOURCES if source.names}
    for source in SOURCES:
        if source.persons_of:
            yield Check(
                PERSON_UNKNOWN, (source.name, source.persons_of),
                f"SELECT it.source_file, it.source_row FROM source.{source.name} AS it "
                f"LEFT JOIN source.{source.persons_of} AS person "
                f"ON person.{keys[source.persons_of]} = it.{source.person_key} "
                f"WHERE person.{keys[source.persons_of]} IS NULL",
            )  # fmt: skip


def _dated(spell: Dated) -> Iterator[Check]:
    columns = [spell.start, spell.end] if spell.end else [spell.start]
    later = " OR ".join(f"{column} > {{as_of}}" for column in columns)
    yield Check(IN_THE_FUTURE, (spell.source,), _rows(spell.source, later))
    if spell.end:
        yield Check(ENDS_BEFORE_START, (spell.source,), _rows(spell.source, f"{spell.end} < {spell.start}"))
    if spell.overlap_words:
        yield Check(OVERLAP, (spell.source,), _overlap(spell), about=f"two {spell.overlap_words} at once")


def _rows(source: str, condition: str) -> str:
    return f"SELECT source_file, source_row FROM source.{source} WHERE {condition}"


def _overlap(spell: Dated) -> str:
    """Rows that start before every earlier one has ended. Starting on the day another ends is no overlap."""
    return f"""
        SELECT source_file, source_row
        FROM (
            SELECT
                source_file,
                source_row,
                {spell.start} AS starts,
                MAX(COALESCE({spell.end}, {_OPEN})) OVER (
                    PARTITION BY {spell.person}
                    ORDER BY {spell.start}, {spell.key}, source_file, source_row
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS earlier_end
            FROM source.{spell.source}
        ) AS spell
        WHERE starts < earlier_end
    """


def _before_birth(spell: Dated, people: str, key: str, born: str) -> Check:
    earliest = f"CAST(person.born - INTERVAL {_PREGNANCY_WEEKS * 7} DAY AS DATE)" if spell.unborn else "person.born"
    return Check(
        BEFORE_BIRTH, (spell.source, people),
        f"SELECT it.source_file, it.source_row FROM source.{spell.source} AS it "
        f"JOIN (SELECT {key}, {born} AS born FROM source.{people} GROUP BY {key}) AS person "
        f"ON person.{key} = it.{spell.person} WHERE it.{spell.start} < {earliest}",
    )  # fmt: skip


def _before_referral(source: str, referral: str, day: str) -> Check:
    return Check(
        BEFORE_REFERRAL, (source, "ssd_cin_episodes"),
        f"SELECT it.source_file, it.source_row FROM source.{source} AS it "
        f"JOIN source.ssd_cin_episodes AS referral ON referral.cine_referral_id = it.{referral} "
        f"WHERE it.{day} < referral.cine_referral_date",
    )  # fmt: skip


def _no_nhs_number(texts: pa.Array) -> pa.Array:
    without_spaces = pc.replace_substring_regex(texts, r"\s", "")
    return pc.is_null(valid_nhs_numbers(without_spaces))


def _no_upn(texts: pa.Array) -> pa.Array:
    """A code that says why there is none, such as UN3, stands in the column rightly."""
    written = pc.utf8_upper(pc.utf8_trim_whitespace(texts))
    permanent, temporary = valid_upns(written)
    is_code = pc.is_in(written, value_set=pa.array(list(code_set("upn_unknown")), pa.string()))
    return pc.and_not(pc.is_null(pc.coalesce(permanent, temporary)), is_code)


def _identifier(rule: FindingCode, source: str, column: str) -> Check:
    refuses = _no_nhs_number if rule is NHS_NUMBER_INVALID else _no_upn
    sql = f"SELECT source_file, source_row, {column} AS text FROM source.{source} WHERE {column} IS NOT NULL"
    return Check(rule, (source,), sql, refuses=refuses)


_SSDA903_OVERLAP = """
    SELECT it.source_file, it.source_row
    FROM source.ssda903_episodes AS it
    JOIN (
        SELECT
            child,
            decom,
            MAX(MAX(dec)) OVER (
                PARTITION BY child ORDER BY decom ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS earlier_end
        FROM source.ssda903_episodes
        GROUP BY child, decom
    ) AS episode
        ON episode.child = it.child AND episode.decom = it.decom
    WHERE it.decom < episode.earlier_end
"""
"""The years complete one another: an episode is one however many files have it, and no end here is not an open one."""

_CENSUS: tuple[Check, ...] = (
    Check(OVERLAP, ("ssda903_episodes",), _SSDA903_OVERLAP, about="two care episodes at once"),
    Check(
        PLAN_WITHOUT_CONFERENCE, ("ssd_cp_plans", "ssd_initial_cp_conference"),
        """
        SELECT plan.source_file, plan.source_row
        FROM source.ssd_cp_plans AS plan
        LEFT JOIN (
            SELECT DISTINCT icpc_person_id, icpc_icpc_date FROM source.ssd_initial_cp_conference
        ) AS conference
            ON conference.icpc_person_id = plan.cppl_person_id
            AND conference.icpc_icpc_date = plan.cppl_cp_plan_start_date
        WHERE
            conference.icpc_person_id IS NULL
            AND COALESCE(plan.cppl_cp_plan_ola, FALSE) = FALSE
            AND plan.cppl_cp_plan_start_date >= (
                SELECT COALESCE(MIN(icpc_icpc_date), DATE '1900-01-01') FROM source.ssd_initial_cp_conference
            )
        """,
        about="plans of another authority, and from before the first conference on file, left out",
    ),
    Check(
        CIN_PLAN_IN_CP_PLAN, ("ssd_cin_plans", "ssd_cp_plans"),
        f"""
        SELECT DISTINCT cin.source_file, cin.source_row
        FROM source.ssd_cin_plans AS cin
        JOIN source.ssd_cp_plans AS cp
            ON cp.cppl_person_id = cin.cinp_person_id
            AND cin.cinp_cin_plan_start_date < COALESCE(cp.cppl_cp_plan_end_date, {_OPEN})
            AND cp.cppl_cp_plan_start_date < COALESCE(cin.cinp_cin_plan_end_date, {_OPEN})
        """,
    ),
    Check(
        CLOSURE_INCOMPLETE, ("ssd_cin_episodes",),
        _rows("ssd_cin_episodes", "(cine_close_date IS NULL) <> (cine_close_reason IS NULL)"),
    ),
    Check(
        FINAL_REASON_WITHOUT_END, ("ssda903_episodes",),
        _rows("ssda903_episodes", "dec IS NULL AND rec IS NOT NULL AND rec <> 'X1'"),
    ),
    Check(
        FINAL_REASON_WITHOUT_END, ("ssd_cla_episodes",),
        _rows("ssd_cla_episodes", "clae_cla_episode_ceased_date IS NULL AND clae_cla_episode_ceased_reason IS NOT NULL "
              "AND clae_cla_episode_ceased_reason <> 'X1'"),
    ),
    Check(
        BIRTH_DATE_UNCLEAR, ("ssd_person",),
        _rows("ssd_person", "(pers_dob IS NULL) = (pers_expected_dob IS NULL) "
              "AND COALESCE(pers_is_mother, FALSE) = FALSE"),
        about="mothers left out",
    ),
    Check(
        NONE_WITH_OTHERS, ("ssd_assessment_factors",),
        _rows("ssd_assessment_factors", "LIST_CONTAINS(cinf_assessment_factors_json, '21') "
              "AND ARRAY_LENGTH(cinf_assessment_factors_json) > 1"),
        about="factor 21, no factors identified",
    ),
    Check(
        NONE_WITH_OTHERS, ("ssd_disability",),
        """
        SELECT nothing.source_file, nothing.source_row
        FROM source.ssd_disability AS nothing
        JOIN (
            SELECT DISTINCT disa_person_id FROM source.ssd_disability WHERE disa_disability_code <> 'NONE'
        ) AS something ON something.disa_person_id = nothing.disa_person_id
        WHERE nothing.disa_disability_code = 'NONE'
        """,
        about="no disability",
    ),
)  # fmt: skip

_AFTER_REFERRAL = (
    ("ssd_cin_assessments", "cina_referral_id", "cina_assessment_start_date"),
    ("ssd_s47_enquiry", "s47e_referral_id", "s47e_s47_start_date"),
    ("ssd_initial_cp_conference", "icpc_referral_id", "icpc_icpc_date"),
    ("ssd_cin_plans", "cinp_referral_id", "cinp_cin_plan_start_date"),
    ("ssd_cp_plans", "cppl_referral_id", "cppl_cp_plan_start_date"),
)

_IDENTIFIERS = (
    (NHS_NUMBER_INVALID, "ssd_person", "pers_common_child_id"),
    (UPN_INVALID, "ssd_person", "pers_upn"),
    (UPN_INVALID, "ssda903_header", "upn"),
    (UPN_INVALID, "school_census_pupils_on_roll", "upn"),
)

CHECKS: tuple[Check, ...] = (
    *_unknown_people(),
    *(check for spell in (*SSD, *SSDA903, *OTHERS) for check in _dated(spell)),
    *(_before_birth(spell, *_SSD_PEOPLE) for spell in SSD),
    *(_before_birth(spell, *_SSDA903_PEOPLE) for spell in SSDA903),
    *(_before_referral(*named) for named in _AFTER_REFERRAL),
    *_CENSUS,
    *(_identifier(*named) for named in _IDENTIFIERS),
)

NOT_CHECKED = FindingCode(
    "NOT-CHECKED", "information", "a rule could not be checked, since a source that it needs was not loaded",
    "this is not a pass: nothing is known of it", "load the sources, if the council has them",
)  # fmt: skip

RULES: tuple[FindingCode, ...] = (*dict.fromkeys(check.rule for check in CHECKS), NOT_CHECKED)
