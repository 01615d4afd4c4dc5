"""Exploitation, and children who go missing."""

from datetime import date

from lineofsight.journey import readings
from lineofsight.measures.catalogue.factors import found_at_assessment
from lineofsight.measures.indicator import CASES_CLOSED, OF_CHILDREN, Indicator, Words

_THEME = "Exploitation and missing"
_OWNER = "Service Manager, Exploitation and Missing"
_GUIDANCE = "statutory guidance on children who run away or go missing from home or care (2014)"
_BEGUN = "journey.missing_episodes.start_date"

EXPLOITATION = Indicator(
    id="EX01",
    title="Exploitation found at assessment",
    of="assessments completed in the 12 months that say what they found",
    theme=_THEME,
    ambitions=(9,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="assessments", share="found exploitation"),
    why="It is what our assessments see of exploitation, not how much of it there is. A rise can mean more harm, or "
    "workers who ask and write it down.",
    sql=found_at_assessment("11A", "12A", "13A", "24A"),
    source="DfE, Children in need census: factors identified at the end of assessment, table C3",
    reading="Child sexual exploitation (11A), trafficking (12A), gangs (13A) or child criminal exploitation (24A), "
    "once an assessment whichever of them were found. An assessment counts on the day it was authorised; one without "
    "any factor recorded is left out, one that found none (21) is not.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EX02", "EX03"),
    needs=(("ssd_cin_assessments",), ("ssd_assessment_factors",)),
    history=CASES_CLOSED,
    differs="DfE counts episodes of need with each factor, and an episode can have several factors and assessments.",
)

MISSING_EPISODES = Indicator(
    id="EX02",
    title="Missing episodes",
    of="missing episodes that started in the month",
    theme=_THEME,
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
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01",),
    needs=(("ssd_missing", "ssda903_missing", "police_missing"),),
    history=_BEGUN,
    parts="missing from care and from home",
    differs="DfE publishes only the share of children in care who went missing.",
    breakdowns=("district", "team", "age_band", "sex", "ethnicity", "part"),
)

