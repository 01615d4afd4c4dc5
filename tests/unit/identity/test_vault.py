"""The key, and tables that only it opens."""

import stat
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from lineofsight.errors import LineofsightError
from lineofsight.home import Home
from lineofsight.identity import vault

KEY = b"a key that only tests use, 32 b."
TABLE = pa.table(
    {"person_id": ["P1", "P2"], "surname": ["Castellan-Moriarty", None], "date_of_birth": [date(2012, 3, 4), None]},
    schema=pa.schema({"person_id": pa.string(), "surname": pa.string(), "date_of_birth": pa.date32()}),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(vault.KEY_VARIABLE, raising=False)
    return Home(tmp_path)


def test_the_key_is_made_once_and_only_its_owner_may_read_it(home):
    key = vault.load_or_make_key(home)
    assert len(key) == 32
    assert vault.load_or_make_key(home) == key == vault.read_key(home)
    assert stat.S_IMODE((home.keys / vault.KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(home.keys.stat().st_mode) == 0o700
    assert [path.name for path in home.keys.iterdir()] == [vault.KEY_FILE]


def test_reading_never_makes_a_key(home):
    with pytest.raises(LineofsightError, match="no identity key"):
        vault.read_key(home)
    assert not home.keys.exists()


@pytest.mark.parametrize("text", [KEY.hex(), "YSBrZXkgdGhhdCBvbmx5IHRlc3RzIHVzZSwgMzIgYi4="])
def test_the_key_may_come_from_the_environment(home, monkeypatch, text):
    monkeypatch.setenv(vault.KEY_VARIABLE, text)
    assert vault.load_or_make_key(home) == KEY
    assert not home.keys.exists()


@pytest.mark.parametrize("text", ["", "short", "x" * 64, KEY.hex()[:-2]])
def test_a_key_that_is_none_is_refused_without_being_shown(home, monkeypatch, text):
    if text:
        monkeypatch.setenv(vault.KEY_VARIABLE, text)
    else:
        home.keys.mkdir()
        (home.keys / vault.KEY_FILE).write_bytes(b"too short")
    with pytest.raises(LineofsightError) as refused:
        vault.load_or_make_key(home)
    assert not text or text not in str(refused.value)


def test_an_encrypted_table_comes_back_and_shows_nothing_on_disk(tmp_path):
    path = tmp_path / "people.parquet"
    vault.write_encrypted(TABLE, path, KEY)
    assert vault.read_encrypted(path, KEY).equals(TABLE)
    raw = path.read_bytes()
    for hidden in (b"Castellan", b"surname", b"person_id", b"date_of_birth"):
        assert hidden not in raw


def test_another_key_opens_nothing(tmp_path):
    path = tmp_path / "people.parquet"
    vault.write_encrypted(TABLE, path, KEY)
    with pytest.raises(LineofsightError, match="does not open"):
        vault.read_encrypted(path, b"x" * 32)


def test_a_changed_byte_is_refused(tmp_path):
    """Encryption with authentication: nobody can alter a name without the key."""
    path = tmp_path / "people.parquet"
    vault.write_encrypted(TABLE, path, KEY)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises((LineofsightError, OSError)):
        vault.read_encrypted(path, KEY)


def test_subkeys_differ_by_purpose_and_are_not_the_key():
    assert len({KEY, vault.subkey(KEY, "tables"), vault.subkey(KEY, "person ids")}) == 3


def test_the_digest_is_of_the_rows_and_not_of_how_they_are_stored(tmp_path):
    path = tmp_path / "people.parquet"
    vault.write_encrypted(TABLE, path, KEY)
    digest = vault.content_digest(TABLE)
    in_parts = pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1, 1)])
    assert vault.content_digest(vault.read_encrypted(path, KEY)) == digest == vault.content_digest(in_parts)
    blank = TABLE.set_column(1, "surname", pa.array(["Castellan-Moriarty", ""]))
    assert vault.content_digest(blank) != digest, "blank is not null"
    assert vault.content_digest(TABLE.take([1, 0])) != digest
