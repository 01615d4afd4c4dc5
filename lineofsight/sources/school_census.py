"""School census: pupils on roll, and the sessions they attended and missed; one CSV a block a term, from every school.

Source: the pupil-on-roll and termly session blocks of the DfE school census as local systems export them. The first has
some sixty columns; those that Lineofsight has a use for are declared, the rest are named in a finding and not read.
"""

from lineofsight.sources.declaration import Column, Names, Source
from lineofsight.standards.columns import Code, Date, Flag, Integer, Text

_DAY = Date("%Y-%m-%d", "%Y-%b-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y")

PUPILS_ON_ROLL = Source(
    name="school_census_pupils_on_roll",
    supplier="Schools",
    title="School census: pupils on roll",
    grain="one row per pupil per school per census",
    agreement="school-census",
    family="school_census",
    key=("pupilonrolltableid",),
    columns=(
        Column("pupilonrolltableid", Text(), required=True, description="Row key"),
        Column("nativeid", Text(), header="NativeId", personal="no", description="School"),
        Column("surname", Text(), personal="identifies"),
        Column("forename", Text(), personal="identifies"),
        Column("middlenames", Text(), personal="identifies", optional=True),
        Column("preferredsurname", Text(), personal="identifies", optional=True),
        Column("formersurname", Text(), personal="identifies", optional=True),
        Column("dob", _DAY, personal="identifies"),
        Column("sex", Code("sex", "sex_legacy")),
        Column("upn", Text(), personal="identifies"),
        Column("formerupn", Text(), personal="identifies", optional=True),
        Column("uniquelearnernumber", Text(), personal="identifies", optional=True),
        Column("entrydate", _DAY, description="Joined the school"),
        Column("ncyearactual", Text(), optional=True, description="National curriculum year"),
        Column("senprovision", Code("sen_provision"), optional=True),
        Column("ethnicity", Code("ethnicity"), optional=True),
        Column("enrolstatus", Text(), optional=True),
        Column("youngcarer", Text(), optional=True),
        Column("postcode", Text(), personal="identifies", optional=True, description="Home postcode"),
        Column("parttime", Flag(), optional=True),
        Column("censusdate", _DAY, optional=True, description="Day the roll was counted"),
    ),
    names=Names(
        key="pupilonrolltableid", forename="forename", surname="surname",
        other_surnames=("preferredsurname", "formersurname"), date_of_birth="dob", sex="sex", postcode="postcode",
        upn="upn", other_upns=("formerupn",), seen_on="censusdate",
    ),
    unlike=("pupilnolongeronrolltableid",),
)  # fmt: skip

SESSIONS = Source(
    name="school_census_sessions",
    supplier="Schools",
    title="School census: termly sessions",
    grain="one row per pupil per attendance code per census, of the term before it",
    agreement="school-census",
    family="school_census",
    key=("pupilonrolltableid", "attendancereason"),
    columns=(
        Column("pupilonrolltableid", Text(), required=True, description="Row of pupils on roll"),
        Column("attendancereason", Code("attendance_code"), required=True, description="Code of the register"),
        Column("sessions", Integer(), required=True, description="Half days with this code in the term"),
    ),
    person_key="pupilonrolltableid",
    persons_of="school_census_pupils_on_roll",
    unlike=("pupilnolongeronrolltableid", "category", "reason1"),
)
"""The rows that say a pupil was present are needed too: possible sessions are all those with a code of their own."""
