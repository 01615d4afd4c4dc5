"""Children who go missing."""

from datetime import date

from lineofsight.measures.indicator import Indicator, Words

MISSING_EPISODES = Indicator(
    id="EX02",
    title="Missing episodes",
    of="missing episodes that started in the month",
    theme="Exploitation and missing",
    ambitions=(9,),
    unit="count",
    better="lower",
    period="month",
    chart="c",
    words=Words(one="missing episode was started", many="missing episodes were started"),
    why="A missing child may be in someone else's hands. A rise can also mean that carers and police report "
    "sooner, so ask how it was recorded before being alarmed or pleased.",
    sql="""
        SELECT
            missing_episode_id AS case_id,
            person_id,
            start_date AS counted_on,
            CASE WHEN from_care THEN 'from care' ELSE 'from home' END AS part,
            source,
            source_file,
            source_row
        FROM journey.missing_episodes
    """,
    source="Ofsted ILACS Annex A, list 8; statutory guidance on children who run away or go missing (2014)",
    reading="An episode counts in the month it starts. An episode that the police and social care, or two returns, "
    "both report on one day is one. Missing from care and from home are shown apart. Away from placement "
    "without authorisation counts as missing.",
    owner="Service Manager, Exploitation and Missing",
    review_by=date(2027, 4, 1),
    balanced_by=("LA01",),
    needs=(("ssd_missing", "ssda903_missing", "police_missing"),),
    history="journey.missing_episodes.start_date",
    parts="missing from care and from home",
    differs="DfE publishes only the share of children in care who went missing.",
    breakdowns=("district", "team", "age_band", "sex", "ethnicity", "part"),
)

INDICATORS = (MISSING_EPISODES,)
