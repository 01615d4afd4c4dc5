"""Police reports of children missing, as officers wrote them down."""

import numpy as np
import pyarrow as pa

from lineofsight.synth.county import County
from lineofsight.synth.days import OPEN
from lineofsight.synth.draws import Ints, chance, pick, spread
from lineofsight.synth.errors import POLICE, RATES, Records, plant
from lineofsight.synth.names import name_book
from lineofsight.synth.writing import Coded, Frame, texts

REPORTED_FROM_CARE_PERCENT = 90
MINUTES_TO_RECORD = spread(p0=5, p50=90, p90=900, p100=9000)


def police_frame(county: County) -> tuple[Frame, Ints, dict[str, Ints]]:
    """Every report, which child each is about, and the mistakes planted."""
    rng = county.setting.rng("police missing reports")
    found = county.missing
    reported = ~found.from_care | chance(rng, len(found.child), REPORTED_FROM_CARE_PERCENT / 100)
    at = np.flatnonzero(reported & ~found.away & (found.start >= county.setting.start)).astype(np.int32)
    at = at[np.argsort(found.since[at], kind="stable")]
    child = found.child[at]
    words = pa.array(name_book().words, pa.string())
    kids = county.children
    records = Records(
        words.take(pa.array(kids.forename[child])).to_pylist(), words.take(pa.array(kids.surname[child])).to_pylist(),
        kids.birth[child].copy(), kids.female[child].copy(), {},
    )  # fmt: skip
    other = words.take(pa.array(county.homes.mother_surname[np.maximum(kids.household[child], 0)])).to_pylist()
    middle = records.forename[1:] + records.forename[:1]
    plant(rng, POLICE, records, other_surname=other, middle=middle, sure=np.zeros(len(at), np.bool_))
    since, until = found.since[at], found.until[at]
    noted = since + MINUTES_TO_RECORD.draw(rng, len(at))
    back = np.where(until < OPEN * 1440, np.maximum(until, noted) + rng.integers(10, 2000, len(at)), OPEN * 1440)
    last = (county.setting.extracted + 1) * 1440
    columns = {
        "report_ref": texts([f"MP{1000000 + k * 7}" for k in at.tolist()]),
        "surname": texts([name.upper() for name in records.surname]), "forename": texts(records.forename),
        "date_of_birth": records.birth, "sex": Coded(records.sex, ("M", "F")),
        "postcode": _postcodes(county, child, found.start[at], rng, records.planted), "missing_from_at": since,
        "from_care": found.from_care[at].astype(np.int8), "returned_at": np.where(back < last, until, OPEN * 1440),
        "risk_grade": Coded(pick(rng, (12, 66, 22), len(at)), ("Low", "Medium", "High")), "recorded_at": noted,
    }  # fmt: skip
    return Frame(columns, recorded=(noted // 1440).astype(np.int32)), child, records.planted


def _postcodes(county: County, child: Ints, on: Ints, rng: np.random.Generator, planted: dict[str, Ints]) -> pa.Array:
    home = county.children.household[child]
    now, before = county.addresses.postcode_at(home, on), county.addresses.postcode_at(home, on - 900)
    missing = chance(rng, len(child), RATES["postcode missing"][POLICE] / 100) | (home < 0)
    old = chance(rng, len(child), RATES["postcode of an earlier home"][POLICE] / 100)
    planted["postcode of an earlier home"] = np.flatnonzero(old & (before != now)).astype(np.int32)
    planted["postcode missing"] = np.flatnonzero(missing).astype(np.int32)
    text = pa.array(["", *county.postcodes.text], pa.string())
    return text.take(pa.array(np.where(missing, 0, np.where(old, before, now) + 1)))
