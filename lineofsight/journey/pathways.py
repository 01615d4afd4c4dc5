"""How far children came after they were first heard of, how long each stage took, and who came back.

A pathway is followed for the same number of days whoever the child is, so that a contact of last month is never read as
one that led nowhere. A stage spell keeps what is still open: leaving it out would make every wait look short.
"""

from lineofsight.engines import Step

FOLLOWED_DAYS = 180
"""Long enough for an assessment (45 working days), an enquiry and a conference (15) after a referral."""

_BEFORE_REFERRAL = 7
"""A contact this many days before a referral, or fewer, is the one that it came from."""

_AFTER_PLAN = 30
"""What holds at some time within this many days of a plan's end is what the child went on to."""

STEPS_ON_THE_WAY = {
    "early_help": ("journey.early_help_episodes", "start_date", ""),
    "referral": ("journey.referrals", "referral_date", ""),
    "assessment": ("journey.assessments", "start_date", ""),
    "cin_plan": ("journey.cin_plans", "start_date", ""),
    "s47": ("journey.s47_enquiries", "start_date", ""),
    "conference": ("journey.initial_cp_conferences", "conference_date", "conference_date IS NOT NULL"),
    "cp_plan": ("journey.cp_plans", "start_date", "NOT is_other_authority"),
    "care": ("journey.periods_of_care", "start_date", ""),
}
"""Each step, least first: its table, the column of its day, which rows."""


def _step(name: str) -> str:
    table, day, rows = STEPS_ON_THE_WAY[name]
    return f"SELECT person_id, '{name}' AS step, {day} AS day FROM {table} {f'WHERE {rows}' if rows else ''}"


ENTRIES = Step(
    table="journey.entries",
    interim=True,
    grain="one row per contact, and per referral without one",
    key=("entry", "entry_id"),
    about="A referral comes from a contact of the same child on its day or within seven days before it.",
    sql=f"""
        WITH announced AS (
            SELECT DISTINCT referral.referral_id
            FROM journey.referrals AS referral
            JOIN journey.contacts AS contact
                ON contact.person_id = referral.person_id
                AND contact.contact_date <= referral.referral_date
                AND contact.contact_date >= CAST(referral.referral_date - INTERVAL {_BEFORE_REFERRAL} DAY AS DATE)
        )
        SELECT 'contact' AS entry, contact_id AS entry_id, person_id, contact_date AS started_on, source, source_file,
            source_row
        FROM journey.contacts
        UNION ALL
        SELECT 'referral' AS entry, referral.referral_id AS entry_id, referral.person_id,
            referral.referral_date AS started_on, referral.source, referral.source_file, referral.source_row
        FROM journey.referrals AS referral
        LEFT JOIN announced ON announced.referral_id = referral.referral_id
        WHERE announced.referral_id IS NULL
    """,
)

PATHWAYS = Step(
    table="journey.pathways",
    grain="one row per contact, and per referral without a contact on its day or within seven days before it",
    key=("entry", "entry_id"),
    about=(
        f"Each column *_on is the child's first such day from started_on to followed_until, {FOLLOWED_DAYS} days "
        "later or the day of the run, if that is earlier; null where there was none. is_whole: the child could be "
        "followed for all of those days. was_open: a referral was already open. furthest: the last of the steps "
        "reached, in the order of the columns; 'contact' where none was. ended: 'no referral' where none came and none "
        "was open; 'still open' where a referral was open on followed_until; else 'closed'. district is that of the "
        "home on started_on."
    ),
    sql=f"""
        WITH followed AS (
            SELECT
                entry.*,
                LEAST(CAST(entry.started_on + INTERVAL {FOLLOWED_DAYS} DAY AS DATE), run.as_of) AS followed_until,
                CAST(entry.started_on + INTERVAL {FOLLOWED_DAYS} DAY AS DATE) <= run.as_of AS is_whole
            FROM journey.entries AS entry
            CROSS JOIN journey.run AS run
        ),
        happened AS ({" UNION ALL ".join(_step(name) for name in STEPS_ON_THE_WAY)}),
        reached AS (
            SELECT
                followed.entry,
                followed.entry_id,
                {
        ", ".join(
            f"MIN(CASE WHEN happened.step = '{name}' THEN happened.day END) AS {name}_on" for name in STEPS_ON_THE_WAY
        )
    }
            FROM followed
            JOIN happened
                ON happened.person_id = followed.person_id
                AND happened.day >= followed.started_on
                AND happened.day <= followed.followed_until
            GROUP BY followed.entry, followed.entry_id
        ),
        opened AS (
            SELECT
                followed.entry,
                followed.entry_id,
                MAX(
                    CASE
                        WHEN referral.referral_date < followed.started_on
                            AND (referral.close_date IS NULL OR referral.close_date > followed.started_on)
                        THEN 1 ELSE 0
                    END
                ) AS was_open,
                MAX(
                    CASE WHEN referral.close_date IS NULL OR referral.close_date > followed.followed_until
                        THEN 1 ELSE 0
                    END
                ) AS is_open
            FROM followed
            JOIN journey.referrals AS referral
                ON referral.person_id = followed.person_id
                AND referral.referral_date <= followed.followed_until
                AND NOT referral.is_nfa
            GROUP BY followed.entry, followed.entry_id
        )
        SELECT
            followed.entry,
            followed.entry_id,
            followed.person_id,
            followed.started_on,
            followed.followed_until,
            followed.is_whole,
            COALESCE(opened.was_open, 0) = 1 AS was_open,
            {", ".join(f"reached.{name}_on" for name in STEPS_ON_THE_WAY)},
            CASE
                {" ".join(f"WHEN reached.{name}_on IS NOT NULL THEN '{name}'" for name in reversed(STEPS_ON_THE_WAY))}
                ELSE 'contact'
            END AS furthest,
            CASE
                WHEN opened.is_open = 1 THEN 'still open'
                WHEN reached.referral_on IS NULL AND COALESCE(opened.was_open, 0) = 0 THEN 'no referral'
                ELSE 'closed'
            END AS ended,
            COALESCE(home.district, 'unknown') AS district,
            followed.source,
            followed.source_file,
            followed.source_row
        FROM followed
        LEFT JOIN reached ON reached.entry = followed.entry AND reached.entry_id = followed.entry_id
        LEFT JOIN opened ON opened.entry = followed.entry AND opened.entry_id = followed.entry_id
        LEFT JOIN journey.district_spells AS home
            ON home.person_id = followed.person_id
            AND home.start_date <= followed.started_on
            AND (home.end_date IS NULL OR home.end_date > followed.started_on)
    """,
)

