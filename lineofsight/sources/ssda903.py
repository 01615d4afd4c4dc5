"""SSDA903, the annual return on children looked after, as CSV files recognised by their header.

Source: DfE SSDA903 guidance; file layouts as exported by case systems (domain reference, section 6). The year runs from
1 April to 31 March. A year's episode file holds the episodes that started or ended in that year, so that the years
complete one another: none is trusted alone for a stock.
"""

from lineofsight.sources.declaration import Column, Names, Source
from lineofsight.standards.columns import Code, ColumnType, Date, Flag, Integer, Text

_DAY = Date("%d/%m/%Y", "%Y-%m-%d")
_CHILD = Column("child", Text(), header="CHILD", required=True, personal="identifies", description="LA child id")
_DOB = Column("dob", _DAY, header="DOB", personal="identifies", description="Date of birth")
_SEX = Column("sex", Code("sex", "sex_legacy"), header="SEX", description="Sex: 1 or 2 before the 2025 return")


def _code(header: str, *sets: str, description: str = "") -> Column:
    return Column(header.lower(), Code(*sets), header=header, description=description)


def _other(header: str, kind: ColumnType, *, required: bool = False, description: str = "") -> Column:
    return Column(header.lower(), kind, header=header, required=required, description=description)


def _file(
    name: str, title: str, grain: str, key: tuple[str, ...], *columns: Column, names: Names | None = None
) -> Source:
    return Source(
        name=name, supplier="Children's social care", title=title, grain=grain, agreement="childrens-social-care",
        family="ssda903", key=key, columns=columns, names=names, files="all",
        person_key="" if names else "child", persons_of="" if names else "ssda903_header",
    )  # fmt: skip


SSDA903_SOURCES: tuple[Source, ...] = (
    _file(
        "ssda903_header", "SSDA903 header", "one row per child per year", ("child",),
        _CHILD, _SEX, _DOB, _code("ETHNIC", "ethnicity", description="Ethnicity"),
        Column("upn", Text(), header="UPN", personal="identifies", description="Unique pupil number"),
        _other("MOTHER", Flag(), description="The child is a mother"),
        _other("MC_DOB", _DAY, description="Date of birth of the mother's child"),
        names=Names(key="child", date_of_birth="dob", sex="sex", upn="upn", la_child_id="child"),
    ),
    _file(
        "ssda903_episodes", "SSDA903 episodes", "one row per care episode that started or ended in the year",
        ("child", "decom"), _CHILD,
        _other("DECOM", _DAY, required=True, description="Date the episode commenced"),
        _code("RNE", "reason_new_episode", description="Reason for new episode"),
        _code("LS", "legal_status", description="Legal status"),
        _code("CIN", "primary_need", description="Category of need"),
        _code("PLACE", "placement_type", description="Placement type"),
        _code("PLACE_PROVIDER", "placement_provider", description="Placement provider"),
        Column("dec", _DAY, header="DEC", blank_means="not ended when the file was made", description="Date ceased"),
        _code("REC", "reason_episode_ceased", description="Reason the episode ceased"),
        _code("REASON_PLACE_CHANGE", "reason_placement_change", description="Reason the placement changed"),
        Column("home_post", Text(), header="HOME_POST", personal="identifies", description="Home postcode"),
        Column("pl_post", Text(), header="PL_POST", personal="identifies", description="Placement postcode"),
        _other("URN", Text(), description="Ofsted URN of the placement"),
        Column("pl_la", Text(), header="PL_LA", optional=True, description="Authority of the placement"),
        Column("pl_location", Text(), header="PL_LOCATION", optional=True, description="In or out of the authority"),
        Column("pl_distance", Text(), header="PL_DISTANCE", optional=True, description="Miles from home"),
    ),
    _file(
        "ssda903_reviews", "SSDA903 reviews", "one row per review", ("child", "review"), _CHILD, _DOB,
        _other("REVIEW", _DAY, required=True, description="Date of the review"),
        _code("REVIEW_CODE", "cla_review_participation", description="How the child took part"),
    ),
    _file(
        "ssda903_uasc", "SSDA903 unaccompanied asylum-seeking children", "one row per child per year", ("child",),
        _CHILD, _SEX, _DOB, _other("DUC", _DAY, description="Date the status ceased"),
    ),
    _file(
        "ssda903_oc2", "SSDA903 OC2: health and convictions", "one row per child per year", ("child",), _CHILD, _DOB,
        _other("SDQ_SCORE", Integer()), _code("SDQ_REASON", "sdq_reason"),
        *(_other(header, Flag()) for header in (
            "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")),
    ),
    _file(
        "ssda903_oc3", "SSDA903 OC3: care leavers", "one row per care leaver per year, about the birthday", ("child",),
        _CHILD, _DOB, _code("IN_TOUCH", "care_leaver_in_touch"), _code("ACTIV", "care_leaver_activity"),
        _other("ACCOM", Text(), description="Accommodation with suitability: U1"),
    ),
    _file(
        "ssda903_ad1", "SSDA903 AD1: adoptions", "one row per child adopted", ("child",), _CHILD, _DOB,
        _other("DATE_INT", _DAY), _other("DATE_MATCH", _DAY), _other("FOSTER_CARE", Flag()),
        _other("NB_ADOPTR", Integer()), _code("SEX_ADOPTR", "adopter_sex"), _code("LS_ADOPTR", "adopter_legal_status"),
    ),
    _file(
        "ssda903_placed_for_adoption", "SSDA903 placed for adoption", "one row per child placed",
        ("child", "date_placed"), _CHILD, _DOB, _other("DATE_PLACED", _DAY), _other("DATE_PLACED_CEASED", _DAY),
        _code("REASON_PLACED_CEASED", "adoption_reversal_reason"),
    ),
    _file(
        "ssda903_previous_permanence", "SSDA903 previous permanence", "one row per child per year", ("child",),
        _CHILD, _DOB, _code("PREV_PERM", "previous_permanence"), _other("LA_PERM", Text()),
        _other("DATE_PERM", Text(), description="Text, since part of the date may be zz: not known"),
    ),
    _file(
        "ssda903_missing", "SSDA903 missing", "one row per missing or away episode", ("child", "mis_start"),
        _CHILD, _DOB, _code("MISSING", "missing_type"), _other("MIS_START", _DAY, required=True),
        _other("MIS_END", _DAY),
    ),
    _file(
        "ssda903_social_workers", "SSDA903 social workers", "one row per worker per child", ("child", "sw_decom"),
        _CHILD, _DOB, Column("sw_id", Text(), header="SW_ID", personal="about a worker"),
        _other("SW_DECOM", _DAY, required=True), _other("SW_DEC", _DAY), _code("SW_REASON", "worker_change_reason"),
    ),
)  # fmt: skip
