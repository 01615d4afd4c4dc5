"""Where children live at home: the district on a day, from the home address and never from a placement."""

from lineofsight.engines import Step
from lineofsight.journey.fragments import ended, person_of, without_overlaps

POSTCODE_DISTRICTS = Step(
    table="journey.postcode_districts",
    interim=True,
    grain="one row per postcode of the national lookup, in capitals and without spaces",
    key=("postcode",),
    about="district is the ONS code of one of the six, or 'outside'.",
    sql="""
        SELECT
            lookup.postcode,
            COALESCE(district.district, 'outside') AS district
        FROM (
            SELECT UPPER(REPLACE(pcds, ' ', '')) AS postcode, MIN(laua) AS laua
            FROM source.reference_postcodes
            GROUP BY UPPER(REPLACE(pcds, ' ', ''))
        ) AS lookup
        LEFT JOIN standards.districts AS district ON district.district = lookup.laua
    """,
)

HOME_ADDRESSES = Step(
    table="journey.home_addresses",
    grain="one row per person per home address",
    key=("address_id",),
    about=(
        "An address whose type says placement is not a home. district is the ONS code of one of the six; 'outside' for "
        "a postcode of the lookup elsewhere; 'unknown' where the lookup does not hold it. start_date is null where it "
        "was not recorded."
    ),
    sql=f"""
        SELECT
            address.addr_table_id AS address_id,
            person.person_id,
            address.addr_address_start_date AS start_date,
            CASE
                WHEN address.addr_address_start_date IS NULL AND address.addr_address_end_date <= run.as_of
                THEN address.addr_address_end_date
                ELSE {ended("address.addr_address_end_date", "address.addr_address_start_date")}
            END AS end_date,
            COALESCE(lookup.district, 'unknown') AS district,
            'ssd_address' AS source,
            address.source_file,
            address.source_row
        FROM source.ssd_address AS address
        CROSS JOIN journey.run AS run
        {person_of("address.addr_person_id")}
        LEFT JOIN journey.postcode_districts AS lookup
            ON lookup.postcode = UPPER(REPLACE(address.addr_address_postcode, ' ', ''))
        WHERE (address.addr_address_start_date IS NULL OR address.addr_address_start_date <= run.as_of)
            AND COALESCE(UPPER(address.addr_address_type), '') NOT LIKE '%PLACEMENT%'
    """,
)

HOME_SPELLS = Step(
    table="journey.home_spells",
    interim=True,
    grain="one row per home address, dated from the earliest day where its start is not known",
    key=("address_id",),
    about=(
        "Without any address from the case system, the home postcode of the SSDA903 episodes: where the child lived "
        "when care began. It holds from the day the episode began."
    ),
    sql="""
        SELECT
            address_id,
            person_id,
            district,
            COALESCE(start_date, DATE '1900-01-01') AS start_date,
            end_date,
            source,
            source_file,
            source_row
        FROM journey.home_addresses

        UNION ALL

        SELECT
            episode.person_id || '-' || CAST(episode.decom AS VARCHAR) AS address_id,
            episode.person_id,
            COALESCE(lookup.district, 'unknown') AS district,
            episode.decom AS start_date,
            CAST(NULL AS DATE) AS end_date,
            'ssda903_episodes' AS source,
            episode.source_file,
            episode.source_row
        FROM journey.ssda903_episodes AS episode
        CROSS JOIN journey.run AS run
        LEFT JOIN journey.postcode_districts AS lookup
            ON lookup.postcode = UPPER(REPLACE(episode.home_post, ' ', ''))
        WHERE (SELECT COUNT(*) FROM source.ssd_address) = 0
            AND episode.decom <= run.as_of
            AND episode.home_post IS NOT NULL
    """,
)

DISTRICT_SPELLS = Step(
    table="journey.district_spells",
    grain="one row per person per unbroken time in a district",
    key=("person_id", "start_date"),
    about=(
        "Never overlapping: of several addresses on a day the one moved into last counts. An address without a start "
        "date holds from 1900 on as far as nothing later is known. A person or a day that stands in no spell has no "
        "known home."
    ),
    sql=without_overlaps(
        "journey.home_spells",
        of=("person_id",),
        holding=("district",),
        first=("spell.start_date DESC", "spell.address_id DESC"),
    ),
)

STEPS = (POSTCODE_DISTRICTS, HOME_ADDRESSES, HOME_SPELLS, DISTRICT_SPELLS)
