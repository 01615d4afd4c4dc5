"""Pieces of SQL that say the same thing in every table: whose row it is, when a spell ends, no overlaps."""

from collections.abc import Sequence

OPEN = "DATE '9999-12-31'"
"""Stands for an open end while ends are compared; no table holds it."""


LAST_MONTH_END = (
    "CASE WHEN LAST_DAY(run.as_of) = run.as_of THEN run.as_of "
    "ELSE CAST(LAST_DAY(run.as_of - INTERVAL 1 MONTH) AS DATE) END"
)
"""The last month end on or before the day of the run: what an extract says of 'now' is taken to speak for it."""


def person_of(column: str, source: str = "ssd_person") -> str:
    """Joins `person`, the linked person of a row whose supplier's key is in `column`."""
    return f"JOIN identity.person_keys AS person ON person.source = '{source}' AND person.source_key = {column}"


def ended(end: str, start: str) -> str:
    """The end of a spell as it was known on the day of the run.

    An end after that day has not happened yet: the spell is open. An end before its start is not believed: the start
    is, so the spell counts as begun and covers no day.
    """
    return f"CASE WHEN {end} <= run.as_of THEN GREATEST({end}, {start}) END"


def only_if_ended(value: str, end: str) -> str:
    """A reason for ending, null as long as the end has not happened."""
    return f"CASE WHEN {end} <= run.as_of THEN {value} END"


def has_words(value: str, words: Sequence[str]) -> str:
    """Whether a text holds any of these words, written small or large."""
    quoted = (word.replace("'", "''") for word in words)
    likes = (f"LOWER({value}) LIKE '%{word}%'" for word in quoted)
    return f"({' OR '.join(likes)})"


def birthday_in(year: str, born: str) -> str:
    """The birthday in a year; 28 February for those born on the 29th where the year has none."""
    first = f"MAKE_DATE(CAST({year} AS INTEGER), CAST(EXTRACT(MONTH FROM {born}) AS INTEGER), 1)"
    day = f"CAST(LEAST(EXTRACT(DAY FROM {born}), EXTRACT(DAY FROM LAST_DAY({first}))) AS INTEGER)"
    return f"MAKE_DATE(CAST({year} AS INTEGER), CAST(EXTRACT(MONTH FROM {born}) AS INTEGER), {day})"


def without_overlaps(spells: str, *, of: Sequence[str], holding: Sequence[str], first: Sequence[str]) -> str:
    """A SELECT that takes overlapping spells apart, so that each of `of` has at most one on any day.

    `spells` is the name of a table with start_date, end_date (null: open), where each row came from (source,
    source_file, source_row), the columns `of` and `holding`, and those of `first`: the order in which spells win a day
    that several cover; it must leave no ties. A spell that another one interrupts goes on afterwards. Neighbours that
    hold the same are one spell, and come from the row of the first. Spells that cover no day are left out.
    Grain: one row per `of` and start_date.
    """
    came_from = ("source", "source_file", "source_row")
    unchanged = " AND ".join(f"{column} IS NOT DISTINCT FROM LAG({column}) OVER earlier" for column in holding)
    return f"""
        WITH spell AS (
            SELECT * FROM {spells} WHERE end_date IS NULL OR end_date > start_date
        ),
        boundary AS (
            SELECT {_listed(of)}, start_date AS day FROM spell
            UNION
            SELECT {_listed(of)}, end_date AS day FROM spell WHERE end_date IS NOT NULL
        ),
        piece AS (
            SELECT
                {_listed(of)}, day AS from_date, LEAD(day) OVER (PARTITION BY {_listed(of)} ORDER BY day) AS to_date
            FROM boundary
        ),
        covered AS (
            SELECT
                {_listed((*of, *holding, *came_from), "spell")},
                piece.from_date,
                piece.to_date,
                ROW_NUMBER() OVER (
                    PARTITION BY {_listed((*of, "from_date"), "piece")} ORDER BY {_listed(first)}
                ) AS choice
            FROM piece
            JOIN spell
                ON {" AND ".join(f"spell.{column} = piece.{column}" for column in of)}
                AND spell.start_date <= piece.from_date
                AND (spell.end_date IS NULL OR spell.end_date > piece.from_date)
        ),
        marked AS (
            SELECT
                *, CASE WHEN LAG(to_date) OVER earlier = from_date AND {unchanged} THEN 0 ELSE 1 END AS begins
            FROM covered
            WHERE choice = 1
            WINDOW earlier AS (PARTITION BY {_listed(of)} ORDER BY from_date)
        ),
        numbered AS (
            SELECT *, SUM(begins) OVER (PARTITION BY {_listed(of)} ORDER BY from_date) AS spell_number FROM marked
        ),
        whole AS (
            SELECT
                *,
                MAX(COALESCE(to_date, {OPEN})) OVER (PARTITION BY {_listed(of)}, spell_number) AS last_date,
                ROW_NUMBER() OVER (PARTITION BY {_listed(of)}, spell_number ORDER BY from_date) AS place
            FROM numbered
        )
        SELECT
            {_listed((*of, *holding))},
            from_date AS start_date,
            CASE WHEN last_date < {OPEN} THEN last_date END AS end_date,
            {_listed(came_from)}
        FROM whole
        WHERE place = 1
    """


def _listed(columns: Sequence[str], table: str = "") -> str:
    return ", ".join(f"{table}.{column}" if table else column for column in columns)
