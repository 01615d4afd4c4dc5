"""Which sharing agreements are in force: no agreement in force, no reading."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from lineofsight.errors import LineofsightError
from lineofsight.sources.declaration import Source
from lineofsight.sources.finding_codes import finding
from lineofsight.sources.findings import Finding

Agreements = Mapping[str, Mapping[str, Any]]
"""The `agreements` part of lineofsight.toml: the agreement's name, and what is recorded of it, such as `until`."""


def ended_agreements(agreements: Agreements, *, on: date) -> frozenset[str]:
    """The agreements that are no longer in force on a day. The day named by `until` is the last one in force.

    Errors: LineofsightError if an agreement's end is not a date.
    """
    ends = {name: _end(name, about) for name, about in agreements.items()}
    return frozenset(name for name, end in ends.items() if end and end < on)


def agreement_findings(
    agreements: Agreements, seen: Collection[str], sources: Sequence[Source], on: date
) -> list[Finding]:
    """One finding per agreement that covers a source in `seen` and has ended or is not recorded."""
    ended = ended_agreements(agreements, on=on)
    found = []
    for agreement in sorted({source.agreement for source in sources if source.name in seen}):
        names = [source.name for source in sources if source.name in seen and source.agreement == agreement]
        about = {"source": names[0] if len(names) == 1 else "", "found": f"files of {', '.join(names)}"}
        if agreement in ended:
            found.append(finding("AGREEMENT-ENDED", f"the agreement {agreement} has ended; not read", **about))
        elif agreement not in agreements:
            found.append(finding("AGREEMENT-NOT-RECORDED", f"no agreement {agreement} is recorded", **about))
    return found


def _end(name: str, about: Mapping[str, Any]) -> date | None:
    end = about.get("until")
    if end is None or isinstance(end, date):
        return end.date() if isinstance(end, datetime) else end
    raise LineofsightError(
        f"lineofsight.toml: the end of the agreement {name} is not a date\n"
        f"  Next  write it without quotation marks, like this:  until = 2027-03-31"
    )
