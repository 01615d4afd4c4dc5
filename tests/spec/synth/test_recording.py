"""Files hold what had been recorded on the day they were made: some things are entered weeks after they happened."""

import csv
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from lineofsight.sources import BY_NAME
from tests.spec.synth.counting import Files, that_day

title = "Late recording, and two extracts of one county"


def by_key(files: Files, table: str) -> dict[str, dict[str, str]]:
    key = BY_NAME[f"ssd_{table}"].key[0]
    return {row[key]: row for row in files.ssd(table)}


def test_some_things_are_entered_weeks_later(large):
    late = large.truth("events_recorded")
    waits = [(that_day(row["recorded_on"]) - that_day(row["happened_on"])).days for row in late]
    assert min(waits) >= 8
    assert max(waits) > 30
    assert {"ssd_cin_episodes", "ssd_cp_plans", "ssd_cla_episodes", "ssd_cin_visits"} <= {row["source"] for row in late}


def test_an_extract_holds_nothing_that_was_recorded_after_it(as_extracted, large):
    """An event that the truth says was entered in May is in no file of April, and in the files of December."""
    later = [row for row in large.truth("events_recorded") if that_day(row["recorded_on"]) > date(2024, 4, 30)]
    assert later
    for row in later:
        table = row["source"].removeprefix("ssd_")
        if row["column"] in {"cine_referral_date", "cinv_cin_visit_date", "cppl_cp_plan_start_date"}:
            assert row["source_key"] not in by_key(as_extracted, table)
            assert row["source_key"] in by_key(large, table)


def test_what_a_row_refers_to_is_in_the_files_already(as_extracted):
    """An enquiry is not entered before its referral, nor a plan before its conference."""
    keys = {
        "referral": {row["cine_referral_id"] for row in as_extracted.ssd("cin_episodes")},
        "enquiry": {row["s47e_s47_enquiry_id"] for row in as_extracted.ssd("s47_enquiry")},
        "conference": {
            row["icpc_icpc_id"] for row in as_extracted.ssd("initial_cp_conference") if row["icpc_icpc_date"]
        },
        "placement": {row["clap_cla_placement_id"] for row in as_extracted.ssd("cla_placement")},
    }
    for table, column, to in (
        ("cin_assessments", "cina_referral_id", "referral"), ("s47_enquiry", "s47e_referral_id", "referral"),
        ("initial_cp_conference", "icpc_referral_id", "referral"), ("cp_plans", "cppl_referral_id", "referral"),
        ("cin_plans", "cinp_referral_id", "referral"), ("cla_episodes", "clae_referral_id", "referral"),
        ("initial_cp_conference", "icpc_s47_enquiry_id", "enquiry"), ("cp_plans", "cppl_icpc_id", "conference"),
        ("cla_episodes", "clae_cla_placement_id", "placement"),
    ):  # fmt: skip
        referred = {row[column] for row in as_extracted.ssd(table) if row[column]}
        assert referred <= keys[to], (table, column)


def test_an_end_recorded_later_is_blank_before(as_extracted, large):
    now, then = by_key(large, "cin_episodes"), by_key(as_extracted, "cin_episodes")
    ended = [key for key, row in now.items() if row["cine_close_date"] and key in then]
    assert any(then[key]["cine_close_date"] == then[key]["cine_close_reason"] == "" for key in ended)


def test_a_later_extract_only_adds_rows_and_ends(as_extracted, large):
    """In the tables of the child's journey a row that was there is there still, changed only where something ended."""
    for table, ends in (
        ("cin_episodes", {"cine_close_date", "cine_close_reason"}),
        ("cp_plans", {"cppl_cp_plan_end_date"}),
        ("s47_enquiry", {"s47e_s47_end_date", "s47e_s47_nfa", "s47e_s47_outcome_json"}),
        ("cin_visits", set()),
        ("contacts", set()),
        ("cla_placement", {"clap_cla_placement_end_date", "clap_cla_placement_change_reason"}),
        ("involvements", {"invo_involvement_end_date"}),
    ):
        before, after = by_key(as_extracted, table), by_key(large, table)
        assert len(before) <= len(after)
        for key, row in before.items():
            assert key in after
            for column, cell in row.items():
                assert cell == after[key][column] or (column in ends and cell == ""), (table, column)


def test_records_of_people_change_only_as_they_are_born_or_start_school(as_extracted, large):
    """A mistake in a record stays that mistake."""
    before, after = by_key(as_extracted, "person"), by_key(large, "person")
    for key, row in before.items():
        if row["pers_dob"]:
            for column in ("pers_forename", "pers_surname", "pers_dob", "pers_sex", "pers_common_child_id"):
                assert row[column] == after[key][column]


def test_a_month_closes_at_different_levels_as_it_was_known_and_as_it_was(as_extracted, large):
    """Late recording is what a product must tell apart from change; here it moves a level by a few children."""
    when = date(2024, 4, 30)
    known, true = len(as_extracted.looked_after(when)), len(large.looked_after(when))
    assert abs(known - true) <= 6


def test_the_same_seed_makes_the_same_bytes_whatever_the_time_zone_and_hash_seed(tmp_path):
    """In two processes."""
    code = (
        "import sys; from pathlib import Path; from lineofsight.synth import make_county;"
        "make_county(Path(sys.argv[1]), residents=3000, seed=11)"
    )
    for name, zone, hashing in (("one", "Pacific/Auckland", "1"), ("two", "America/Los_Angeles", "2")):
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": hashing}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / name)], check=True, env=environment)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_makes_another_county(make):
    one, two = (make(residents=1000, seed=seed) for seed in (1, 2))
    assert one.ssd("person") != two.ssd("person")
    assert len(one.ssd("cin_episodes")) == len(two.ssd("cin_episodes"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_events_recorded_is_a_table_that_reads(large):
    with (large.folder / "truth" / "events_recorded.csv").open(encoding="utf-8", newline="") as lines:
        headers = next(csv.reader(lines))
    assert headers == ["source", "source_key", "column", "happened_on", "recorded_on"]
