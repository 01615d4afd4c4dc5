"""From every indicator's SQL to one table of cases: what counts, in which months, for which group."""

from collections.abc import Iterable, Sequence
from datetime import date

from lineofsight.measures.indicator import Indicator, gives
from lineofsight.standards.ages import age_band_sql, age_sql

UNKNOWN = "unknown"
"""A case whose district, team, age, sex or ethnicity is not recorded is in this group, never dropped."""


_NO_TEXT = "CAST(NULL AS VARCHAR)"


def month_of(day: str) -> str:
    """SQL for the number of a day's month: 12 a year, so that months can be subtracted."""
    return f"CAST(YEAR({day}) * 12 + MONTH({day}) - 1 AS INTEGER)"


def cases_sql(indicators: Sequence[Indicator], as_of: date) -> str:
    """One row per case and month it counts from. A figure adds up the rows whose months reach its own.

    Flows and stocks come together here, and each row gets the group it belonged to on the day it is counted.
    """
    common = [f"dates AS ({_dates(indicators)})"]
    parts = []
    flows = [_flow(indicator, as_of) for indicator in indicators if not indicator.is_stock]
    stocks = [sql for indicator in indicators for sql in _spells(indicator)]
    if flows:
        common.append(f"flows AS ({_union(flows)})")
        parts.append("SELECT * FROM flows")
    if stocks:
        common += [f"spells AS ({_union(stocks)})", f"at_month_ends AS ({_AT_MONTH_ENDS})"]
        parts.append(_STOCKS)
    common.append(f"counted AS ({_union(parts)})")
    return f"WITH {', '.join(common)} {_GROUPED}"


def _union(selects: Iterable[str]) -> str:
    return " UNION ALL ".join(selects)


def _flow(indicator: Indicator, as_of: date) -> str:
    """One row per event, in the month it happened."""
    numerator = indicator.sql and _optional(indicator.sql, "in_numerator", "TRUE")
    of_all = _weight(indicator) if indicator.is_of_shares and not indicator.stock_sql else "0"
    rows = f"SELECT *, {month_of('counted_on')} AS month FROM ({indicator.sql}) AS declared"
    month, months = "month", str(indicator.months)
    if indicator.once_a_child:
        in_window = _first_in_window if indicator.occasion == "first" else _last_in_window
        rows, month, months = in_window(rows, indicator.months)
    return f"""
        SELECT '{indicator.id}' AS indicator, CAST(case_id AS VARCHAR) AS case_id,
            {_optional(indicator.sql, "person_id", _NO_TEXT)} AS person_id, counted_on,
            CAST({month} AS INTEGER) AS month, CAST({months} AS INTEGER) AS months, {numerator} AS in_numerator,
            CAST(CASE WHEN {numerator} THEN {_amount(indicator)} ELSE 0 END AS DOUBLE) AS numerator,
            CAST({of_all} AS DOUBLE) AS denominator,
            {_optional(indicator.sql, "team_id", _NO_TEXT)} AS team_id,
            {_optional(indicator.sql, "need", _NO_TEXT)} AS need,
            {_optional(indicator.sql, "part", _NO_TEXT)} AS part, source, source_file, source_row
        FROM ({rows}) AS events
        WHERE counted_on <= DATE '{as_of}'
    """


def _first_in_window(rows: str, months: int) -> tuple[str, str, str]:
    """Count a child once in any window, on the first occasion in it.

    A later event counts only in the windows that the one before it has left, so it starts counting later and for
    fewer months; two in one month leave nothing for the second.
    """
    before = "LAG(month) OVER (PARTITION BY person_id ORDER BY counted_on, case_id)"
    late = f"GREATEST(month, COALESCE(month_before + {months}, month))"
    return (
        f"SELECT *, {before} AS month_before FROM ({rows}) AS every_time",
        late,
        f"month + {months} - {late}",
    )


def _last_in_window(rows: str, months: int) -> tuple[str, str, str]:
    """Count a child once in any window, on the last occasion in it.

    An event counts only in the windows that the one after it has not reached: of two in one month, only the second.
    """
    after = "LEAD(month) OVER (PARTITION BY person_id ORDER BY counted_on, case_id)"
    return (
        f"SELECT *, {after} AS month_after FROM ({rows}) AS every_time",
        "month",
        f"LEAST({months}, COALESCE(month_after - month, {months}))",
    )


def _spells(indicator: Indicator) -> list[str]:
    """The spells whose month ends an indicator counts, with what each adds to numerator and denominator."""
    if indicator.change:
        sql = indicator.change.sql
        return [
            _spell(indicator, sql, numerator="1", denominator="0"),
            _spell(indicator, sql, numerator="0", denominator="1", back=indicator.change.months),
        ]
    found = []
    if indicator.stock_sql:
        found.append(_spell(indicator, indicator.stock_sql, numerator="0", denominator=_weight(indicator)))
    if indicator.is_stock:
        of_all = _weight(indicator) if indicator.is_of_shares and not indicator.stock_sql else "0"
        found.append(_spell(indicator, indicator.sql, numerator=_amount(indicator), denominator=of_all))
    return found