_REFERRAL_TO_ASSESSMENT = """
    SELECT
        'referral to assessment' AS stage,
        referral.referral_id AS spell_id,
        referral.person_id,
        referral.referral_date AS start_date,
        CASE
            WHEN assessed.start_date < referral.referral_date THEN referral.referral_date
            ELSE COALESCE(assessed.start_date, referral.close_date)
        END AS end_date,
        CASE
            WHEN assessed.start_date IS NOT NULL THEN 'assessment'
            WHEN referral.close_date IS NOT NULL THEN 'closed without assessment'
        END AS ended_in,
        referral.source,
        referral.source_file,
        referral.source_row
    FROM journey.referrals AS referral
    LEFT JOIN (
        SELECT referral_id, MIN(start_date) AS start_date
        FROM journey.assessments
        WHERE referral_id IS NOT NULL
        GROUP BY referral_id
    ) AS assessed ON assessed.referral_id = referral.referral_id
    WHERE NOT referral.is_nfa
"""

_ASSESSMENT = """
    SELECT
        'assessment' AS stage,
        assessment.assessment_id AS spell_id,
        assessment.person_id,
        assessment.start_date,
        CASE
            WHEN assessment.auth_date IS NULL AND referral.close_date < assessment.start_date THEN assessment.start_date
            ELSE COALESCE(assessment.auth_date, referral.close_date)
        END AS end_date,
        CASE
            WHEN assessment.auth_date IS NOT NULL AND assessment.outcome_nfa THEN 'no further action'
            WHEN assessment.auth_date IS NOT NULL THEN 'further action'
            WHEN referral.close_date IS NOT NULL THEN 'closed without a decision'
        END AS ended_in,
        assessment.source,
        assessment.source_file,
        assessment.source_row
    FROM journey.assessments AS assessment
    LEFT JOIN journey.referrals AS referral ON referral.referral_id = assessment.referral_id
"""

_S47_TO_CONFERENCE = """
    SELECT
        's47 to conference' AS stage,
        enquiry.s47_enquiry_id AS spell_id,
        enquiry.person_id,
        enquiry.start_date,
        CASE
            WHEN conference.held_on IS NOT NULL THEN GREATEST(conference.held_on, enquiry.start_date)
            WHEN conference.s47_enquiry_id IS NULL THEN enquiry.end_date
        END AS end_date,
        CASE
            WHEN conference.held_on IS NOT NULL THEN 'conference'
            WHEN conference.s47_enquiry_id IS NULL AND enquiry.end_date IS NOT NULL THEN 'no conference'
        END AS ended_in,
        enquiry.source,
        enquiry.source_file,
        enquiry.source_row
    FROM journey.s47_enquiries AS enquiry
    LEFT JOIN (
        SELECT s47_enquiry_id, MIN(conference_date) AS held_on
        FROM journey.initial_cp_conferences
        WHERE s47_enquiry_id IS NOT NULL
        GROUP BY s47_enquiry_id
    ) AS conference ON conference.s47_enquiry_id = enquiry.s47_enquiry_id
"""

