"""Early help and family hubs: who is helped before social care is needed, how it ends, and who comes back."""

from datetime import date

from lineofsight.journey.fragments import OPEN
from lineofsight.measures.indicator import CASES_CLOSED, OF_CHILDREN, Breakdown, Indicator, Words

_THEME = "Early help and family hub"
_OWNER = "Head of Early Help"
_ANNEX_A = "Ofsted ILACS Annex A, list 2"
_NEEDS_EPISODES = (("ssd_early_help_episodes",),)
_ENDS_BEGIN = "journey.early_help_episodes.end_date"
_WHO_LEADS = "who leads the help"
_OF_EARLY_HELP: tuple[Breakdown, ...] = ("district", "age_band", "sex", "ethnicity", "part")
"""The SSD names the worker of an episode and no team, and gives no need."""

_LEADERS = (
    "Who leads is told by the words of the organisation's name: local authority, school or nursery, health service, "
    "voluntary sector, police, other partner, or unknown where none is recorded."
)
_ENDED = "An episode counts on the day it ended."

RATE = Indicator(
    id="EH01",
    title="Early help rate",
    of="children with early help at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="rate per 10,000",
    better="neither",
    period="month end",
    chart="stock",
    words=Words(one="child had early help", many="children had early help"),
    why="Help that comes early keeps worries small. More children helped is good where it means fewer whose lives get "
    "worse, and not if it only means that cases stay open.",
    sql="""
        SELECT
            episode_id AS case_id,
            person_id,
            start_date,
            end_date,
            COALESCE(led_by, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.early_help_episodes
    """,
    source=f"{_ANNEX_A}; ADCS Safeguarding Pressures research; not published by DfE",
    reading="An episode that ends on the last day of the month is not open that day. A child with two open episodes is "
    f"one child, by the one begun last. {_LEADERS}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EH04", "EH05", "FD07"),
    needs=_NEEDS_EPISODES,
    history=_ENDS_BEGIN,
    parts=_WHO_LEADS,
    breakdowns=_OF_EARLY_HELP,
)

STEP_UP = Indicator(
    id="EH02",
    title="Early help that stepped up to social care",
    of="early help episodes that ended in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="neither",
    period="12 months",
    chart="p",
    words=Words(many="early help episodes that ended", share="went on to social care"),
    why="Some families need more than early help can give, and stepping up in time is right. Many who step up may have "
    "come too late, or to the wrong service.",
    sql="""
        WITH referred AS (
            SELECT DISTINCT episodes.episode_id
            FROM journey.early_help_episodes AS episodes
            JOIN journey.referrals AS referrals
                ON referrals.person_id = episodes.person_id
                AND referrals.referral_date >= episodes.end_date
                AND referrals.referral_date <= CAST(episodes.end_date + INTERVAL 30 DAY AS DATE)
        )
        SELECT
            episodes.episode_id AS case_id,
            episodes.person_id,
            episodes.end_date AS counted_on,
            COALESCE(episodes.end_reason = 'STEP_UP', FALSE) OR referred.episode_id IS NOT NULL AS in_numerator,
            COALESCE(episodes.led_by, 'unknown') AS part,
            episodes.source,
            episodes.source_file,
            episodes.source_row
        FROM journey.early_help_episodes AS episodes
        LEFT JOIN referred ON referred.episode_id = episodes.episode_id
        WHERE episodes.end_date IS NOT NULL
    """,
    source="Local; not published by DfE",
    reading="The episode ended with the reason of a step up, or the child was referred on the day it ended or within "
    "30 days after. A referral made while the help went on does not count by itself. Of help that ended in the last 30 "
    f"days not every referral can be known yet. {_ENDED} {_LEADERS}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EH04", "FD07", "FD09"),
    needs=(*_NEEDS_EPISODES, ("ssd_cin_episodes",)),
    history=_ENDS_BEGIN,
    parts=_WHO_LEADS,
    breakdowns=_OF_EARLY_HELP,
)

STEP_DOWN = Indicator(
    id="EH03",
    title="Step down to early help that was taken up",
    of="cases closed to early help in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="cases closed to early help", share="had early help begin within 30 days"),
    why="We tell a family that somebody else will help now. If nobody does, the worry comes back to us, and the family "
    "has learned not to believe us.",
    sql=f"""
        WITH taken_up AS (
            SELECT DISTINCT referrals.referral_id
            FROM journey.referrals AS referrals
            JOIN journey.early_help_episodes AS episodes
                ON episodes.person_id = referrals.person_id
                AND episodes.start_date <= CAST(referrals.close_date + INTERVAL 30 DAY AS DATE)
                AND COALESCE(episodes.end_date, {OPEN}) > referrals.close_date
        )
        SELECT
            referrals.referral_id AS case_id,
            referrals.person_id,
            referrals.close_date AS counted_on,
            taken_up.referral_id IS NOT NULL AS in_numerator,
            teams.team_id,
            referrals.primary_need AS need,
            referrals.source,
            referrals.source_file,
            referrals.source_row
        FROM journey.referrals AS referrals
        LEFT JOIN taken_up ON taken_up.referral_id = referrals.referral_id
        LEFT JOIN journey.team_spells AS teams
            ON teams.person_id = referrals.person_id
            AND teams.start_date < referrals.close_date
            AND (teams.end_date IS NULL OR teams.end_date >= referrals.close_date)
        WHERE referrals.close_reason = 'RC9'
            AND referrals.close_date IS NOT NULL
    """,
    source="Local; not published by DfE",
    reading="A case is marked as stepped down where it was closed after assessment and referred to early help (RC9); "
    "the end of a plan is not marked as a step down in the SSD. It was taken up where early help was open after the "
    "day of closing or began within 30 days of it. Of cases closed in the last 30 days not every start can be known "
    "yet. The team is the one that had the case the day before.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("AS07", "EH05", "FD08"),
    needs=(*_NEEDS_EPISODES, ("ssd_cin_episodes",)),
    history=CASES_CLOSED,
    breakdowns=OF_CHILDREN,
)

