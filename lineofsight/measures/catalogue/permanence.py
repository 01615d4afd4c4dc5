"""Permanence: how children leave care, what is planned for them, and who among family and friends cares for them."""

from datetime import date

from lineofsight.journey import readings
from lineofsight.measures.indicator import OF_CHILDREN, Better, Indicator, Words

_THEME = "Permanence and family networks"
_OWNER = "Head of Corporate Parenting"
_CLA = "DfE, Children looked after in England including adoptions"
_EPISODES = (("ssd_cla_episodes", "ssda903_episodes"),)
_HISTORY = "journey.periods_of_care.end_date"
_CEASED_READING = " ".join(
    (
        "A child who leaves care twice in the 12 months counts once, on the last occasion.",
        "The day that care ended is the day counted; a period whose last episode says that care goes on (X1) has not "
        "ended. A child whose care ended for a reason that was not recorded has left all the same.",
        "Team and primary need are those of the last day in care, since many cases close the day care ends.",
        readings.PERIOD_OF_CARE,
        readings.SHORT_BREAKS,
        readings.REASON_WITHOUT_END,
        readings.EIGHTEENTH_BIRTHDAY,
        readings.SSDA903_MERGED,
    )
)


def _ceased(reasons: tuple[str, ...] = ()) -> str:
    """Every end of a period of care, and whether it was for one of these reasons."""
    listed = ", ".join(f"'{reason}'" for reason in reasons)
    because = f"COALESCE(care.end_reason IN ({listed}), FALSE) AS in_numerator,\n            " if reasons else ""
    return f"""
        SELECT
            care.period_of_care_id AS case_id,
            care.person_id,
            care.end_date AS counted_on,
            {because}teams.team_id,
            needs.need,
            care.source,
            care.source_file,
            care.source_row
        FROM journey.periods_of_care AS care
        LEFT JOIN journey.team_spells AS teams
            ON teams.person_id = care.person_id
            AND teams.start_date < care.end_date
            AND (teams.end_date IS NULL OR teams.end_date >= care.end_date)
        LEFT JOIN journey.need_spells AS needs
            ON needs.person_id = care.person_id
            AND needs.start_date < care.end_date
            AND (needs.end_date IS NULL OR needs.end_date >= care.end_date)
        WHERE care.end_date IS NOT NULL AND COALESCE(care.end_reason, 'not recorded') <> 'X1'
    """


def _ceased_because(
    number: str, title: str, share: str, why: str, *, reasons: tuple[str, ...], better: Better, reading: str,
    balanced_by: tuple[str, ...], benchmark: str,
) -> Indicator:  # fmt: skip
    return Indicator(
        id=number,
        title=title,
        of="children who ceased to be looked after in the 12 months",
        theme=_THEME,
        ambitions=(3, 4),
        unit="percent",
        better=better,
        period="12 months",
        chart="p",
        words=Words(many="children who ceased to be looked after", share=share),
        why=why,
        sql=_ceased(reasons),
        source=f"{_CLA}: reason for ceasing to be looked after ({', '.join(reasons)})",
        reading=f"{reading} {_CEASED_READING}",
        owner=_OWNER,
        review_by=date(2027, 4, 1),
        balanced_by=balanced_by,
        needs=_EPISODES,
        history=_HISTORY,
        once_a_child=True,
        occasion="last",
        benchmark=benchmark,
        differs="The same in definition in the year to 31 March.",
    )


CEASED = Indicator(
    id="PM01",
    title="Children ceasing to be looked after",
    of="children who ceased to be looked after in the 12 months",
    theme=_THEME,
    ambitions=(3, 4),
    unit="rate per 10,000",
    better="neither",
    period="12 months",
    chart="u",
    words=Words(one="child ceased to be looked after", many="children ceased to be looked after"),
    why="The number in care moves because children start or because they leave; this is the second half. What matters "
    "is where they go, and that they need not come back.",
    sql=_ceased(),
    source=f"{_CLA}: children who ceased to be looked after in the year, only the last occasion counted",
    reading=_CEASED_READING,
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("LA01", "PM06", "PM10"),
    needs=_EPISODES,
    history=_HISTORY,
    once_a_child=True,
    occasion="last",
    benchmark="cla_ceased_rate",
    differs="The same in definition in the year to 31 March.",
)

