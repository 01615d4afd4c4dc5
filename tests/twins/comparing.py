"""Two snapshots compared the slow way, with loops: what `snapshot/compare.py` must agree with."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.factories.snapshots import Held, counts_at

Case = Mapping[str, Any]


def plain_differences(then: Held, now: Held, at: date) -> list[tuple[str, str, str]]:
    """Category, case then, case now: sorted, blank on the side that does not count it."""
    old, new = _counted(then, at), _counted(now, at)
    pairs: list[tuple[Case | None, Case | None]] = []
    for case_id in sorted({*old, *new}):
        one, other = old.get(case_id), new.get(case_id)
        if one is None or other is None or _differ(one, other):
            pairs.append((one, other))
    return sorted(
        (_category(then, now, one, other), one["case_id"] if one else "", other["case_id"] if other else "")
        for one, other in _joined(pairs, now)
    )


def _counted(held: Held, at: date) -> dict[str, Case]:
    return {case["case_id"]: case for case in held.cases if counts_at(case, at)}


def _differ(one: Case, other: Case) -> bool:
    if one["numerator"] != other["numerator"] or one["denominator"] != other["denominator"]:
        return True
    return bool(one["person_id"] and other["person_id"] and one["person_id"] != other["person_id"])


def _joined(
    pairs: Sequence[tuple[Case | None, Case | None]], now: Held
) -> list[tuple[Case | None, Case | None]]:  # fmt: skip
    """One child's case that came and one that left, of one day, are one difference."""
    left = [one for one, other in pairs if one is not None and other is None]
    came = [other for one, other in pairs if one is None and other is not None]
    found: list[tuple[Case | None, Case | None]] = [(one, other) for one, other in pairs if one and other]
    for other in sorted(came, key=lambda case: (case["counted_on"], case["case_id"])):
        same = [one for one in left if _same_child(one, other, now) and one["counted_on"] == other["counted_on"]]
        if same:
            left.remove(same[0])
            found.append((same[0], other))
        else:
            found.append((None, other))
    return [*found, *((one, None) for one in left)]


def _same_child(one: Case, other: Case, now: Held) -> bool:
    if one["person_id"] is None or other["person_id"] is None:
        return False
    return bool((now.leads_to or {}).get(one["person_id"], one["person_id"]) == other["person_id"])


def _category(then: Held, now: Held, one: Case | None, other: Case | None) -> str:
    was_known = one is not None or other is None or _holds(then, other["case_id"])
    is_known = other is not None or one is None or _holds(now, one["case_id"])
    if _is_by_links(now, one, other, was_known and is_known):
        return "person links changed"
    if then.code != now.code and (then.definition != now.definition or then.file == now.file):
        return "definition or code changed"
    if one and other and one["case_id"] != other["case_id"]:
        late = not _holds(then, other["case_id"]) and _holds(now, one["case_id"])
        return "recorded late" if late else "changed"
    if not one:
        return "changed" if was_known else "recorded late"
    return "changed" if is_known else "now gone"


def _is_by_links(now: Held, one: Case | None, other: Case | None, both_hold_it: bool) -> bool:
    relinked = {person for _, *ids in now.relinked for person in ids}
    if one and other:
        return one["person_id"] != other["person_id"] or one["person_id"] in relinked
    side = one or other
    return bool(both_hold_it and side and side["person_id"] in relinked)


def _holds(held: Held, case_id: str) -> bool:
    return case_id in held.uncounted or any(case["case_id"] == case_id for case in held.cases)
