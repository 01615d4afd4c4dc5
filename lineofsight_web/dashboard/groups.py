"""What a breakdown is called on a page, and what its groups are called and in which order."""

from collections.abc import Iterable

from lineofsight.snapshot import Snapshot

TITLES: dict[str, str] = {
    "district": "District",
    "team": "Team",
    "age_band": "Age",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "need": "Primary need",
    "part": "Part",
}

AGED = {
    "0": "under 1", "1-4": "aged 1 to 4", "5-9": "aged 5 to 9", "10-15": "aged 10 to 15", "16-17": "aged 16 or 17",
    "18+": "aged 18 or over", "unknown": "age not known",
}  # fmt: skip
"""Age bands in a sentence, youngest first."""

_NOT_KNOWN = {"unknown": "Not known", "outside": "Outside the county", "": "Not known"}
_CODES = {"ethnicity": "ethnicity_group", "need": "primary_need"}
_SEX = {"F": "Female", "M": "Male", "U": "Not known"}


def group_words(snapshot: Snapshot, by: str, group: str) -> str:
    """The words of a group."""
    if group in _NOT_KNOWN:
        return _NOT_KNOWN[group]
    if by == "district":
        return snapshot.districts().get(group, group)
    if by == "team":
        team = snapshot.teams().get(group)
        return team.team_name if team else group
    if by == "sex":
        return _SEX.get(group, group)
    return snapshot.label(_CODES[by], group) if by in _CODES else group


def in_order(snapshot: Snapshot, by: str, groups: Iterable[str]) -> list[str]:
    """Groups by name, ages by age, the unknown last."""
    return sorted(
        groups,
        key=lambda group: (
            group in _NOT_KNOWN,
            _age(group) if by == "age_band" else 0,
            group_words(snapshot, by, group),
        ),
    )


def _age(band: str) -> int:
    digits = band.partition("-")[0].rstrip("+")
    return int(digits) if digits.isdigit() else 0