def _spell(indicator: Indicator, sql: str, *, numerator: str, denominator: str, back: int = 0) -> str:
    never = "CAST(NULL AS DATE)"
    half = "denominator" if numerator == "0" else "numerator" if denominator == "0" else "both"
    inside = "TRUE" if numerator != "0" else "FALSE"
    if gives(sql, "numerator_from"):
        begins, ends = "numerator_from", _optional(sql, "numerator_to", never)
    else:
        begins = f"CASE WHEN {_optional(sql, 'in_numerator', inside)} THEN start_date END"
        ends = never
    person = "NULL" if indicator.every_spell else _optional(sql, "person_id", "NULL")
    one = f"COALESCE(CAST({person} AS VARCHAR), CAST(case_id AS VARCHAR))"
    return f"""
        SELECT '{indicator.id}' AS indicator, CAST(case_id AS VARCHAR) AS case_id,
            {_optional(sql, "person_id", _NO_TEXT)} AS person_id, start_date, end_date,
            {begins} AS numerator_from, {ends} AS numerator_to, CAST({numerator} AS DOUBLE) AS numerator,
            CAST({denominator} AS DOUBLE) AS denominator, {back} AS back,
            '{half}' AS half, {one} AS counts_once, {_optional(sql, "team_id", _NO_TEXT)} AS team_id,
            {_optional(sql, "need", _NO_TEXT)} AS need, {_optional(sql, "part", _NO_TEXT)} AS part,
            source, source_file, source_row
        FROM ({sql}) AS declared
    """


def _weight(indicator: Indicator) -> str:
    return indicator.weight or "1"


def _amount(indicator: Indicator) -> str:
    return indicator.amount or _weight(indicator)


def _optional(sql: str, column: str, otherwise: str) -> str:
    """A column where the SQL gives it, else what stands for it."""
    return column if gives(sql, column) else otherwise


def _dates(indicators: Sequence[Indicator]) -> str:
    """Each month end, and the month end that a change looks back to."""
    backs = sorted({indicator.change.months for indicator in indicators if indicator.change})
    back_then = "CAST(LAST_DAY(periods.at - INTERVAL {back} MONTH) AS DATE)"
    days = {0: "periods.at"} | {back: back_then.format(back=back) for back in backs}
    return _union(
        f"SELECT periods.month, {day} AS day, {back} AS back FROM measures.periods AS periods"
        for back, day in days.items()
    )


_AT_MONTH_ENDS = """
    SELECT spells.*, dates.month, dates.day,
        ROW_NUMBER() OVER (
            PARTITION BY spells.indicator, spells.half, spells.back, dates.month, spells.counts_once
            ORDER BY spells.start_date DESC, spells.case_id
        ) AS nth
    FROM spells
    JOIN dates ON dates.back = spells.back AND spells.start_date <= dates.day
        AND (spells.end_date IS NULL OR spells.end_date > dates.day)
"""
"""One row per spell and month end it is open on. A child with two open spells is one child: the later one stands."""

_IN_NUMERATOR = "COALESCE(numerator_from <= day AND (numerator_to IS NULL OR numerator_to > day), FALSE)"

_STOCKS = f"""
    SELECT indicator, case_id, person_id, day AS counted_on, month, CAST(1 AS INTEGER) AS months,
        {_IN_NUMERATOR} AS in_numerator, CASE WHEN {_IN_NUMERATOR} THEN numerator ELSE 0 END AS numerator, denominator,
        team_id, need, part, source, source_file, source_row
    FROM at_month_ends
    WHERE nth = 1
"""

_GROUPED = f"""
    SELECT counted.indicator, counted.case_id, counted.person_id, counted.counted_on, counted.month, counted.months,
        counted.in_numerator, counted.numerator, counted.denominator,
        COALESCE(homes.district, '{UNKNOWN}') AS district,
        COALESCE(counted.team_id, teams.team_id, '{UNKNOWN}') AS team_id,
        COALESCE({age_band_sql(age_sql("people.date_of_birth", "counted.counted_on"))}, '{UNKNOWN}') AS age_band,
        CASE WHEN people.sex IN ('F', 'M') THEN people.sex ELSE '{UNKNOWN}' END AS sex,
        COALESCE(people.ethnicity_group, '{UNKNOWN}') AS ethnicity,
        COALESCE(counted.need, needs.need, '{UNKNOWN}') AS need,
        COALESCE(counted.part, '') AS part,
        counted.source, counted.source_file, counted.source_row
    FROM counted
    LEFT JOIN journey.people AS people ON people.person_id = counted.person_id
    LEFT JOIN journey.district_spells AS homes ON homes.person_id = counted.person_id
        AND homes.start_date <= counted.counted_on
        AND (homes.end_date IS NULL OR homes.end_date > counted.counted_on)
    LEFT JOIN journey.team_spells AS teams ON teams.person_id = counted.person_id
        AND teams.start_date <= counted.counted_on
        AND (teams.end_date IS NULL OR teams.end_date > counted.counted_on)
    LEFT JOIN journey.need_spells AS needs ON needs.person_id = counted.person_id
        AND needs.start_date <= counted.counted_on
        AND (needs.end_date IS NULL OR needs.end_date > counted.counted_on)
    WHERE counted.months > 0
"""