OUTCOMES_MET = Indicator(
    id="EH04",
    title="Early help that met its aims",
    of="early help episodes that ended in the 12 months",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="early help episodes", share="ended with their aims met"),
    why="It is what the family and we agreed to change. Episodes that just stop tell us little about whether a child's "
    "life got better.",
    sql="""
        SELECT
            episode_id AS case_id,
            person_id,
            end_date AS counted_on,
            COALESCE(end_reason = 'OUTCOMES_MET', FALSE) AS in_numerator,
            COALESCE(led_by, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.early_help_episodes
        WHERE end_date IS NOT NULL
    """,
    source="Local; the list of reasons is ours and not statutory; not published by DfE",
    reading="The worker says whether the aims were met, so read it beside the families who come back. Families who "
    "moved away or broke off are in the denominator; an end without a recorded reason counts as aims not met. "
    f"{_ENDED} {_LEADERS}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EH02", "EH05"),
    needs=_NEEDS_EPISODES,
    history=_ENDS_BEGIN,
    parts=_WHO_LEADS,
    breakdowns=_OF_EARLY_HELP,
)

RETURN = Indicator(
    id="EH05",
    title="Return within 12 months of early help",
    of="early help episodes that ended 12 to 24 months before",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(
        many="early help episodes that ended the year before",
        share="were followed within 12 months by more help or a referral",
    ),
    why="Help that lasts is help after which a family manages. If it comes back within the year, we stopped too soon "
    "or helped with the wrong thing.",
    sql="""
        WITH came_back AS (
            SELECT DISTINCT episodes.episode_id
            FROM journey.early_help_episodes AS episodes
            JOIN (
                SELECT person_id, start_date AS came_on FROM journey.early_help_episodes
                UNION ALL
                SELECT person_id, referral_date AS came_on FROM journey.referrals
            ) AS again
                ON again.person_id = episodes.person_id
                AND again.came_on > episodes.end_date
                AND again.came_on <= CAST(episodes.end_date + INTERVAL 12 MONTH AS DATE)
        )
        SELECT
            episodes.episode_id AS case_id,
            episodes.person_id,
            CAST(episodes.end_date + INTERVAL 12 MONTH AS DATE) AS counted_on,
            came_back.episode_id IS NOT NULL AS in_numerator,
            COALESCE(episodes.led_by, 'unknown') AS part,
            episodes.source,
            episodes.source_file,
            episodes.source_row
        FROM journey.early_help_episodes AS episodes
        LEFT JOIN came_back ON came_back.episode_id = episodes.episode_id
        WHERE episodes.end_date IS NOT NULL
    """,
    source="Local; not published by DfE",
    reading="An episode counts on the anniversary of its end, when a whole year after it is known: the figure of a "
    "month end is of episodes that ended 12 to 24 months before. Early help or a referral that began after the day "
    "it ended, up to the anniversary, is a return; what began on that very day is a handover or a step up. District "
    f"and age are those of the anniversary. {_LEADERS}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EH02", "EH04"),
    needs=(*_NEEDS_EPISODES, ("ssd_cin_episodes",)),
    history=_ENDS_BEGIN,
    lookback=12,
    parts=_WHO_LEADS,
    breakdowns=_OF_EARLY_HELP,
)

PARTNER_LED = Indicator(
    id="EH06",
    title="Early help led by a partner",
    of="children with early help at the month end",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children with early help", share="had it led by a partner of the council"),
    why="Schools, nurseries and health visitors know a family first. Where they lead, help begins where the child "
    "already is.",
    sql="""
        SELECT
            episode_id AS case_id,
            person_id,
            start_date,
            end_date,
            COALESCE(led_by <> 'local authority', FALSE) AS in_numerator,
            COALESCE(led_by, 'unknown') AS part,
            source,
            source_file,
            source_row
        FROM journey.early_help_episodes
    """,
    source="Local; not published by DfE",
    reading="Any lead organisation but the council is a partner. A child whose lead is not recorded is counted, and "
    f"not as led by a partner. A child with two open episodes is one child, by the one begun last. {_LEADERS}",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EH01", "EH04"),
    needs=_NEEDS_EPISODES,
    history=_ENDS_BEGIN,
    parts=_WHO_LEADS,
    breakdowns=_OF_EARLY_HELP,
)

HUB_REACH = Indicator(
    id="EH07",
    title="Children reached by their family hub",
    of="children aged 0 to 19 who live in a family hub's area",
    theme=_THEME,
    ambitions=(1,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="children living in a family hub's area", share="were registered there and seen"),
    why="A hub helps only those who come through its door, and those who would gain most may not.",
    reading="A child registered at the hub of the area where the child lives, and seen there at least once in the 12 "
    "months.",
    source="Local",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("EH01",),
    lacking="a list of the children registered at each family hub, with the days on which each was seen; no national "
    "format exists",
)

INDICATORS = (RATE, STEP_UP, STEP_DOWN, OUTCOMES_MET, RETURN, PARTNER_LED, HUB_REACH)
