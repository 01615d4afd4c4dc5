"""What a file's bytes say: text, and in which encoding; or what else the file is."""

from dataclasses import dataclass

_OTHER_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, such as .xls"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8 with a byte-order mark"),
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32"),
    (b"\xff\xfe", "utf-16", "utf-16"),
    (b"\xfe\xff", "utf-16", "utf-16"),
)
CONTROL_CHARACTERS = bytes([*range(9), 11, 12, *range(14, 32), 127])
"""Those that no text has: tab, line feed and carriage return are left out."""

_MOSTLY_NUL = 0.2


@dataclass(frozen=True)
class Decoded:
    """A file's text as UTF-8 bytes without a byte-order mark.

    `problem` is a finding code, with its words; the file has no text if it is one that stops reading. `cut_short` is
    true where the last character is incomplete.
    """

    text: bytes = b""
    encoding: str = ""
    problem: str = ""
    words: str = ""
    cut_short: bool = False


def decode(data: bytes) -> Decoded:
    """The text of a file, or why there is none."""
    if not data:
        return Decoded(problem="FILE-EMPTY", words="the file has no content")
    kind = _other_kind(data)
    if kind:
        return Decoded(problem="FILE-NOT-READ", words=f"{kind}, which is not read")
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data, codec, name)
    return _unmarked(data)


def _other_kind(data: bytes) -> str:
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic):
            return kind
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        return "an XML or web page file"
    if start.startswith((b"[", b"{")):
        return "a JSON file"
    return ""


def _marked(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec).encode("utf-8"), name)
    except UnicodeDecodeError as error:
        if error.reason in {"unexpected end of data", "truncated data"}:
            return Decoded(_whole(data[: error.start].decode(codec)), name, cut_short=True)
        return Decoded(problem="ENCODING-WRONG", words=f"the file is marked as {name} but is not")


def _unmarked(data: bytes) -> Decoded:
    if data.count(0, 0, 4096) > _MOSTLY_NUL * min(len(data), 4096):
        return Decoded(problem="ENCODING-WRONG", words="UTF-16 without its mark, or not text")
    if data.isascii():
        return Decoded(data, "utf-8")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return Decoded(_whole(data[: error.start].decode("utf-8")), "utf-8", cut_short=True)
        return _guessed(data)
    return Decoded(data, "utf-8")


def _guessed(data: bytes) -> Decoded:
    """Windows-1252, as most British systems write where they do not write UTF-8."""
    if has_control_characters(data):
        return Decoded(problem="ENCODING-WRONG", words="neither UTF-8 nor Windows-1252")
    try:
        text = data.decode("windows-1252").encode("utf-8")
    except UnicodeDecodeError:
        return Decoded(problem="ENCODING-WRONG", words="neither UTF-8 nor Windows-1252")
    return Decoded(text, "windows-1252", problem="ENCODING-GUESSED", words="not UTF-8; read as Windows-1252")


def _whole(text: str) -> bytes:
    """The text with its incomplete last character replaced, so that the row it begins is still a row."""
    return (text + "\ufffd").encode("utf-8")


def has_control_characters(data: bytes) -> bool:
    return len(data.translate(None, CONTROL_CHARACTERS)) != len(data)