MISSING_FROM_CARE = Indicator(
    id="EX03",
    title="Children in care who went missing",
    of="children looked after at any time in the 12 months to the month end",
    theme=_THEME,
    ambitions=(9, 4),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(
        many="children looked after at any time in the 12 months before", share="had gone missing from care in them"
    ),
    why="A child who leaves a placement may be running from something there or to someone elsewhere. Both are ours to "
    "know.",
    sql="""
        WITH care AS (
            SELECT * FROM journey.periods_of_care WHERE end_date IS NULL OR end_date > start_date
        ),
        gone AS (
            SELECT
                care.person_id,
                care.period_of_care_id,
                missing.start_date,
                MIN(missing.missing_episode_id) AS missing_episode_id
            FROM journey.missing_episodes AS missing
            JOIN care
                ON care.person_id = missing.person_id
                AND care.start_date <= missing.start_date
                AND (care.end_date IS NULL OR care.end_date > missing.start_date)
            WHERE COALESCE(missing.missing_type, 'M') <> 'A'
            GROUP BY care.person_id, care.period_of_care_id, missing.start_date
        ),
        cuts AS (
            SELECT period_of_care_id, person_id, start_date AS cut_on FROM care
            UNION
            SELECT period_of_care_id, person_id, start_date AS cut_on FROM gone
            UNION
            SELECT care.period_of_care_id, care.person_id, placements.start_date AS cut_on
            FROM care
            JOIN journey.placements AS placements ON placements.period_of_care_id = care.period_of_care_id
            WHERE placements.counts
                AND placements.start_date > care.start_date
                AND (care.end_date IS NULL OR placements.start_date < care.end_date)
        ),
        stretches AS (
            SELECT
                cuts.person_id,
                cuts.period_of_care_id,
                cuts.cut_on AS start_date,
                COALESCE(
                    LEAD(cuts.cut_on) OVER (PARTITION BY cuts.period_of_care_id ORDER BY cuts.cut_on),
                    CAST(care.end_date + INTERVAL 12 MONTH AS DATE)
                ) AS end_date,
                care.source,
                care.source_file,
                care.source_row
            FROM cuts
            JOIN care ON care.period_of_care_id = cuts.period_of_care_id
        ),
        last_gone AS (
            SELECT
                stretches.period_of_care_id,
                stretches.start_date,
                MAX(gone.start_date) AS gone_on
            FROM stretches
            JOIN gone ON gone.person_id = stretches.person_id AND gone.start_date <= stretches.start_date
            GROUP BY stretches.period_of_care_id, stretches.start_date
        ),
        homes AS (
            SELECT
                stretches.period_of_care_id,
                stretches.start_date,
                placements.placement_provider,
                ROW_NUMBER() OVER (
                    PARTITION BY stretches.period_of_care_id, stretches.start_date
                    ORDER BY placements.start_date DESC, placements.placement_id DESC
                ) AS choice
            FROM stretches
            JOIN journey.placements AS placements
                ON placements.period_of_care_id = stretches.period_of_care_id
                AND placements.start_date <= stretches.start_date
            WHERE placements.counts
        )
        SELECT
            stretches.period_of_care_id AS case_id,
            stretches.person_id,
            stretches.start_date,
            stretches.end_date,
            last_gone.gone_on AS numerator_from,
            CAST(last_gone.gone_on + INTERVAL 12 MONTH AS DATE) AS numerator_to,
            CASE homes.placement_provider
                WHEN 'PR0' THEN 'parents'
                WHEN 'PR1' THEN 'the council'
                WHEN 'PR2' THEN 'another council'
                WHEN 'PR3' THEN 'another public body'
                WHEN 'PR4' THEN 'private'
                WHEN 'PR5' THEN 'voluntary'
                ELSE 'unknown'
            END AS part,
            COALESCE(episodes.source, stretches.source) AS source,
            COALESCE(episodes.source_file, stretches.source_file) AS source_file,
            COALESCE(episodes.source_row, stretches.source_row) AS source_row
        FROM stretches
        LEFT JOIN last_gone
            ON last_gone.period_of_care_id = stretches.period_of_care_id
            AND last_gone.start_date = stretches.start_date
        LEFT JOIN homes
            ON homes.period_of_care_id = stretches.period_of_care_id
            AND homes.start_date = stretches.start_date
            AND homes.choice = 1
        LEFT JOIN gone
            ON gone.period_of_care_id = stretches.period_of_care_id
            AND gone.start_date = stretches.start_date
        LEFT JOIN journey.missing_episodes AS episodes ON episodes.missing_episode_id = gone.missing_episode_id
    """,
    source="DfE, Children looked after in England including adoptions: children looked after who were missing",
    reading=" ".join(
        (
            "Children looked after on any day of the 12 months, those who have left among them; care that ended on "
            "their first day counts. One of them went missing if an episode began in the 12 months while the child was "
            "looked after. Away from placement without authorisation, whereabouts known, is not missing here, as it is "
            "not for DfE. District, team and age are those at the month end.",
            readings.SAME_MISSING_EPISODE,
            readings.SHORT_BREAKS,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EX02", "PS01"),
    needs=(("ssd_missing", "ssda903_missing"), ("ssd_cla_episodes", "ssda903_episodes")),
    history=_BEGUN,
    lookback=11,
    parts="who provides the placement, or provided the last one",
    breakdowns=(*OF_CHILDREN, "part"),
    benchmark="cla_missing_pct",
    differs="The same in definition at 31 March. We also count what the police report and the return does not, so ours "
    "can be higher.",
)

INTERVIEWS_OFFERED = Indicator(
    id="EX04",
    title="Return home interviews offered",
    of="missing episodes that ended in the 12 months, where an interview applied",
    theme=_THEME,
    ambitions=(9,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="missing episodes that ended", share="were followed by the offer of a return home interview"),
    why="The interview is the child's chance to say why they went and what happened. It is to be offered every time.",
    sql="""
        SELECT
            missing_episode_id AS case_id,
            person_id,
            end_date AS counted_on,
            COALESCE(interview_offered = 'Y', FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.missing_episodes
        WHERE end_date IS NOT NULL
            AND source = 'ssd_missing'
            AND COALESCE(interview_offered, '') <> 'NA'
    """,
    source=f"Ofsted ILACS Annex A, list 8; {_GUIDANCE}",
    reading="An episode counts on the day the child came back. 'Not applicable' is left out; where nothing is recorded "
    "no interview was offered. Only episodes that social care itself has recorded: what the police alone report says "
    "nothing about interviews.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EX05", "EX07"),
    needs=(("ssd_missing",),),
    history=_BEGUN,
)

INTERVIEWS_ACCEPTED = Indicator(
    id="EX05",
    title="Return home interviews accepted",
    of="missing episodes that ended in the 12 months, after which an interview was offered",
    theme=_THEME,
    ambitions=(9,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="return home interviews offered", share="were accepted"),
    why="Children accept from someone they trust, soon, where they feel safe. A low share says something about our "
    "offer, not about the children.",
    sql="""
        SELECT
            missing_episode_id AS case_id,
            person_id,
            end_date AS counted_on,
            COALESCE(interview_accepted = 'Y', FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.missing_episodes
        WHERE end_date IS NOT NULL
            AND source = 'ssd_missing'
            AND interview_offered = 'Y'
    """,
    source=f"Ofsted ILACS Annex A, list 8; {_GUIDANCE}",
    reading="Of the episodes with an offer in EX04, on the day the child came back. Where no answer is recorded the "
    "interview was not accepted. Accepted is not yet held: no extract says when an interview took place (EX06).",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EX04", "EX06"),
    needs=(("ssd_missing",),),
    history=_BEGUN,
)

INTERVIEWS_IN_TIME = Indicator(
    id="EX06",
    title="Return home interviews within 72 hours",
    of="missing episodes that ended in the 12 months, where an interview applied",
    theme=_THEME,
    ambitions=(9,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="missing episodes that ended", share="were followed by an interview within 72 hours"),
    why="The sooner a child is asked, the more there is to tell, and the sooner anyone can act on it.",
    source=_GUIDANCE[0].upper() + _GUIDANCE[1:],
    reading="Would be counted by the clock from the return to the interview, as police and interviewer record them; "
    "'not applicable' left out.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EX04", "EX05"),
    lacking="the day and time of each return home interview; the Standard Safeguarding Dataset says only whether one "
    "was offered and accepted",
)