ADOPTED = _ceased_because(
    "PM02",
    "Leaving care by adoption",
    "were adopted",
    "For some children a new family for life is the right home. Read it beside how long children wait for it.",
    reasons=("E11", "E12"),
    better="higher",
    reading="Adopted, with consent or without (E11, E12).",
    balanced_by=("PM08", "PM01"),
    benchmark="cla_ceased_reason_adopted_pct",
)

SPECIAL_GUARDIANSHIP = _ceased_because(
    "PM03",
    "Leaving care by special guardianship",
    "left by a special guardianship order",
    "A special guardian, most often a relative, brings a child up without the council as parent. It is good where the "
    "family is supported afterwards.",
    reasons=("E43", "E44", "E45", "E46", "E47", "E48"),
    better="neither",
    reading="E45 to E48; E43 and E44, which earlier returns used, are the same.",
    balanced_by=("PM10", "PM09"),
    benchmark="cla_ceased_reason_special_guardianship_order_pct",
)

CHILD_ARRANGEMENTS = _ceased_because(
    "PM04",
    "Leaving care by a child arrangements order",
    "left by a child arrangements order",
    "A court says with whom the child lives, most often a parent or relative.",
    reasons=("E41",),
    better="neither",
    reading="A residence order, as it was once called, is the same (E41).",
    balanced_by=("PM10", "PM03"),
    benchmark="cla_ceased_reason_residence_order_or_child_arrangement_order_granted_pct",
)

PLANNED_RETURN = _ceased_because(
    "PM05",
    "Leaving care for home, as planned",
    "went home as planned",
    "Going home safely is what most children want. It holds where the family was helped before and is helped after.",
    reasons=("E4A",),
    better="neither",
    reading="Returned to parents or relatives with parental responsibility as part of the care plan (E4A).",
    balanced_by=("PM06", "PM10"),
    benchmark="cla_ceased_reason_returned_home_to_live_with_parents_or_other_person_with_parental_responsibility_"
    "which_was_part_of_the_care_planning_process_pct",
)

UNPLANNED_RETURN = _ceased_because(
    "PM06",
    "Leaving care for home, not as planned",
    "went home without that being planned",
    "A child who goes home before anyone planned for it often comes back. A fall in the number in care that comes from "
    "these is no success.",
    reasons=("E4B",),
    better="lower",
    reading="Returned to parents or relatives with parental responsibility, not as part of the care plan (E4B).",
    balanced_by=("LA01", "PM10"),
    benchmark="cla_ceased_reason_returned_home_to_live_with_parents_or_other_person_with_parental_responsibility_"
    "which_was_not_part_of_the_care_planning_process_pct",
)

