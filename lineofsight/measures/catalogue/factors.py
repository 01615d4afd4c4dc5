"""The rows of an indicator of what assessments find."""


def found_at_assessment(*factors: str) -> str:
    """SQL: one row per assessment authorised with any factor recorded, in the numerator if one of these was found."""
    listed = ", ".join(f"'{factor}'" for factor in factors)
    return f"""
        SELECT
            assessments.assessment_id AS case_id,
            assessments.person_id,
            assessments.auth_date AS counted_on,
            found.is_found = 1 AS in_numerator,
            assessments.source,
            assessments.source_file,
            assessments.source_row
        FROM journey.assessments AS assessments
        JOIN (
            SELECT assessment_id, MAX(CASE WHEN factor IN ({listed}) THEN 1 ELSE 0 END) AS is_found
            FROM journey.assessment_factors
            GROUP BY assessment_id
        ) AS found ON found.assessment_id = assessments.assessment_id
        WHERE assessments.auth_date IS NOT NULL
    """
