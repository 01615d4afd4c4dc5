"""The dated things in extracts, declared once: where they start and end, and whom they are about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dated:
    """Rows of a source that have a day, or a first day and an end.

    `unborn` says that it may happen before birth, within a pregnancy. `overlap_words` is set where a child can have
    only one at a time.
    """

    source: str
    person: str
    start: str
    end: str = ""
    key: str = ""
    unborn: bool = False
    overlap_words: str = ""


SSD: tuple[Dated, ...] = (
    Dated("ssd_contacts", "cont_person_id", "cont_contact_date", unborn=True),
    Dated("ssd_early_help_episodes", "earl_person_id", "earl_episode_start_date", "earl_episode_end_date", unborn=True),
    Dated(
        "ssd_cin_episodes", "cine_person_id", "cine_referral_date", "cine_close_date", "cine_referral_id",
        unborn=True, overlap_words="referrals open",
    ),
    Dated(
        "ssd_cin_assessments", "cina_person_id", "cina_assessment_start_date", "cina_assessment_auth_date",
        "cina_assessment_id", unborn=True, overlap_words="assessments open",
    ),
    Dated(
        "ssd_s47_enquiry", "s47e_person_id", "s47e_s47_start_date", "s47e_s47_end_date", "s47e_s47_enquiry_id",
        unborn=True, overlap_words="section 47 enquiries open",
    ),
    Dated("ssd_initial_cp_conference", "icpc_person_id", "icpc_icpc_date", unborn=True),
    Dated(
        "ssd_cin_plans", "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date", "cinp_cin_plan_id",
        unborn=True, overlap_words="child in need plans",
    ),
    Dated(
        "ssd_cp_plans", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date", "cppl_cp_plan_id",
        unborn=True, overlap_words="child protection plans",
    ),
    Dated("ssd_cin_visits", "cinv_person_id", "cinv_cin_visit_date", unborn=True),
    Dated("ssd_cp_visits", "cppv_person_id", "cppv_cp_visit_date", unborn=True),
    Dated("ssd_cp_reviews", "cppr_person_id", "cppr_cp_review_date", unborn=True),
    Dated(
        "ssd_cla_episodes", "clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date",
        "clae_cla_episode_id", overlap_words="care episodes",
    ),
    Dated(
        "ssd_cla_placement", "clap_person_id", "clap_cla_placement_start_date", "clap_cla_placement_end_date",
        "clap_cla_placement_id",
    ),
    Dated("ssd_legal_status", "lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date"),
    Dated("ssd_cla_reviews", "clar_cla_person_id", "clar_cla_review_date"),
    Dated("ssd_cla_visits", "clav_person_id", "clav_cla_visit_date"),
    Dated("ssd_missing", "miss_person_id", "miss_missing_episode_start_date", "miss_missing_episode_end_date"),
    Dated("ssd_address", "addr_person_id", "addr_address_start_date", "addr_address_end_date", unborn=True),
    Dated(
        "ssd_involvements", "invo_person_id", "invo_involvement_start_date", "invo_involvement_end_date", unborn=True,
    ),
)  # fmt: skip

SSDA903: tuple[Dated, ...] = (
    Dated("ssda903_episodes", "child", "decom", "dec"),
    Dated("ssda903_missing", "child", "mis_start", "mis_end"),
    Dated("ssda903_social_workers", "child", "sw_decom", "sw_dec"),
)

OTHERS: tuple[Dated, ...] = (
    Dated("police_missing", "", "CAST(missing_from_at AS DATE)", "CAST(returned_at AS DATE)"),
    Dated("workforce_staff", "", '"start"', '"end"'),
    Dated("workforce_posts", "", "post_start", "post_end"),
    Dated("workforce_teams", "", "opened_on", "closed_on"),
)