NO_PLAN = Indicator(
    id="PM07",
    title="No permanence plan by the second review",
    of="children looked after for 16 weeks or more at the month end",
    theme=_THEME,
    ambitions=(3, 4),
    unit="percent",
    better="lower",
    period="month end",
    chart="stock",
    words=Words(many="children in care for 16 weeks or more", share="had no plan for where they will grow up"),
    why="By the second review a child should know where the plan is for them to grow up. Without one, months drift by.",
    sql="""
        WITH due AS (
            SELECT
                period_of_care_id,
                person_id,
                CAST(start_date + INTERVAL 112 DAY AS DATE) AS due_date,
                end_date,
                source,
                source_file,
                source_row
            FROM journey.periods_of_care
        ),
        planned AS (
            SELECT
                due.period_of_care_id,
                due.person_id,
                due.due_date,
                due.end_date,
                due.source,
                due.source_file,
                due.source_row,
                plans.start_date AS plan_start,
                plans.end_date AS plan_end
            FROM due
            LEFT JOIN journey.care_plan_spells AS plans
                ON plans.person_id = due.person_id
                AND (due.end_date IS NULL OR plans.start_date < due.end_date)
                AND (plans.end_date IS NULL OR plans.end_date > due.due_date)
        )
        SELECT
            planned.period_of_care_id AS case_id,
            planned.person_id,
            planned.due_date AS start_date,
            COALESCE(MIN(planned.plan_start), planned.end_date) AS end_date,
            planned.due_date AS numerator_from,
            planned.source,
            planned.source_file,
            planned.source_row
        FROM planned
        GROUP BY planned.period_of_care_id, planned.person_id, planned.due_date, planned.end_date, planned.source,
            planned.source_file, planned.source_row
        UNION ALL
        SELECT
            period_of_care_id AS case_id,
            person_id,
            GREATEST(plan_start, due_date) AS start_date,
            COALESCE(LEAD(plan_start) OVER (PARTITION BY period_of_care_id ORDER BY plan_start), end_date) AS end_date,
            plan_end AS numerator_from,
            source,
            source_file,
            source_row
        FROM planned
        WHERE plan_start IS NOT NULL
    """,
    source="Local. The second review is due within three months of the first, which is due within 20 working days of "
    "entering care (Care Planning, Placement and Case Review Regulations 2010, regulation 33); Ofsted ILACS Annex A, "
    "list 8, permanence plan",
    reading="The second review is taken to be due 16 weeks (112 days) after care began. A child has a plan if one with "
    "any aim ticked is in force on the day; returning home is an aim, and so is 'other'. A plan that ended and was not "
    "replaced is none. " + " ".join((readings.SHORT_BREAKS, readings.PERIOD_OF_CARE)),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("PM10", "PS02"),
    needs=(("ssd_cla_episodes", "ssda903_episodes"), ("ssd_cla_care_plan",)),
    history=_HISTORY,
    differs="Nothing is published.",
)

TIME_TO_MATCH = Indicator(
    id="PM08",
    title="From the decision for adoption to a match",
    of="children matched with adopters in the 12 months",
    theme=_THEME,
    ambitions=(3, 4),
    unit="mean",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(many="children matched with adopters", share="months of waiting"),
    why="A year is a long time in the life of a small child. The wait also grows when families are found for children "
    "who are harder to place, so ask who was matched.",
    sql="""
        SELECT
            person_id || '-' || CAST(match_date AS VARCHAR) AS case_id,
            person_id,
            match_date AS counted_on,
            CAST(days_to_match AS DOUBLE) * 12 / CAST(365.25 AS DOUBLE) AS months_to_match,
            source,
            source_file,
            source_row
        FROM journey.adoption_matches
        WHERE days_to_match IS NOT NULL
    """,
    source=f"{_CLA}: average time between decision that a child should be placed for adoption and matching",
    reading="From the agency decision maker's decision that adoption is the plan to the day the match was agreed, in "
    "months of 365.25 / 12 days, for the children matched in the 12 months. A match without a decision's date, or "
    "dated before it, is left out. A decision reversed later does not undo a match. Where only SSDA903 files are "
    "loaded, only children adopted by now are known.",
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("PM02",),
    needs=(("ssd_permanence", "ssda903_ad1"),),
    history="journey.adoption_matches.match_date",
    amount="months_to_match",
    differs="DfE publishes the time of children adopted in the year, not of those matched.",
)

