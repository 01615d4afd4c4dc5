"""What a sentence claims: of which measure, and in which of six forms."""

from dataclasses import dataclass
from typing import Literal

from lineofsight_web.reports.claims.subjects import Subject

_A_HAIR = 1e-9

Kind = Literal["fact", "judgement", "plan"]
Verdict = Literal["supported", "within chance", "contradicted", "definition differs", "not computable"]


@dataclass(frozen=True)
class Size:
    """A size as it is said. `step` is the last digit's worth: 6% is said to the whole percent, 6.1% to a tenth.

    `bound`: 'more' where the sentence says more than that, 'less' where less. Units: `value` and `step` are percent or
    points, as written; a plain number otherwise.
    """

    value: float
    step: float
    is_percent: bool
    is_about: bool = False
    bound: Literal["", "more", "less"] = ""

    def is_met_by(self, found: float) -> bool:
        """Whether a figure, in the same unit, is what was said."""
        if self.bound:
            return found > self.value if self.bound == "more" else found < self.value
        return abs(found - self.value) <= self.leeway + _A_HAIR

    @property
    def leeway(self) -> float:
        """How far the figure may lie from what is said: half the last digit; three times that after 'around'."""
        return self.step * (1.5 if self.is_about else 0.5)


@dataclass(frozen=True)
class Changed:
    """It went up or down: by how much, and over how many months, where the sentence says so."""

    is_up: bool
    size: Size | None = None
    months: int | None = None


@dataclass(frozen=True)
class Reached:
    """It stands at a value, at the end of a month of the year (1 to 12) or, where none is named, now."""

    size: Size
    month: int | None = None


@dataclass(frozen=True)
class Bounded:
    """It is below or above a value."""

    is_below: bool
    size: Size


@dataclass(frozen=True)
class Extreme:
    """It is the lowest or highest of so many months, or since a year."""

    is_lowest: bool
    months: int | None = None
    since: int | None = None


@dataclass(frozen=True)
class Led:
    """A change came mostly from one age band of those who started, over the months of the change if it has any."""

    is_up: bool
    age_band: str
    months: int | None = None


@dataclass(frozen=True)
class Nationally:
    """It goes up or down in England."""

    is_up: bool


Form = Changed | Reached | Bounded | Extreme | Led | Nationally


@dataclass(frozen=True)
class Claim:
    """One claim. `text` is the sentence as written, `words` the part of it that claims; `subject` is null where the
    sentence names nothing that is measured.
    """

    text: str
    words: str
    kind: Kind
    subject: Subject | None
    form: Form
