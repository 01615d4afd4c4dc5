"""Names made comparable: spelling, accents and punctuation aside, and which first names may be the same person's.

The work is done once for each distinct name, in Python, so that DuckDB and Spark compare the very same texts.
"""

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

_OTHER_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i"})
"""Letters that are not a plain letter with a mark."""

NOT_A_NAME = frozenset(
    {"unborn", "baby", "babyboy", "babygirl", "unbornbaby", "infant", "unknown", "notknown", "nk", "na", "none", "tbc",
     "unnamed", "xx", "xxx"}
)  # fmt: skip
"""What systems hold where a name is not known yet. Written as a name, it would link every such child to every other."""


def name_key(text: str) -> str | None:
    """The letters of a name, lower case, without accents: O'Neill and ONeill are equal. Null where it is no name."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_OTHER_LETTERS)
    letters = "".join(character for character in plain if character.isalpha())
    return None if not letters or letters in NOT_A_NAME else letters


def surname_parts(text: str) -> list[str]:
    """The keys of the parts of a double-barrelled surname; empty for a plain one. Particles are not parts."""
    parts = [part for part in (name_key(part) for part in re.split(r"[\s\-\u2013]+", text)) if part and len(part) > 3]
    return parts if len(parts) > 1 else []


@cache
def sound(key: str) -> str:
    """How a name sounds, roughly: its consonants, with common spellings of one sound made equal.

    Made for transliterated names: Mohammed, Muhammad and Mohamad are equal, as are Katherine, Catherine and Kathryn.
    """
    text = key
    for written, heard in _SPELLINGS:
        text = text.replace(written, heard)
    first, rest = text[:1], text[1:]
    consonants = "".join(letter for letter in rest if letter not in "aeiouyhw")
    single = re.sub(r"(.)\1+", r"\1", first + consonants)
    return "a" + single[1:] if first in "aeiouy" else single


_SPELLINGS = (
    ("sch", "s"), ("ch", "s"), ("sh", "s"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("kh", "k"), ("gh", "g"),
    ("dh", "d"), ("zh", "s"), ("qu", "k"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("c", "k"), ("q", "k"), ("z", "s"),
    ("j", "g"), ("v", "f"),
)  # fmt: skip


@cache
def _full_forms() -> dict[str, tuple[str, ...]]:
    path = files("lineofsight.identity") / "data" / "nicknames.csv"
    found: dict[str, tuple[str, ...]] = {}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["nickname"]] = (*found.get(row["nickname"], ()), row["name"])
    return found


def forms(key: str) -> tuple[str, ...]:
    """The name itself, then the full forms that it may be a pet form of: Sam is Samuel or Samantha."""
    return (key, *_full_forms().get(key, ()))


@cache
def letters_apart(a: str, b: str, most: int = 3) -> int:
    """Letters to insert, drop or change to turn one name into the other, counted up to `most`."""
    if abs(len(a) - len(b)) >= most:
        return most
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != other))
    return min(row[-1], most)


@cache
def clearly_different(a: str, b: str) -> bool:
    """Whether two first names cannot be one name misspelt, shortened, a pet form, or spelt by its sound.

    Short names need to be nearer: Mia and Leo are three letters apart and have nothing in common, Mia and Mya are one
    apart. The answer for twins called Mia and Mya is wrong, and is why identifiers come before names.
    """
    if set(forms(a)) & set(forms(b)) or a.startswith(b) or b.startswith(a):
        return False
    if letters_apart(a, b) <= (1 if min(len(a), len(b)) < 6 else 2) or sorted(a) == sorted(b):
        return False
    return not (sound(a) == sound(b) and len(sound(a)) > 1)