MISSING_AGAIN = Indicator(
    id="EX07",
    title="Children missing three times or more in 90 days",
    of="children who went missing in the 90 days to the month end",
    theme=_THEME,
    ambitions=(9,),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children who had gone missing in the 90 days before", share="had done so three times or more"),
    why="Going missing again and again is among the strongest signs that someone is drawing a child away.",
    sql="""
        WITH gone AS (
            SELECT
                *,
                LEAD(start_date) OVER (
                    PARTITION BY person_id ORDER BY start_date, missing_episode_id
                ) AS next_start,
                LAG(start_date, 2) OVER (
                    PARTITION BY person_id ORDER BY start_date, missing_episode_id
                ) AS third_last_start
            FROM journey.missing_episodes
        )
        SELECT
            missing_episode_id AS case_id,
            person_id,
            start_date,
            LEAST(
                COALESCE(next_start, CAST(start_date + INTERVAL 90 DAY AS DATE)),
                CAST(start_date + INTERVAL 90 DAY AS DATE)
            ) AS end_date,
            third_last_start AS numerator_from,
            CAST(third_last_start + INTERVAL 90 DAY AS DATE) AS numerator_to,
            source,
            source_file,
            source_row
        FROM gone
    """,
    source="Local; not published",
    reading="An episode counts for 90 days, the day it starts being the first; three within any 90 days to the month "
    "end make a repeat. Missing from care and from home count, and away from placement without authorisation too, as "
    "in EX02. A child still missing after 90 days has begun no episode in them and is in neither number: EX02 and the "
    f"child's own record show that child. {readings.SAME_MISSING_EPISODE}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EX02", "EX04"),
    needs=(("ssd_missing", "ssda903_missing", "police_missing"),),
    history=_BEGUN,
    lookback=3,
)

SAFETY_PLANS = Indicator(
    id="EX08",
    title="My safety plan conferences not followed by a child protection plan",
    of="children with a my safety plan conference more than six months ago",
    theme=_THEME,
    ambitions=(9,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(
        many="children with a my safety plan conference", share="were on no child protection plan within six months"
    ),
    why="The conference is our other way to keep a child safe from harm outside the home. The board wants to know "
    "whether it holds.",
    source="Director's report to the Ambitions Board, May 2024, ambition 9; local",
    reading="Would follow each conference for six months, so that the last six months are not yet in it.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("CP08", "EX07"),
    lacking="a list of my safety plan conferences with child and date; it is a local table, of which no format exists",
)

INDICATORS = (
    EXPLOITATION,
    MISSING_EPISODES,
    MISSING_FROM_CARE,
    INTERVIEWS_OFFERED,
    INTERVIEWS_ACCEPTED,
    INTERVIEWS_IN_TIME,
    MISSING_AGAIN,
    SAFETY_PLANS,
)
