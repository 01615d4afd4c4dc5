"""The workforce extract: dated team structure, posts, and who fills them. Lineofsight's own minimal layout for HR.

Definitions follow the DfE children's social work workforce census (30 September): FTE, agency, vacancy, leaving reason.
"""

from lineofsight.sources.declaration import Column, Personal, Source
from lineofsight.standards.columns import Code, ColumnType, Date, Flag, Number, Text

_DAY = Date("%Y-%m-%d", "%d/%m/%Y")


def _about(name: str, kind: ColumnType, personal: Personal = "about a worker", **rest: bool | str) -> Column:
    return Column(name, kind, personal=personal, **rest)  # type: ignore[arg-type]  # keywords pass through as declared


TEAMS = Source(
    name="workforce_teams", supplier="Children's social care", title="Team structure", agreement="workforce",
    grain="one row per team", family="workforce", key=("team_id",),
    columns=(
        _about("team_id", Text(), "no", required=True),
        _about("team_name", Text(), "no", required=True),
        _about("parent_team_id", Text(), "no", optional=True, description="The team above; blank at the top"),
        _about("service", Text(), "no", description="Such as front door, assessment, care leavers"),
        _about("district", Code("district"), "no", blank_means="county-wide"),
        _about("opened_on", _DAY, "no"),
        _about("closed_on", _DAY, "no", blank_means="open", description="First day the team no longer exists"),
        _about("successor_team_id", Text(), "no", optional=True, description="Where most of its children went"),
    ),
)  # fmt: skip

POSTS = Source(
    name="workforce_posts", supplier="Children's social care", title="Posts", agreement="workforce",
    grain="one row per established post", family="workforce", key=("post_id",),
    columns=(
        _about("post_id", Text(), "no", required=True),
        _about("team_id", Text(), "no", required=True),
        _about("role", Code("social_worker_role"), "no"),
        _about("is_social_worker", Flag(), "no", description="Counts in the DfE social work census"),
        _about("fte", Number(), "no", required=True),
        _about("post_start", _DAY, "no", required=True),
        _about("post_end", _DAY, "no", blank_means="established"),
    ),
)  # fmt: skip

STAFF = Source(
    name="workforce_staff", supplier="Children's social care", title="Staff in post", agreement="workforce",
    grain="one row per worker per spell in a post", family="workforce", key=("staff_id", "start"),
    columns=(
        _about("staff_id", Text(), required=True),
        _about("swe_number", Text(), description="Social Work England number"),
        _about("staff_name", Text(), optional=True),
        _about("post_id", Text(), blank_means="not against an established post"),
        _about("job_title", Text()),
        _about("role", Code("social_worker_role")),
        _about("is_social_worker", Flag()),
        _about("team_id", Text(), required=True),
        _about("fte", Number(), required=True),
        _about("start", _DAY, required=True),
        _about("end", _DAY, blank_means="still in post", description="First day no longer in the post"),
        _about("leaving_reason", Text(), blank_means="has not left", description="'moved within' is not leaving"),
        _about("agency", Flag(), required=True),
        _about("covers_vacancy", Flag()),
        _about("asye", Flag(), description="In the assessed and supported year in employment"),
        _about("absence_fte_days", Number(), optional=True,
               description="Working days lost to sickness in the whole spell, full-time equivalent"),
    ),
)  # fmt: skip
