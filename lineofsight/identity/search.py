"""Keys under which a person is found without reading anybody else: exact, normalised, one table sorted by key."""

from datetime import date
from string import ascii_uppercase, digits

from lineofsight.identity.names import name_key

_KEPT = frozenset(ascii_uppercase + digits)


def search_key(
    *, surname: str | None = None, date_of_birth: date | None = None, identifier: str | None = None
) -> str | None:
    """The key for what is known of a person: an identifier, or a surname with a birth date. Null: it is too little.

    A surname alone gives no key: it would list families, which is browsing and not looking someone up.
    """
    if identifier:
        return identifier_key(identifier)
    spelt = name_key(surname) if surname else None
    return surname_key(spelt, date_of_birth) if spelt and date_of_birth else None


def identifier_key(identifier: str) -> str | None:
    """NHS number, pupil number, case-system id or a supplier's key: capitals and digits, spaces and dashes aside."""
    compact = "".join(character for character in identifier.upper() if character in _KEPT)
    return f"id:{compact}" if compact else None


def surname_key(spelt: str, date_of_birth: date) -> str:
    """`spelt` is a normalised surname."""
    return f"name:{spelt}:{date_of_birth.isoformat()}"
