"""Who is who, and the mistakes that make it hard to see: the truth that linking is measured against."""

from collections import Counter, defaultdict

from lineofsight.standards.areas import districts
from lineofsight.standards.identifiers import is_temporary_upn, valid_nhs_number, valid_upn
from tests.spec.synth.counting import Files, age_on, that_day

title = "Who is who in the synthetic county"

SOURCES = {
    "ssd_person": ("extracts/ssd/ssd_person.csv", "pers_person_id"),
    "police_missing": ("extracts/police/police_missing_2024-04.csv", "Ref"),
}


def test_every_record_of_a_named_source_has_one_true_person(as_extracted):
    for source, (path, key) in SOURCES.items():
        keys = {row[key] for row in as_extracted.rows(path)}
        told = {record for of, record in as_extracted.true_id if of == source}
        assert keys <= told
        assert len(told - keys) <= 5  # rows planted to be refused
    pupils = [
        row["pupilonrolltableid"]
        for year in (2023, 2024)
        for row in as_extracted.rows(f"extracts/school_census/school_census_{year}_spring_pupilonroll.csv")
    ]
    told = {record for of, record in as_extracted.true_id if of == "school_census_pupils_on_roll"}
    assert set(pupils) <= told


def test_children_of_the_returns_are_known_by_the_id_that_the_case_system_prints(as_extracted):
    printed = {row["pers_legacy_id"]: row["pers_person_id"] for row in as_extracted.ssd("person")}
    for year in range(2019, 2025):
        for row in as_extracted.returned("header", year):
            child = row["CHILD"]
            assert as_extracted.true_id["ssda903_header", child] == as_extracted.true_id["ssd_person", printed[child]]


def test_some_children_are_held_twice_and_some_still_as_unborn(as_extracted):
    children = {row["true_id"] for row in as_extracted.truth("households")}
    held = Counter(
        person for (source, _), person in as_extracted.true_id.items() if source == "ssd_person" and person in children
    )
    twice = sum(count == 2 for count in held.values())
    assert 0.005 < twice / len(held) < 0.04
    unborn = [row for row in as_extracted.ssd("person") if row["pers_forename"] == "Unborn"]
    still = [
        row for row in unborn if as_extracted.true_birth["ssd_person", row["pers_person_id"]] <= that_day("2024-04-30")
    ]
    assert unborn
    assert still


def test_pupils_of_two_censuses_are_mostly_the_same_children(as_extracted):
    true = defaultdict(set)
    for year in (2023, 2024):
        for row in as_extracted.rows(f"extracts/school_census/school_census_{year}_spring_pupilonroll.csv"):
            true[year].add(as_extracted.true_id["school_census_pupils_on_roll", row["pupilonrolltableid"]])
    assert len(true[2023] & true[2024]) / len(true[2024]) > 0.85


def test_numbers_are_valid_and_nobody_elses(as_extracted):
    """All NHS numbers begin 999. Those that are wrong are in the truth."""
    wrong = {row["source_key"] for row in as_extracted.truth("mistakes") if row["mistake"].startswith("NHS number")}
    seen: dict[str, str] = {}
    for row in as_extracted.ssd("person"):
        number, key = row["pers_common_child_id"], row["pers_person_id"]
        if number and key not in wrong:
            assert number.startswith("999")
            assert valid_nhs_number(number)
            assert (
                seen.setdefault(number, as_extracted.true_id["ssd_person", key])
                == as_extracted.true_id["ssd_person", key]
            )


def test_pupils_have_valid_upns_some_temporary(as_extracted):
    upns = [row["upn"] for row in as_extracted.rows("extracts/school_census/school_census_2024_spring_pupilonroll.csv")]
    assert all(valid_upn(upn) for upn in upns)
    assert 0 < sum(is_temporary_upn(upn) for upn in upns) < 0.03 * len(upns)
    permanent = [upn for upn in upns if not is_temporary_upn(upn)]
    assert len(set(permanent)) > 0.999 * len(permanent)


