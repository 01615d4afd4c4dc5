"""The files a browser is sent: small, ours to use, and of no other organisation's brand."""

from pathlib import Path

import pytest

import lineofsight_web

STATIC = Path(lineofsight_web.__file__).parent / "ui" / "static"
BUILT = sorted((STATIC / "ui" / "govuk").glob("govuk.*"))


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
@pytest.mark.parametrize("word", ["Transport", "url(", "sourceMapping", "govuk-crest", "//fonts"])
def test_the_built_files_carry_no_font_crest_or_address_of_others(path, word):
    assert word not in path.read_text(encoding="utf-8")


def test_the_built_files_are_small_and_carry_their_licence():
    assert [path.name for path in BUILT] == ["govuk.css", "govuk.js"]
    assert sum(path.stat().st_size for path in STATIC.rglob("*") if path.is_file()) < 1_000_000
    assert "MIT License" in (STATIC / "ui" / "govuk" / "LICENCE.md").read_text(encoding="utf-8")


def test_the_lock_file_of_the_built_files_names_no_registry():
    lock = STATIC.parent / "assets" / "package-lock.json"
    text = lock.read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in text
    assert "resolved" not in text
    assert "http" not in text
