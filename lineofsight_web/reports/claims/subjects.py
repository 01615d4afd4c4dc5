"""What papers call the things that are measured."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """One thing that papers speak of, its own name first of `phrases`.

    `is_number`: they mean how many there are, which is the figure's numerator; the figure's value otherwise.
    `near` are measures of nearly the same thing, which a paper may mean by the same words.
    """

    indicator: str
    is_number: bool
    phrases: tuple[str, ...]
    near: tuple[str, ...] = ()


SUBJECTS = (
    Subject(
        "LA01", True,
        ("children in care", "children in care numbers", "number of children in care", "numbers of children in care",
         "children looked after", "looked after children", "care numbers", "numbers in care", "care population"),
    ),
    Subject("LA03", True, ("children entering care", "entries to care", "entries into care", "admissions to care",
                           "children starting to be looked after", "new entrants to care")),
    Subject("PM01", True, ("children leaving care", "exits from care", "children ceasing to be looked after")),
    Subject(
        "CP06", True,
        ("child protection plans", "children on child protection plans", "children on a child protection plan",
         "children subject to a child protection plan", "children subject to child protection plans", "cp plans",
         "cpp numbers"),
    ),
    Subject("CP08", True, ("child protection plans starting", "new child protection plans", "plans started")),
    Subject("CP01", True, ("section 47 enquiries", "s47 enquiries", "child protection enquiries", "s47s")),
    Subject("CP04", False, ("initial conferences within 15 days", "initial conferences within 15 working days",
                            "icpcs within 15 days", "icpc timeliness", "initial child protection conferences in time")),
    Subject("CP09", False, ("repeat child protection plans", "repeat plans", "second or subsequent plans"),
            near=("CP10",)),
    Subject("CN01", True, ("children in need", "cin numbers")),
    Subject("FD01", True, ("contacts",)),
    Subject("FD07", True, ("referrals", "referral numbers")),
    Subject("FD08", False, ("re-referrals", "re-referral rate", "repeat referrals", "rereferrals")),
    Subject("AS02", False, ("assessments within 45 days", "assessments within 45 working days", "assessment timeliness",
                            "assessments in time", "timely assessments"), near=("AS03",)),
    Subject("EH01", True, ("early help episodes", "early help cases", "children open to early help")),
    Subject("PS01", False, ("three or more placements", "placement moves", "short-term placement stability")),
    Subject("PS02", False, ("long-term stability", "long-term placement stability")),
    Subject("PS07", False, ("placed over 20 miles", "placements over 20 miles", "children placed at a distance")),
    Subject("CL03", False, ("care leavers in education, employment or training", "care leavers in eet",
                            "care leavers who are in education, employment or training"), near=("CL02",)),
    Subject("CL05", False, ("care leavers in suitable accommodation",), near=("CL04",)),
    Subject("EX02", True, ("missing episodes", "episodes of going missing")),
    Subject("WF01", False, ("turnover rate for social workers", "social worker turnover", "turnover rate", "turnover")),
    Subject("WF02", False, ("vacancy rate", "vacancies", "social worker vacancies")),
    Subject("WF03", False, ("agency worker numbers", "agency social workers", "agency workers", "agency rate",
                            "agency worker rate", "use of agency"), near=("WF04", "WF05")),
    Subject("WF06", False, ("average caseload", "caseloads", "average caseloads")),
    Subject("WF07", False, ("sickness absence", "sickness rate")),
)  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """A subject in a sentence, and where it stands."""

    subject: Subject
    start: int
    end: int


def mentions(sentence: str) -> list[Mention]:
    """Every subject a sentence names, in order. Of phrases that overlap the longest stands."""
    return [Mention(_BY_PHRASE[_plain(match[0])], *match.span()) for match in _ANY.finditer(sentence)]


def _plain(phrase: str) -> str:
    return " ".join(phrase.casefold().split())


_BY_PHRASE = {_plain(phrase): subject for subject in SUBJECTS for phrase in subject.phrases}
_ANY = re.compile(
    r"\b(?:"
    + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(_BY_PHRASE, key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