def test_mistakes_differ_by_source_and_are_at_their_rates(as_extracted):
    """The police misspell more than schools do. Each rate is the one declared, within what chance can move."""
    counted = {(row["source"], row["mistake"]): row for row in as_extracted.truth("mistakes_counted")}
    declared = {
        (row["source"], row["mistake"]): float(row["per_100_records"]) for row in as_extracted.truth("error_rates")
    }

    def rate(source: str, mistake: str) -> float:
        row = counted[source, mistake]
        return 100 * int(row["records_with_it"]) / int(row["records"])

    assert rate("police_missing", "surname misspelt") > 2 * rate("school_census_pupils_on_roll", "surname misspelt")
    for source, mistake in (
        ("ssd_person", "surname misspelt"), ("school_census_pupils_on_roll", "forename misspelt"),
        ("police_missing", "birth date missing"), ("ssd_person", "birth date missing"),
    ):  # fmt: skip
        assert 0.4 * declared[source, mistake] < rate(source, mistake) < 2 * declared[source, mistake]


def test_the_mistakes_named_are_in_the_records(as_extracted):
    """A misspelt surname is not the child's; a missing birth date is blank."""
    person = {row["pers_person_id"]: row for row in as_extracted.ssd("person")}
    named = defaultdict(set)
    for row in as_extracted.truth("mistakes"):
        if row["source"] == "ssd_person":
            named[row["mistake"]].add(row["source_key"])
    assert all(person[key]["pers_dob"] == "" for key in named["birth date missing"])
    assert all(person[key]["pers_sex"] == "" for key in named["sex missing"] - named["sex wrong"])
    assert all(person[key]["pers_common_child_id"] == "" for key in named["NHS number missing"])


def test_twins_share_birth_date_and_mother_and_not_a_name(as_extracted):
    people = {row["true_id"]: row for row in as_extracted.truth("households")}
    twins = [(row, people[row["twin_of"]]) for row in people.values() if row["twin_of"] in people]
    assert len(twins) > 20
    for one, other in twins:
        assert one["date_of_birth"] == other["date_of_birth"]
        assert one["mother"] == other["mother"]
    names = {
        as_extracted.true_id["ssd_person", row["pers_person_id"]]: row["pers_forename"]
        for row in as_extracted.ssd("person")
    }
    alike = [
        names[one["true_id"]] == names[other["true_id"]]
        for one, other in twins
        if {one["true_id"], other["true_id"]} <= set(names)
    ]
    assert sum(alike) / len(alike) < 0.1


def test_twins_are_under_two_in_a_hundred_births(as_extracted):
    people = as_extracted.truth("households")
    assert 0.008 < sum(row["twin_of"] != "" for row in people) / len(people) < 0.03


def test_unaccompanied_children_are_mostly_16_or_17_when_they_come(large):
    alone = {
        row["immi_person_id"] for row in large.ssd("immigration_status") if row["immi_immigration_status"] == "UASC"
    }
    ages = [
        age_on(large.true_birth["ssd_person", period.child], period.start)
        for period in large.periods
        if period.child in alone
    ]
    assert ages
    assert sum(age >= 16 for age in ages) / len(ages) > 0.8
    assert all(large.true_birth["ssd_person", child].month for child in alone)


def test_names_fit_families(as_extracted):
    """Families of every origin are there, so that linking can be compared between them."""
    origins = Counter(row["name_origin"] for row in as_extracted.truth("households"))
    assert set(origins) >= {"british", "south_asian_muslim", "eastern_european", "african", "chinese"}
    assert origins["british"] / sum(origins.values()) > 0.75


def test_decisions_are_right(as_extracted):
    """'same' is about one child held twice; 'different' about twins."""
    decisions = as_extracted.rows("extracts/decisions/decisions_identity.csv")
    assert {row["decision"] for row in decisions} == {"same", "different"}
    for row in decisions:
        one = as_extracted.true_id[row["source_a"], row["source_key_a"]]
        other = as_extracted.true_id[row["source_b"], row["source_key_b"]]
        assert (one == other) == (row["decision"] == "same")


def test_a_home_is_never_a_placement(large: Files):
    """Children looked after keep their home's district: the placement is another kind of address."""
    kinds = Counter(row["addr_address_type"] for row in large.ssd("address"))
    assert set(kinds) == {"Home", "Placement"}
    lookup = large.rows("extracts/reference/postcodes.csv")
    inside = {row["pcds"].replace(" ", "") for row in lookup if row["laua"] in districts()}
    assert {row["pcds"][:2] for row in lookup} == {"ZG", "ZH"}
    assert all(code.startswith("ZG") for code in inside)
    outside = sum(row["addr_address_postcode"] not in inside for row in large.ssd("address"))
    assert 0 < outside < 0.1 * len(large.ssd("address"))
