"""Nothing is put back that is not what was copied, and whatever is wrong with a file is told in one finding."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineofsight.home import Home
from lineofsight.snapshot import activate
from lineofsight.snapshot import backup as backups
from lineofsight.snapshot.backup import BackupRefused, BackupRequest, make_backup, restore_backup
from tests.factories.homes import contents, fill_home, make_snapshot


def code_of_refusal(archive: Path) -> str:
    """The code a restore gives; it must have put nothing anywhere."""
    new = archive.parent / "new"
    before = sorted(archive.parent.iterdir())
    with pytest.raises(BackupRefused) as refused:
        restore_backup(archive, Home(new))
    assert sorted(archive.parent.iterdir()) == before
    told = [line.split()[0] for line in str(refused.value).splitlines()[2:]]
    assert told == ["Where", "Expected", "Found", "Effect", "Next"]
    return refused.value.code


def test_a_changed_byte_is_found_and_the_file_named(archive):
    text = archive.read_bytes()
    archive.write_bytes(text.replace(b'authority_name = "Test"', b'authority_name = "Tess"'))
    assert code_of_refusal(archive) == "BACKUP-DAMAGED"
    with pytest.raises(BackupRefused, match=r"changed: lineofsight\.toml\n"):
        restore_backup(archive, Home(archive.parent / "new"))


def test_a_file_that_is_cut_short_is_told_as_that(archive):
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    assert code_of_refusal(archive) == "BACKUP-CUT-SHORT"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\0" * 20_480, os.urandom(4096)])
def test_what_is_no_backup_is_told_as_that(tmp_path, content):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.tar").write_bytes(content)
    assert code_of_refusal(tmp_path / "other" / "a.tar") == "BACKUP-NOT-ONE"


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> tuple[bytes, dict[str, bytes]]:
    """The bytes of a small backup, and what it restores to."""
    place = tmp_path_factory.mktemp("small")
    home = Home(place / "home")
    fill_home(home, {"keys": {"identity.key": b"k" * 32}, "decisions": {"n" * 120 + ".csv": b"a,b\n"}})
    make_snapshot(home, "s1")
    activate(home, "s1")
    make_backup(BackupRequest(home, place / "a.tar"))
    restore_backup(place / "a.tar", Home(place / "restored"))
    return (place / "a.tar").read_bytes(), contents(place / "restored")


def restored_or_refused(content: bytes) -> dict[str, bytes] | None:
    """What a restore of these bytes gives; None where it refuses them."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, "a.tar").write_bytes(content)
        try:
            restore_backup(Path(place, "a.tar"), Home(Path(place, "new")))
        except BackupRefused:
            assert [path.name for path in Path(place).iterdir()] == ["a.tar"]
            return None
        return contents(Path(place, "new"))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_whatever_bytes_are_changed_the_home_is_as_it_was_or_refused(small, data):
    """A change to padding or to a time that is not used does no harm; every other is found."""
    content, whole = small
    damaged = bytearray(content)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        damaged[place] ^= data.draw(st.integers(1, 255))
    assert restored_or_refused(bytes(damaged)) in (None, whole)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_wherever_it_is_cut_the_home_is_as_it_was_or_refused(small, data):
    content, whole = small
    kept = data.draw(st.integers(0, len(content)))
    assert restored_or_refused(content[:kept]) in (None, whole)


def test_a_member_that_is_not_listed_is_refused(archive):
    with tarfile.open(archive, "a") as tar:
        tar.addfile(tarfile.TarInfo("keys/other.key"))
    assert code_of_refusal(archive) == "BACKUP-DAMAGED"


def test_a_member_that_is_missing_is_named(archive):
    with tarfile.open(archive) as tar:
        members = [(member, tar.extractfile(member)) for member in tar if member.name != "keys/identity.key"]
        with tarfile.open(archive.with_name("b.tar"), "w") as fewer:
            for member, content in members:
                fewer.addfile(member, content)
    archive.with_name("b.tar").replace(archive)
    assert code_of_refusal(archive) == "BACKUP-DAMAGED"
    with pytest.raises(BackupRefused, match=r"missing: keys/identity\.key\n"):
        restore_backup(archive, Home(archive.parent / "new"))


def test_a_changed_byte_in_the_listing_is_found(archive):
    archive.write_bytes(archive.read_bytes().replace(b'"database": "sqlite"', b'"database": "sqlitf"'))
    assert code_of_refusal(archive) == "BACKUP-DAMAGED"


# Made to do harm: the listing agrees with what the file holds


def hostile(place: Path, *members: tarfile.TarInfo, version: int = 1, **listed: object) -> Path:
    """A file as someone else would make it, with a listing that fits."""
    names = {member.name: hashlib.sha256(b"").hexdigest() for member in members}
    listing = {"format": version, "made_at": "", "code_version": "", "snapshots": [], "in_force": None,
               "database": "none", "members": names, **listed}  # fmt: skip
    text = json.dumps({**listing, "sha256": backups._digest_of(listing)}).encode()
    with tarfile.open(place / "a.tar", "w") as tar:
        for member in members:
            tar.addfile(member)
        last = tarfile.TarInfo("backup.json")
        last.size = len(text)
        tar.addfile(last, io.BytesIO(text))
    return place / "a.tar"


def member(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, to
    return made


@pytest.mark.parametrize("name", ["../keys/a", "/etc/passwd", "keys/../../a", "keys//a", "./keys/a", "home", "."])
def test_a_name_that_no_backup_gives_is_refused(tmp_path, name):
    assert code_of_refusal(hostile(tmp_path, member(name))) == "BACKUP-UNSAFE"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_only_plain_files_are_put_back(tmp_path, kind):
    assert code_of_refusal(hostile(tmp_path, member("keys/a", kind, to="/etc/passwd"))) == "BACKUP-UNSAFE"


@pytest.mark.parametrize("names", [("keys/a", "keys/a"), ("keys", "keys/a"), ("keys/a", "keys")])
def test_no_member_takes_the_place_of_another(tmp_path, names):
    assert code_of_refusal(hostile(tmp_path, *(member(name) for name in names))) == "BACKUP-UNSAFE"


def test_a_name_with_characters_that_drive_a_terminal_is_shown_without_them(tmp_path):
    with pytest.raises(BackupRefused) as refused:
        restore_backup(hostile(tmp_path, member("bin/\x1b[2Jsh")), Home(tmp_path / "new"))
    assert "\x1b" not in str(refused.value)


def test_a_backup_of_another_format_is_not_guessed_at(tmp_path):
    assert code_of_refusal(hostile(tmp_path, version=2)) == "BACKUP-FORMAT"


def test_a_listing_of_another_shape_is_refused(tmp_path):
    assert code_of_refusal(hostile(tmp_path, surplus=1)) == "BACKUP-DAMAGED"
