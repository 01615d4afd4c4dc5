"""Care leavers."""

from datetime import date

from lineofsight.measures.indicator import Indicator, Words

IN_EDUCATION_OR_WORK = Indicator(
    id="CL03",
    title="Care leavers of 19 to 21 in education, employment or training",
    of="care leavers who turned 19, 20 or 21 in the 12 months",
    theme="Care leavers",
    ambitions=(4,),
    unit="percent",
    better="higher",
    period="12 months",
    chart="p",
    words=Words(many="care leavers of 19 to 21", share="were in education, employment or training"),
    why="It is what any parent would ask first about a young adult: are they doing something that leads somewhere?",
    sql="""
        SELECT
            person_id || ' ' || CAST(position_date AS VARCHAR) AS case_id,
            person_id,
            position_date AS counted_on,
            COALESCE(activity LIKE 'F%' OR activity LIKE 'P%', FALSE) AS in_numerator,
            source,
            source_file,
            source_row
        FROM journey.care_leavers
        WHERE age BETWEEN 19 AND 21
            AND COALESCE(in_touch, '') NOT IN ('DIED', 'RHOM')
    """,
    source="DfE, Children looked after in England including adoptions: care leavers' activity (SSDA903, OC3)",
    reading="Activity F or P, full or part time, on or near the birthday. Someone whose activity is not known is in "
    "the denominator. Young people who died, or went home for six months or more, are left out. The case "
    "system holds only the latest position, so earlier years rest on the SSDA903 return.",
    owner="Head of Corporate Parenting",
    review_by=date(2027, 4, 1),
    balanced_by=("LA01",),
    needs=(("ssd_care_leavers", "ssda903_oc3"),),
    history="journey.care_leavers.position_date",
    benchmark="care_leavers_19_21_eet_pct",
    differs="The same in definition for the year to 31 March, where the SSDA903 return is loaded.",
    breakdowns=("district", "team", "sex", "ethnicity"),
)

INDICATORS = (IN_EDUCATION_OR_WORK,)
