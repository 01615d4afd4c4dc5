"""How much of each record is filled: the mandatory columns of the case system's open records.

The SQL is made from the declarations of the sources: a column that is declared mandatory is counted.
"""

from dataclasses import dataclass

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, person_of
from lineofsight.sources import BY_NAME


@dataclass(frozen=True)
class Record:
    """A table of the case system whose rows are open from one day to another, and what its rows are called."""

    source: str
    called: str
    start: str
    end: str

    @property
    def filled(self) -> str:
        """SQL for how many mandatory columns of a row are filled."""
        return _filled(self.source)

    @property
    def sql(self) -> str:
        source = BY_NAME[self.source]
        return f"""
            SELECT
                '{self.called}' AS record_kind,
                CAST(record.{source.key[0]} AS VARCHAR) AS record_id,
                person.person_id,
                record.{self.start} AS start_date,
                {ended(f"record.{self.end}", f"record.{self.start}")} AS end_date,
                {len(_mandatory(self.source))} AS n_fields,
                {self.filled} AS n_filled,
                '{self.source}' AS source,
                record.source_file,
                record.source_row
            FROM {source.table} AS record
            CROSS JOIN journey.run AS run
            {person_of(f"record.{source.person_key}")}
            WHERE record.{self.start} <= run.as_of
        """


RECORDS = (
    Record("ssd_cin_episodes", "referral", "cine_referral_date", "cine_close_date"),
    Record("ssd_cp_plans", "child protection plan", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    Record("ssd_cla_episodes", "care episode", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    Record("ssd_cla_placement", "placement", "clap_cla_placement_start_date", "clap_cla_placement_end_date"),
    Record("ssd_legal_status", "legal status", "lega_legal_status_start_date", "lega_legal_status_end_date"),
)


def _mandatory(source: str) -> list[str]:
    return [column.name for column in BY_NAME[source].columns if column.mandatory]


def _filled(source: str) -> str:
    """Text that is only blanks is read as blank, so whatever is not null is filled."""
    return " + ".join(f"CASE WHEN record.{column} IS NOT NULL THEN 1 ELSE 0 END" for column in _mandatory(source))


_CHILDREN = f"""
    SELECT
        'child' AS record_kind,
        record.pers_person_id || '-' || referral.referral_id AS record_id,
        referral.person_id,
        referral.referral_date AS start_date,
        referral.close_date AS end_date,
        {len(_mandatory("ssd_person"))} AS n_fields,
        {_filled("ssd_person")} AS n_filled,
        'ssd_person' AS source,
        record.source_file,
        record.source_row
    FROM source.ssd_person AS record
    {person_of("record.pers_person_id")}
    JOIN journey.referrals AS referral ON referral.person_id = person.person_id
"""
"""A child's own record counts while an episode of need is open."""

RECORDS_FILLED = Step(
    table="journey.record_completeness",
    grain="one row per record of the case system that is or was open",
    key=("record_kind", "record_id"),
    about=(
        "n_filled of n_fields mandatory columns are filled, as the record is on the day of the run. A child's own "
        "record stands once for each episode of need, while it is open."
    ),
    sql=" UNION ALL ".join([_CHILDREN, *(record.sql for record in RECORDS)]),
)

STEPS = (RECORDS_FILLED,)
