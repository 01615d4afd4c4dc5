"""Properties of person ids over snapshots: what must hold for any records, groups and keys."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from lineofsight.identity.ledger import Assigned, Key, Ledger, assign, person_id

SECRET = b"a key that only tests use, 32 b."

RECORDS = st.sets(st.tuples(st.sampled_from(["police", "school", "ssd"]), st.integers(0, 30).map(str)), min_size=1)


@st.composite
def groupings(draw: st.DrawFn) -> list[list[Key]]:
    """Records put into groups, each group in order."""
    groups: dict[int, list[Key]] = {}
    for record in sorted(draw(RECORDS)):
        groups.setdefault(draw(st.integers(0, 12)), []).append(record)
    return list(groups.values())


def ids_by_record(groups: list[list[Key]], assigned: Assigned) -> dict[Key, str]:
    return {record: person for person, group in zip(assigned.ids, groups, strict=True) for record in group}


def first(groups: list[list[Key]]) -> Assigned:
    return assign(groups, SECRET, None, "1")


@given(groupings())
def test_no_change_gives_the_same_ids_and_no_event(groups):
    once = first(groups)
    again = assign(groups, SECRET, once.ledger, "2")
    assert again.ids == once.ids
    assert again.event_counts == {}
    assert again.ledger.events.equals(once.ledger.events)
    assert again.redirects.num_rows == 0


@given(groupings(), groupings(), st.randoms())
def test_the_order_of_groups_does_not_matter(before, after, random):
    ledger = first(before).ledger
    shuffled = random.sample(after, len(after))
    straight, mixed = (assign(groups, SECRET, ledger, "2") for groups in (after, shuffled))
    assert ids_by_record(after, straight) == ids_by_record(shuffled, mixed)
    assert straight.ledger.events.equals(mixed.ledger.events)
    assert straight.redirects.equals(mixed.redirects)


@given(groupings(), groupings())
def test_every_group_has_an_id_of_its_own(before, after):
    assigned = assign(after, SECRET, first(before).ledger, "2")
    assert len(set(assigned.ids)) == len(after)


@given(groupings(), groupings())
def test_a_group_that_is_as_it_was_keeps_its_id(before, after):
    once = first(before)
    then = assign(after, SECRET, once.ledger, "2")
    ids = ids_by_record(before, once)
    for group, person in zip(after, then.ids, strict=True):
        if group in before:
            assert person == ids[group[0]]


@settings(max_examples=300)
@given(groupings(), st.data())
def test_undoing_a_merge_restores_the_ids(groups, data):
    if len(groups) < 2:
        return
    once = first(groups)
    a, b = data.draw(st.permutations(range(len(groups))))[:2]
    joined = [group for number, group in enumerate(groups) if number not in (a, b)] + [sorted(groups[a] + groups[b])]
    merged = assign(joined, SECRET, once.ledger, "2")
    undone = assign(groups, SECRET, merged.ledger, "3")
    assert merged.event_counts == {"merged": 1}
    assert undone.ids == once.ids


@settings(max_examples=300)
@given(groupings(), st.data())
def test_undoing_a_split_restores_the_ids(groups, data):
    large = [number for number, group in enumerate(groups) if len(group) > 1]
    if not large:
        return
    once = first(groups)
    number = data.draw(st.sampled_from(large))
    cut = data.draw(st.integers(1, len(groups[number]) - 1))
    parts = [*groups[:number], groups[number][:cut], groups[number][cut:], *groups[number + 1 :]]
    split = assign(parts, SECRET, once.ledger, "2")
    undone = assign(groups, SECRET, split.ledger, "3")
    assert split.event_counts == {"split": 1}
    assert undone.ids == once.ids


@given(groupings(), groupings())
def test_a_lost_id_leads_somewhere_or_says_it_is_gone(before, after):
    once = first(before)
    then = assign(after, SECRET, once.ledger, "2")
    lost = set(once.ids) - set(then.ids)
    led = dict(zip(*(then.redirects[name].to_pylist() for name in ("lost_person_id", "person_id")), strict=True))
    assert set(led) == lost
    held = {record for group in after for record in group}
    for group, person in zip(before, once.ids, strict=True):
        if person in lost:
            assert (led[person] is None) == (not held & set(group))
            assert led[person] is None or led[person] in then.ids


@given(groupings(), groupings())
def test_records_that_come_back_bring_their_ids_back(before, between):
    once = first(before)
    away = assign(between, SECRET, once.ledger, "2")
    assert set(assign(before, SECRET, away.ledger, "3").ids) >= set(once.ids) - set(away.ids)


def test_what_each_event_says():
    ssd1, ssd2, ssd3, police = ("ssd", "1"), ("ssd", "2"), ("ssd", "3"), ("police", "9")
    once = first([[ssd1], [ssd2, ssd3]])
    one, two = once.ids
    then = assign([[police, ssd1], [ssd2], [ssd3]], SECRET, once.ledger, "2")
    told = [row for row in then.ledger.events.to_pylist() if row["run"] == "2"]
    assert told == [
        {"run": "2", "event": "joined", "person_id": one, "other_person_id": None, "n_records": 1},
        {"run": "2", "event": "split", "person_id": then.ids[2], "other_person_id": two, "n_records": 1},
    ]


def test_an_id_can_be_read_out():
    """P and twelve characters without I, L, O and U; the same for the same key; told apart by key and by record."""
    made = person_id(SECRET, ("ssd", "1"))
    assert len(made) == 13
    assert made[0] == "P"
    assert not set(made) & set("ILOU")
    assert made == person_id(SECRET, ("ssd", "1"))
    assert (
        len(
            {made, person_id(b"x" * 32, ("ssd", "1")), person_id(SECRET, ("ssd1", "")), person_id(SECRET, ("ss", "d1"))}
        )
        == 4
    )


def test_a_new_person_never_gets_an_id_that_someone_else_holds():
    """The anchor's own id is held by a group that the record has left."""
    a, b = ("ssd", "1"), ("ssd", "2")
    taken = person_id(SECRET, b)
    held = pa.table({"source": ["ssd"], "source_key": ["1"], "person_id": [taken]})
    assigned = assign([[a], [b]], SECRET, Ledger(held), "2")
    assert assigned.ids[0] == taken
    assert assigned.ids[1] not in {taken, person_id(SECRET, a)}
