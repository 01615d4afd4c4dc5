"""What the Care Planning Regulations ask for while a child is looked after: reviews, visits, a social worker."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, person_of
from lineofsight.journey.teams import IS_LEAD

CLA_REVIEWS = Step(
    table="journey.cla_reviews",
    grain="one row per child and day of a review held",
    key=("review_id",),
    about=(
        "From the SSD's reviews where it holds any, without those cancelled or not held yet; otherwise from the yearly "
        "SSDA903 files. Two records of one day are one review; the one that says how the child took part stands. "
        "participation is null where neither says."
    ),
    sql=f"""
        WITH recorded AS (
            SELECT
                person.person_id,
                review.clar_cla_review_date AS review_date,
                review.clar_cla_review_participation AS participation,
                'ssd_cla_reviews' AS source,
                review.source_file,
                review.source_row
            FROM source.ssd_cla_reviews AS review
            {person_of("review.clar_cla_person_id")}
            WHERE COALESCE(review.clar_cla_review_cancelled, FALSE) = FALSE

            UNION ALL

            SELECT
                person.person_id,
                review.review AS review_date,
                review.review_code AS participation,
                'ssda903_reviews' AS source,
                review.source_file,
                review.source_row
            FROM source.ssda903_reviews AS review
            {person_of("review.child", "ssda903_header")}
            WHERE (SELECT COUNT(*) FROM source.ssd_cla_reviews) = 0
        ),
        chosen AS (
            SELECT
                recorded.*,
                ROW_NUMBER() OVER (
                    PARTITION BY recorded.person_id, recorded.review_date
                    ORDER BY
                        CASE WHEN recorded.participation IS NULL THEN 1 ELSE 0 END,
                        recorded.source_file DESC,
                        recorded.source_row DESC
                ) AS choice
            FROM recorded
            CROSS JOIN journey.run AS run
            WHERE recorded.review_date <= run.as_of
        )
        SELECT
            person_id || ' ' || CAST(review_date AS VARCHAR) AS review_id,
            person_id,
            review_date,
            participation,
            source,
            source_file,
            source_row
        FROM chosen
        WHERE choice = 1
    """,
)

CLA_VISITS = Step(
    table="journey.cla_visits",
    grain="one row per child and day of a visit on which the child was seen",
    key=("person_id", "visit_date"),
    about="A visit that says the child was not seen is left out; one that says nothing of it is kept.",
    sql=f"""
        WITH chosen AS (
            SELECT
                person.person_id,
                visit.clav_cla_visit_date AS visit_date,
                visit.source_file,
                visit.source_row,
                ROW_NUMBER() OVER (
                    PARTITION BY person.person_id, visit.clav_cla_visit_date
                    ORDER BY visit.source_file, visit.source_row
                ) AS choice
            FROM source.ssd_cla_visits AS visit
            CROSS JOIN journey.run AS run
            {person_of("visit.clav_person_id")}
            WHERE visit.clav_cla_visit_date <= run.as_of AND COALESCE(visit.clav_cla_visit_seen, TRUE)
        )
        SELECT person_id, visit_date, 'ssd_cla_visits' AS source, source_file, source_row
        FROM chosen
        WHERE choice = 1
    """,
)

SOCIAL_WORKERS = Step(
    table="journey.social_workers",
    grain="one row per time that one social worker was allocated to a child",
    key=("allocation_id",),
    about=(
        "From the SSD's involvements in the role of allocated or lead worker where it holds any involvement; otherwise "
        "from the yearly SSDA903 files, which know only children looked after. An SSDA903 spell without an end is "
        "ended by the child's next one. end_date is null while the worker is allocated."
    ),
    sql=f"""
        WITH returned AS (
            SELECT
                person.person_id,
                worker.sw_id,
                worker.sw_decom,
                worker.sw_dec,
                worker.source_file,
                worker.source_row,
                ROW_NUMBER() OVER (
                    PARTITION BY person.person_id, worker.sw_decom
                    ORDER BY
                        CASE WHEN worker.sw_dec IS NULL THEN 1 ELSE 0 END,
                        worker.source_file DESC,
                        worker.source_row DESC
                ) AS choice
            FROM source.ssda903_social_workers AS worker
            {person_of("worker.child", "ssda903_header")}
        ),
        followed AS (
            SELECT
                *,
                COALESCE(sw_dec, LEAD(sw_decom) OVER (PARTITION BY person_id ORDER BY sw_decom)) AS believed_end
            FROM returned
            WHERE choice = 1
        )
        SELECT
            involvement_id AS allocation_id,
            person_id,
            worker_id,
            start_date,
            end_date,
            source,
            source_file,
            source_row
        FROM journey.involvements
        WHERE worker_id IS NOT NULL AND {IS_LEAD}

        UNION ALL

        SELECT
            followed.person_id || '-' || CAST(followed.sw_decom AS VARCHAR) AS allocation_id,
            followed.person_id,
            followed.sw_id AS worker_id,
            followed.sw_decom AS start_date,
            {ended("followed.believed_end", "followed.sw_decom")} AS end_date,
            'ssda903_social_workers' AS source,
            followed.source_file,
            followed.source_row
        FROM followed
        CROSS JOIN journey.run AS run
        WHERE followed.sw_id IS NOT NULL
            AND followed.sw_decom <= run.as_of
            AND (SELECT COUNT(*) FROM source.ssd_involvements) = 0
    """,
)

STEPS = (CLA_REVIEWS, CLA_VISITS, SOCIAL_WORKERS)
