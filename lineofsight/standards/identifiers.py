"""Check digits of the identifiers that agencies share. They prove the form of an identifier, never whose it is."""

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The check letters, worth 0 to 22. I, O and S are left out: they look like digits."""


def valid_nhs_number(text: str) -> bool:
    """Ten digits, spaces allowed, the last of them the modulus 11 check digit of the other nine."""
    digits = "".join(text.split())
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def nhs_check_digit(nine: str) -> str | None:
    """The tenth digit; None where the nine cannot begin an NHS number."""
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), nine, strict=True))
    check = (11 - total % 11) % 11
    return None if check == 10 else str(check)


def valid_upn(text: str) -> bool:
    """A check letter, eleven digits, and a digit, or a letter where the number is temporary."""
    upn = text.strip().upper()
    return len(upn) == 13 and upn[0] in _UPN_LETTERS and upn[0] == upn_check_letter(upn[1:])


def upn_check_letter(rest: str) -> str | None:
    """The first letter of a unique pupil number with these twelve further characters; None where none is possible."""
    if len(rest) != 12 or not (rest.isascii() and rest[:11].isdigit()):
        return None
    last = int(rest[11]) if rest[11].isdigit() else _UPN_LETTERS.find(rest[11])
    if last < 0:
        return None
    values = [*(int(digit) for digit in rest[:11]), last]
    return _UPN_LETTERS[sum(weight * value for weight, value in zip(range(2, 14), values, strict=True)) % 23]


def is_temporary_upn(text: str) -> bool:
    """A school gives a temporary number until it knows the pupil's own: it says nothing across schools."""
    return valid_upn(text) and text.strip()[-1].isalpha()