_EPISODE_OF_NEED = """
    SELECT
        'episode of need' AS stage,
        referral.referral_id AS spell_id,
        referral.person_id,
        referral.referral_date AS start_date,
        referral.close_date AS end_date,
        CASE
            WHEN referral.close_date IS NULL THEN NULL
            WHEN referral.close_reason = 'RC8' THEN 'no further action after assessment'
            WHEN referral.close_reason = 'RC9' THEN 'early help'
            WHEN referral.close_reason IS NULL THEN 'reason not recorded'
            ELSE 'services ended'
        END AS ended_in,
        referral.source,
        referral.source_file,
        referral.source_row
    FROM journey.referrals AS referral
    WHERE NOT referral.is_nfa
"""

_PRE_PROCEEDINGS = """
    SELECT
        'pre-proceedings' AS stage,
        pre_proceedings_id AS spell_id,
        person_id,
        start_date,
        end_date,
        CASE
            WHEN end_date IS NULL THEN NULL
            WHEN outcome = 'Decision to Issue Care Proceedings' THEN 'court'
            WHEN outcome = 'Decision to step down' THEN 'stepped down'
            ELSE 'outcome not recorded'
        END AS ended_in,
        source,
        source_file,
        source_row
    FROM journey.pre_proceedings
    WHERE start_date IS NOT NULL
"""

_IN_A_SENTENCE = "COALESCE(LOWER(SUBSTR(reason.label, 1, 1)) || SUBSTR(reason.label, 2), 'reason not recorded')"

_CARE = f"""
    SELECT
        'care' AS stage,
        care.period_of_care_id AS spell_id,
        care.person_id,
        care.start_date,
        care.end_date,
        CASE WHEN care.end_date IS NOT NULL THEN {_IN_A_SENTENCE} END AS ended_in,
        care.source,
        care.source_file,
        care.source_row
    FROM journey.periods_of_care AS care
    LEFT JOIN standards.codes AS reason
        ON reason.code_set = 'reason_episode_ceased_group' AND reason.code = care.end_reason
"""

_EARLY_HELP = f"""
    SELECT
        'early help' AS stage,
        episode.episode_id AS spell_id,
        episode.person_id,
        episode.start_date,
        episode.end_date,
        CASE
            WHEN episode.end_date IS NOT NULL THEN {_IN_A_SENTENCE}
        END AS ended_in,
        episode.source,
        episode.source_file,
        episode.source_row
    FROM journey.early_help_episodes AS episode
    LEFT JOIN standards.codes AS reason
        ON reason.code_set = 'early_help_end_reason' AND reason.code = episode.end_reason
"""

HELD = Step(
    table="journey.services_held",
    interim=True,
    grain="one row per period of care, plan and early help episode",
    key=("place", "service_id"),
    about="place orders the kinds of service, care first.",
    sql="""
        SELECT 1 AS place, period_of_care_id AS service_id, person_id, start_date, end_date
        FROM journey.periods_of_care
        UNION ALL
        SELECT 2 AS place, cp_plan_id AS service_id, person_id, start_date, end_date
        FROM journey.cp_plans
        WHERE NOT is_other_authority
        UNION ALL
        SELECT 3 AS place, cin_plan_id AS service_id, person_id, start_date, end_date
        FROM journey.cin_plans
        UNION ALL
        SELECT 4 AS place, episode_id AS service_id, person_id, start_date, end_date
        FROM journey.early_help_episodes
    """,
)


def _plan(stage: str, table: str, key: str, place: int, rows: str = "TRUE") -> str:
    """A plan's spells, with the highest service that the child had within 30 days after the plan's end."""
    return f"""
        SELECT
            '{stage}' AS stage,
            plan.{key} AS spell_id,
            plan.person_id,
            plan.start_date,
            plan.end_date,
            CASE
                WHEN plan.end_date IS NULL THEN NULL
                WHEN went_on.place = 1 THEN 'care'
                WHEN went_on.place = 2 THEN 'child protection plan'
                WHEN went_on.place = 3 THEN 'child in need plan'
                WHEN went_on.place = 4 THEN 'early help'
                ELSE 'no plan'
            END AS ended_in,
            plan.source,
            plan.source_file,
            plan.source_row
        FROM journey.{table} AS plan
        LEFT JOIN (
            SELECT ended.{key} AS spell_id, MIN(held.place) AS place
            FROM journey.{table} AS ended
            JOIN journey.services_held AS held
                ON held.person_id = ended.person_id
                AND held.start_date <= CAST(ended.end_date + INTERVAL {_AFTER_PLAN} DAY AS DATE)
                AND (held.end_date IS NULL OR held.end_date > ended.end_date)
                AND (held.place <> {place} OR held.service_id <> ended.{key})
            GROUP BY ended.{key}
        ) AS went_on ON went_on.spell_id = plan.{key}
        WHERE {rows}
    """


