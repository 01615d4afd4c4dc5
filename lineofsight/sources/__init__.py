"""Every extract that Lineofsight reads. A name you can search for beats discovery: add a source to SOURCES by hand."""

from lineofsight.sources.decisions import IDENTITY_DECISIONS
from lineofsight.sources.declaration import Column, Names, Source
from lineofsight.sources.police import POLICE_MISSING
from lineofsight.sources.reference import POPULATION, POSTCODES
from lineofsight.sources.school_census import PUPILS_ON_ROLL, SESSIONS
from lineofsight.sources.ssd import SSD_SOURCES
from lineofsight.sources.ssda903 import SSDA903_SOURCES
from lineofsight.sources.workforce import POSTS, STAFF, TEAMS

SOURCES: tuple[Source, ...] = (
    *SSD_SOURCES,
    *SSDA903_SOURCES,
    PUPILS_ON_ROLL,
    SESSIONS,
    POLICE_MISSING,
    TEAMS,
    POSTS,
    STAFF,
    POSTCODES,
    POPULATION,
    IDENTITY_DECISIONS,
)

BY_NAME: dict[str, Source] = {source.name: source for source in SOURCES}

__all__ = ["BY_NAME", "SOURCES", "Column", "Names", "Source"]
