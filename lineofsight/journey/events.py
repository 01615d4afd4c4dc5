"""Every event of every journey in one table: what, when, from which row."""

from dataclasses import dataclass

from lineofsight.engines import Step


@dataclass(frozen=True)
class Event:
    """A date of a journey table that means something happened. `detail` is a code of the list `code_set`."""

    name: str
    table: str
    happened_on: str
    ref: str
    detail: str = ""
    code_set: str = ""

    @property
    def sql(self) -> str:
        return f"""
            SELECT
                person_id,
                '{self.name}' AS event,
                {self.happened_on} AS happened_on,
                {self.detail or "CAST(NULL AS VARCHAR)"} AS detail,
                {f"'{self.code_set}'" if self.code_set else "CAST(NULL AS VARCHAR)"} AS code_set,
                {self.ref} AS ref,
                source,
                source_file,
                source_row
            FROM journey.{self.table}
            WHERE {self.happened_on} IS NOT NULL
        """


EVENTS = (
    Event("contact", "contacts", "contact_date", "contact_id", "contact_source", "contact_referral_source"),
    Event("early_help_started", "early_help_episodes", "start_date", "episode_id"),
    Event("early_help_ended", "early_help_episodes", "end_date", "episode_id", "end_reason", "early_help_end_reason"),
    Event("referral", "referrals", "referral_date", "referral_id", "referral_source", "contact_referral_source"),
    Event("referral_closed", "referrals", "close_date", "referral_id", "close_reason", "cin_closure_reason"),
    Event("assessment_started", "assessments", "start_date", "assessment_id"),
    Event("assessment_authorised", "assessments", "auth_date", "assessment_id"),
    Event("s47_started", "s47_enquiries", "start_date", "s47_enquiry_id"),
    Event("s47_ended", "s47_enquiries", "end_date", "s47_enquiry_id"),
    Event("icpc", "initial_cp_conferences", "conference_date", "icpc_id"),
    Event("cin_plan_started", "cin_plans", "start_date", "cin_plan_id"),
    Event("cin_plan_ended", "cin_plans", "end_date", "cin_plan_id"),
    Event("cp_plan_started", "cp_plans", "start_date", "cp_plan_id", "initial_category", "abuse_category"),
    Event("cp_plan_ended", "cp_plans", "end_date", "cp_plan_id", "latest_category", "abuse_category"),
    Event("looked_after", "periods_of_care", "start_date", "period_of_care_id"),
    Event("ceased_looked_after", "periods_of_care", "end_date", "period_of_care_id", "end_reason",
          "reason_episode_ceased"),
    Event("placement", "placements", "start_date", "placement_id", "placement_type", "placement_type"),
    Event("missing", "missing_episodes", "start_date", "missing_episode_id", "missing_type", "missing_type"),
    Event("returned", "missing_episodes", "end_date", "missing_episode_id"),
    Event("worker_changed", "involvements", "start_date", "involvement_id", "change_reason", "worker_change_reason"),
    Event("moved_home", "home_addresses", "start_date", "address_id", "district", "district"),
    Event("care_leaver_position", "care_leavers", "position_date", "CAST(NULL AS VARCHAR)", "activity",
          "care_leaver_activity"),
)  # fmt: skip

ALL_EVENTS = Step(
    table="journey.events",
    grain="one row per event of a person",
    key=("person_id", "event", "happened_on", "ref"),
    about=(
        "detail is a code of the list code_set, never free text: what is no code of its list is left out. ref is the "
        "id of the contact, referral, plan and so on."
    ),
    sql=f"""
        WITH event AS ({" UNION ALL ".join(event.sql for event in EVENTS)})
        SELECT
            event.person_id,
            event.event,
            event.happened_on,
            known.code AS detail,
            CASE WHEN known.code IS NOT NULL THEN event.code_set END AS code_set,
            event.ref,
            event.source,
            event.source_file,
            event.source_row
        FROM event
        LEFT JOIN standards.codes AS known ON known.code_set = event.code_set AND known.code = event.detail
    """,
)

STEPS = (ALL_EVENTS,)