_STAGES = (
    _EARLY_HELP,
    _REFERRAL_TO_ASSESSMENT,
    _ASSESSMENT,
    _S47_TO_CONFERENCE,
    _EPISODE_OF_NEED,
    _plan("child in need plan", "cin_plans", "cin_plan_id", 3),
    _plan("child protection plan", "cp_plans", "cp_plan_id", 2, "NOT plan.is_other_authority"),
    _PRE_PROCEEDINGS,
    _CARE,
)

STAGE_SPELLS = Step(
    table="journey.stage_spells",
    grain="one row per child and time in a stage",
    key=("stage", "spell_id"),
    about=(
        "stage: 'early help', 'referral to assessment', 'assessment', 's47 to conference', 'episode of need', 'child "
        "in need plan', 'child protection plan', 'pre-proceedings', 'care'. end_date is null while the child is in it, "
        "and so is ended_in, the way out that came first. Referrals without action are in none. An assessment that "
        "nobody authorised ends when its referral is closed. A plan ends in the highest service that the child had "
        f"within {_AFTER_PLAN} days after it: of a plan that ended less than that before the run, it may still come. "
        "An enquiry whose conference is still to be held is open. district is that of the home on start_date."
    ),
    sql=f"""
        WITH spell AS ({" UNION ALL ".join(_STAGES)})
        SELECT
            spell.stage,
            spell.spell_id,
            spell.person_id,
            spell.start_date,
            spell.end_date,
            spell.ended_in,
            COALESCE(home.district, 'unknown') AS district,
            spell.source,
            spell.source_file,
            spell.source_row
        FROM spell
        LEFT JOIN journey.district_spells AS home
            ON home.person_id = spell.person_id
            AND home.start_date <= spell.start_date
            AND (home.end_date IS NULL OR home.end_date > spell.start_date)
    """,
)

_RETURNS = {
    "referred again": (
        "SELECT spell_id, person_id, end_date AS left_on, district, source, source_file, source_row "
        "FROM journey.stage_spells WHERE stage = 'episode of need' AND end_date IS NOT NULL",
        "SELECT person_id, referral_date AS day FROM journey.referrals",
    ),
    "early help again": (
        "SELECT spell_id, person_id, end_date AS left_on, district, source, source_file, source_row "
        "FROM journey.stage_spells WHERE stage = 'early help' AND end_date IS NOT NULL",
        "SELECT person_id, start_date AS day FROM journey.early_help_episodes",
    ),
    "stepped down, then up again": (
        "SELECT spell_id, person_id, end_date AS left_on, district, source, source_file, source_row "
        "FROM journey.stage_spells "
        "WHERE stage = 'child protection plan' AND ended_in IN ('child in need plan', 'early help')",
        "SELECT person_id, start_date AS day FROM journey.services_held WHERE place <= 2",
    ),
    "contact again": (
        "SELECT entry_id AS spell_id, person_id, started_on AS left_on, district, source, source_file, source_row "
        "FROM journey.pathways WHERE entry = 'contact' AND furthest = 'contact' AND NOT was_open",
        "SELECT person_id, contact_date AS day FROM journey.contacts",
    ),
}
"""What counts as a return: the times it is a return from, and the days on which the child was back."""


def _return(kind: str) -> str:
    left, back = _RETURNS[kind]
    return f"""
        SELECT
            '{kind}' AS kind,
            departure.spell_id AS return_id,
            departure.person_id,
            departure.left_on,
            MIN(back.day) AS returned_on,
            departure.district,
            departure.source,
            departure.source_file,
            departure.source_row
        FROM ({left}) AS departure
        LEFT JOIN ({back}) AS back
            ON back.person_id = departure.person_id
            AND back.day > departure.left_on
            AND back.day <= CAST(departure.left_on + INTERVAL 12 MONTH AS DATE)
        GROUP BY departure.spell_id, departure.person_id, departure.left_on, departure.district, departure.source,
            departure.source_file, departure.source_row
    """


RETURNS = Step(
    table="journey.returns",
    grain="one row per time that a child left, and could come back",
    key=("kind", "return_id"),
    about=(
        "kind: 'referred again' after an episode of need was closed, 'early help again' after early help ended, "
        "'stepped down, then up again' (on a plan again, or in care, after a child protection plan ended in a child in "
        "need plan or early help), 'contact again' after a contact that led to nothing. returned_on is the first day "
        "after left_on and no later than the same date a year on; null where there is none, or none yet."
    ),
    sql=" UNION ALL ".join(_return(kind) for kind in _RETURNS),
)

STEPS = (ENTRIES, PATHWAYS, HELD, STAGE_SPELLS, RETURNS)