FAMILY_CARERS = Indicator(
    id="PM09",
    title="Living with a relative or friend who fosters",
    of="children looked after at the month end",
    theme=_THEME,
    ambitions=(3, 4),
    unit="percent",
    better="higher",
    period="month end",
    chart="stock",
    words=Words(many="children in care", share="lived with a relative or friend approved as their foster carer"),
    why="A child who cannot live with parents does best, where it is safe, with people who are family already.",
    sql="""
        SELECT
            care_episode_id AS case_id,
            person_id,
            start_date,
            end_date,
            COALESCE(placement_type IN ('U1', 'U2', 'U3'), FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.whereabouts
    """,
    source=f"{_CLA}: foster placements with a relative or friend at 31 March (U1, U2, U3)",
    reading=" ".join(
        (
            "The placement of the episode open on the day, U1 to U3. A child away in a temporary placement is not "
            "there.",
            readings.SHORT_BREAKS,
            readings.OVERLAPPING_EPISODES,
            readings.EIGHTEENTH_BIRTHDAY,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("PS03", "PM03"),
    needs=(("ssd_cla_episodes", "ssda903_episodes"), ("ssd_cla_placement", "ssda903_episodes")),
    history=_HISTORY,
    differs="DfE publishes it for England and regions only.",
)

RE_ENTRY = Indicator(
    id="PM10",
    title="Coming back into care within two years",
    of="starts of being looked after in the 12 months",
    theme=_THEME,
    ambitions=(3, 4),
    unit="percent",
    better="lower",
    period="12 months",
    chart="p",
    words=Words(
        many="starts of being looked after", share="were of children who had left care within two years before"
    ),
    why="A child who comes back has lost a home twice. It asks whether they left well, and what help the family had.",
    sql="""
        WITH starts AS (
            SELECT
                *,
                LAG(end_date) OVER (PARTITION BY person_id ORDER BY start_date, period_of_care_id) AS left_on
            FROM journey.periods_of_care
        )
        SELECT
            period_of_care_id AS case_id,
            person_id,
            start_date AS counted_on,
            COALESCE(
                left_on < start_date AND start_date <= CAST(left_on + INTERVAL 730 DAY AS DATE), FALSE
            ) AS in_numerator,
            source,
            source_file,
            source_row
        FROM starts
        WHERE start_reason = 'S'
    """,
    source="Local: children starting to be looked after who had left care within two years before",
    reading=" ".join(
        (
            "Every start counts, since only the first of two in a year could never be a return. The earlier period of "
            "care ended 1 to 730 days before; a child who starts again the very day has not left.",
            "Care in another authority is not known.",
            readings.START_OF_CARE,
            readings.PERIOD_OF_CARE,
            readings.SHORT_BREAKS,
        )
    ),
    owner=_OWNER,
    review_by=date(2027, 4, 1),
    balanced_by=("PM05", "PM06"),
    needs=_EPISODES,
    history=_HISTORY,
    lookback=24,
    differs="Nothing is published.",
)

FAMILY_MEETING = Indicator(
    id="PM11",
    title="A family meeting offered before court",
    of="children in applications for a care order in the 12 months",
    theme=_THEME,
    ambitions=(3,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="children in care applications", share="had a family meeting offered before"),
    why="Before a court decides about a child, the family should be asked to find its own plan.",
    source="Children in need census 2026-27: family group decision making offered; local",
    reading="A family group conference or other family group decision making, offered to the family before the day of "
    "the application. The standard dataset's pre-proceedings table says nothing of a family meeting.",
    owner="Service Manager, Family Meeting Service",
    review_by=date(2027, 4, 1),
    balanced_by=("PM09", "PM03"),
    lacking="the day a family meeting was offered and the day of the court application, for each child; the children "
    "in need census asks for both from 2026-27",
    breakdowns=OF_CHILDREN,
)

INDICATORS = (
    CEASED, ADOPTED, SPECIAL_GUARDIANSHIP, CHILD_ARRANGEMENTS, PLANNED_RETURN, UNPLANNED_RETURN, NO_PLAN, TIME_TO_MATCH,
    FAMILY_CARERS, RE_ENTRY, FAMILY_MEETING,
)  # fmt: skip
