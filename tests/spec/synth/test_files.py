"""Every declared source has a file, and its declaration can read every cell but those planted to be refused."""

import csv
from collections import Counter

import pytest

from lineofsight.errors import UnreadableError
from lineofsight.sources import SOURCES, Source
from lineofsight.standards.columns import Code, JsonFlags
from tests.spec.synth.counting import Files

title = "The synthetic county's files"

SINCE_2024 = {"ssda903_social_workers"}


def paths_of(files: Files, source: Source) -> list[str]:
    """The files of a source, found by the headers that its declaration names."""
    found = []
    for path in sorted((files.folder / "extracts").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            headers = next(csv.reader(lines))
        declared = [source.by_header.get(header.casefold()) for header in headers]
        needed = {column.name for column in source.columns if not column.optional}
        if None not in declared and needed <= {column.name for column in declared if column}:
            found.append(path.relative_to(files.folder).as_posix())
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_has_a_file_with_rows_that_its_declaration_reads(large, source):
    paths = paths_of(large, source)
    assert paths, "no file"
    if source.family == "ssda903":
        assert len(paths) == (1 if source.name in SINCE_2024 else 6)
    rows = 0
    for path in paths:
        keys: Counter[tuple[str, ...]] = Counter()
        for row in large.rows(path):
            rows += 1
            cells = {source.by_header[header.casefold()].name: cell.strip() for header, cell in row.items()}
            keys[tuple(cells[name] for name in source.key)] += 1
            for name, cell in cells.items():
                column = source.by_name[name]
                assert cell or not column.required, name
                if cell:
                    value = column.type.parse(cell)
                    assert not isinstance(column.type, Code | JsonFlags) or not column.type.unknown(value), name
        assert not keys or max(keys.values()) == 1, path
    assert rows


def test_planted_mistakes_are_few_and_are_what_the_truth_says(as_extracted):
    """Each line that the truth names has its mistake; they are under one in a thousand rows."""
    total = sum(
        len(as_extracted.rows(str(p.relative_to(as_extracted.folder))))
        for p in as_extracted.folder.rglob("extracts/**/*.csv")
    )
    assert 10 < len(as_extracted.dirt) < total / 1000
    by_source = {path: source for source in SOURCES for path in paths_of(as_extracted, source)}
    for (path, line), spot in as_extracted.dirt.items():
        with (as_extracted.folder / path).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        source, cells = by_source[path], rows[line - 1]
        named = {source.by_header[header.casefold()].name: cell for header, cell in zip(rows[0], cells, strict=True)}
        if spot["kind"] == "row repeated":
            assert rows.count(cells) == 2
        elif spot["kind"] == "blank required":
            assert named[spot["column"]] == ""
            assert source.by_name[spot["column"]].required
        elif spot["kind"] == "unknown code":
            assert source.by_name[spot["column"]].type.unknown(named[spot["column"]])  # type: ignore[attr-defined]  # a code
        else:
            with pytest.raises(UnreadableError):
                source.by_name[spot["column"]].type.parse(named[spot["column"]])


def test_the_files_are_as_many_rows_as_a_tenth_of_a_county(as_extracted):
    rows = sum(
        len(as_extracted.rows(str(p.relative_to(as_extracted.folder))))
        for p in as_extracted.folder.rglob("extracts/**/*.csv")
    )
    assert 120_000 < rows < 300_000


def test_contacts_are_about_three_a_referral(large):
    received = [row for row in large.ssd("cin_episodes") if row["cine_referral_date"] >= "2018-04-01"]
    assert 2.7 < len(large.ssd("contacts")) / len(received) < 3.3


def test_files_of_a_return_name_the_year_it_ends_in(large):
    assert (large.folder / "extracts/ssda903/2023-24/ssda903_2024_episodes.csv").is_file()
    assert not (large.folder / "extracts/ssda903/2024-25").exists()
