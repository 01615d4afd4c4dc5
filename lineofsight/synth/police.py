"""Police reports of children missing, as officers wrote them down."""

import numpy as np

from lineofsight.synth.county import County
from lineofsight.synth.draws import Ints, chance, pick, spread
from lineofsight.synth.errors import POLICE, Planter
from lineofsight.synth.school import true_records
from lineofsight.synth.writing import MINUTES, NEVER, Coded, Frame, texts

REPORTED_FROM_CARE_PERCENT = 90
MINUTES_TO_RECORD = spread(p0=5, p50=90, p90=900, p100=9000)
RISKS = {"Low": 12, "Medium": 66, "High": 22}


def police_frame(county: County) -> tuple[Frame, Ints, dict[str, Ints]]:
    """Every report, the child it is about, and the mistakes planted."""
    rng = county.setting.rng("police missing reports")
    found = county.missing
    reported = ~found.from_care | chance(rng, len(found.child), REPORTED_FROM_CARE_PERCENT / 100)
    at = np.flatnonzero(reported & ~found.away & (found.start >= county.setting.start))
    at = at[np.argsort(found.since[at], kind="stable")]
    child, since, until = found.child[at], found.since[at], found.until[at]
    records, mothers = true_records(county, child)
    everyone = np.ones(len(at), np.bool_)
    planter = Planter(rng, POLICE, records.planted)
    middle = records.forename[1:] + records.forename[:1]
    planter.names(records, other_surname=mothers, middle=middle, able=everyone)
    planter.births(records, everyone)
    planter.sexes(records, everyone)
    noted = since + MINUTES_TO_RECORD.draw(rng, len(at))
    closed = np.where(until < NEVER, np.maximum(until, noted) + rng.integers(10, 2000, len(at)), NEVER)
    home = county.children.household[child]
    now = county.addresses.postcode_at(home, found.start[at])
    before = county.addresses.postcode_at(home, found.start[at] - 900)
    columns = {
        "report_ref": texts([f"MP{1_000_000 + k * 7}" for k in at.tolist()]),
        "surname": texts([name.upper() for name in records.surname]), "forename": texts(records.forename),
        "date_of_birth": records.birth, "sex": Coded(records.sex, ("M", "F")),
        "postcode": Coded(planter.postcodes(now, before), county.postcodes.text), "missing_from_at": since,
        "from_care": found.from_care[at].astype(np.int8), "returned_at": until,
        "risk_grade": Coded(pick(rng, list(RISKS.values()), len(at)), list(RISKS)), "recorded_at": noted,
    }  # fmt: skip
    entered, ended = noted // MINUTES, closed // MINUTES
    return Frame(columns, entered, ended, ("returned_at",), "missing_from_at"), child, records.planted
