"""Linking on data that nobody here made, and what the quality figures count."""

from lineofsight.identity.evaluate import quality, quality_by_sources
from tests.factories.febrl import febrl4
from tests.factories.people import link


def test_febrl4_is_linked_nearly_without_fault():
    """5,000 people, each with a corrupted second record."""
    tables, truth = febrl4()
    linked = link(tables)
    found = quality(
        {("any", key): person for key, person in linked.ids.items()}, {("any", key): who for key, who in truth.items()}
    )
    assert found.records == 10_000
    assert found.precision >= 0.9995
    assert found.f1 >= 0.99


def test_what_is_counted():
    """Two children: one split in two, the other's records right but one given to the first child."""
    truth = {("a", "1"): "X", ("a", "2"): "X", ("b", "3"): "Y", ("b", "4"): "Y", ("b", "5"): "Y"}
    linked = {
        ("a", "1"): "P1",
        ("a", "2"): "P2",
        ("b", "3"): "P3",
        ("b", "4"): "P3",
        ("b", "5"): "P2",
        ("c", "9"): "P3",
    }
    found = quality(linked, truth)
    assert (found.records, found.children) == (5, 2), "a record without truth is not counted"
    assert (found.true_pairs, found.found_pairs, found.correct_pairs) == (4, 2, 1)
    assert (found.precision, found.recall) == (0.5, 0.25)
    assert (found.mixed_per_1000, found.split_per_1000) == (1000, 1000)
    by_sources = quality_by_sources(linked, truth)
    assert (by_sources["a", "b"].true_pairs, by_sources["a", "b"].found_pairs) == (0, 1)
    assert (by_sources["b", "b"].correct_pairs, by_sources["b", "b"].true_pairs) == (1, 3)


def test_nothing_to_be_wrong_about_is_right():
    assert quality({("a", "1"): "P1"}, {("a", "1"): "X"}).f1 == 1
