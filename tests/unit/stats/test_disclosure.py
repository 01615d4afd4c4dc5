"""What is hidden in tables, what an outsider can still work out, and that nothing cheaper would do."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lineofsight.stats.disclosure import (
    NOT_EXACT,
    SMALLEST_SHOWN,
    WIDTH,
    Cell,
    Released,
    Sum,
    attack,
    cheapest_secondary,
    is_small,
    is_small_share,
    room,
    rounded,
)

FOLDER = Path(__file__).parents[2] / "data" / "stats" / "disclosure"
WIDTHS = {"not_exact": NOT_EXACT, "width_ge_5": WIDTH}


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def two_way(counts: dict[tuple[str, str], int]) -> tuple[Released, list[tuple[str, str]]]:
    """A table with its row and column totals, and which of the cells are totals."""
    by_row, by_column = defaultdict(list), defaultdict(list)
    for cell in counts:
        by_row[cell[0], "all"].append(cell)
        by_column["all", cell[1]].append(cell)
    totals = {**by_row, **by_column}
    whole = counts | {total: sum(counts[part] for part in parts) for total, parts in totals.items()}
    return Released(whole, [Sum(total, tuple(parts)) for total, parts in totals.items()]), list(totals)


def table(name: str) -> dict[tuple[str, str], int]:
    return {
        (f"r{row['row']}", f"c{row['col']}"): int(row["count"]) for row in rows_of("tables.csv") if row["table"] == name
    }


def small_cells(counts) -> list:
    return [cell for cell, count in counts.items() if is_small(count)]


def width(interval) -> float:
    return interval.upper - interval.lower


# The rule


@pytest.mark.parametrize("row", rows_of("rounding.csv"))
def test_counts_as_dfe_displays_them_or_rounded(row):
    n = int(row["n"])
    assert rounded(n) == int(row["round5"])
    assert ("c" if is_small(n) else str(n)) == row["dfe_la_display"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "hidden"),
    [(3, 100, True), (97, 100, True), (0, 100, False), (100, 100, False), (6, 12, False), (0, 3, True), (3, 3, True)],
)
def test_a_percentage_is_hidden_with_its_numerator_and_with_what_is_left(numerator, denominator, hidden):
    """97 of 100 says as much about three children as 3 of 100. All of 3 tells of each of them; all of 100 is shown."""
    assert is_small_share(numerator, denominator) is hidden


# The tables


@pytest.mark.parametrize("row", [row for row in rows_of("tables.csv") if row["primary_1_to_5"] == "True"])
def test_what_an_attacker_gets_where_only_small_counts_are_hidden(row):
    counts = table(row["table"])
    released, _ = two_way(counts)
    found = attack(released, small_cells(counts))[f"r{row['row']}", f"c{row['col']}"]
    low, high = row["attacker_range_if_primary_only"].split("..")
    assert (found.lower, found.upper) == pytest.approx((float(low), float(high)))


@pytest.mark.parametrize("row", rows_of("optimal_secondary.csv"), ids=lambda row: f"{row['table']}-{row['criterion']}")
def test_the_fewest_further_cells(row):
    counts = table(row["table"])
    released, totals = two_way(counts)
    small = small_cells(counts)
    found = cheapest_secondary(released, small, width=WIDTHS[row["criterion"]], always_shown=totals)
    assert len(small) == int(row["n_primary"])
    assert len(found) == int(row["min_secondary"])
    assert sum(counts[cell] for cell in found) == int(row["min_secondary_total_count"])
    assert all(width(interval) >= WIDTHS[row["criterion"]] for interval in attack(released, {*small, *found}).values())


def cheapest_by_trying_all(released, small, may, needed):
    """The slow twin: every set of cells, fewest and smallest first."""
    orders = [
        (n, sum(released.counts[cell] for cell in extra), extra)
        for n in range(len(may) + 1)
        for extra in combinations(may, n)
    ]
    for n, total, extra in sorted(orders, key=lambda order: order[:2]):
        if all(width(found) >= needed - 1e-6 for found in attack(released, {*small, *extra}, of=small).values()):
            return n, total
    return None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=9, max_size=9), st.sampled_from([NOT_EXACT, WIDTH]))
def test_no_cheaper_set_would_do(counts, needed):
    cells = {(f"r{place // 3}", f"c{place % 3}"): count for place, count in enumerate(counts)}
    released, totals = two_way(cells)
    small = small_cells(cells)
    expected = cheapest_by_trying_all(released, small, [cell for cell in cells if cell not in small], needed)
    if expected is None:
        with pytest.raises(ValueError, match="no set of cells"):
            cheapest_secondary(released, small, width=needed, always_shown=totals)
    else:
        found = cheapest_secondary(released, small, width=needed, always_shown=totals)
        assert (len(found), sum(cells[cell] for cell in found)) == expected


# Figures that are released together


def test_a_district_of_two_pages_is_one_cell():
    """Hidden on the page of districts and shown on that of teams, it would not be hidden."""
    counts = {
        "county": 60,
        "Stroud": 3,
        "Cotswold": 9,
        "Gloucester": 48,
        "Stroud 1": 3,
        "Cotswold 1": 4,
        "Cotswold 2": 5,
    }
    districts = Sum("county", ("Stroud", "Cotswold", "Gloucester"))
    teams = [Sum("Stroud", ("Stroud 1",)), Sum("Cotswold", ("Cotswold 1", "Cotswold 2"))]
    together = Released(counts, [districts, *teams])
    assert attack(together, ["Stroud"])["Stroud"].upper == 3
    small = small_cells(counts)
    further = cheapest_secondary(together, small, always_shown=["county"])
    assert further == {"Cotswold"}
    assert all(width(found) >= WIDTH for found in attack(together, {*small, *further}, of=small).values())


def test_two_pages_that_are_safe_alone_are_not_safe_together():
    """By age two groups are hidden, by sex none: but all of one age group are boys, and the county is their total."""
    counts = {"all": 40, "young": 4, "old": 36, "F": 20, "M": 20, "young M": 4, "young F": 0, "old M": 16, "old F": 20}
    sums = [
        Sum("all", ("young", "old")), Sum("all", ("F", "M")), Sum("young", ("young M", "young F")),
        Sum("old", ("old M", "old F")), Sum("M", ("young M", "old M")), Sum("F", ("young F", "old F")),
    ]  # fmt: skip
    released = Released(counts, sums)
    assert width(attack(released, ["young", "young M", "old"])["young"]) == 0
    further = cheapest_secondary(released, ["young", "young M"], always_shown=["all"])
    hidden = {"young", "young M", *further}
    assert all(width(found) >= WIDTH for found in attack(released, hidden, of=["young", "young M"]).values())


def rolling(months: dict[str, list[int]], first: int) -> Released:
    """Districts and their county by month (on no page), and the 12 months to each month end from `first` on."""
    county = [sum(column) for column in zip(*months.values(), strict=True)]
    series = {**months, "county": county}
    counts: dict[tuple[str | int, ...], int] = {
        (name, month): n for name, every in series.items() for month, n in enumerate(every)
    }
    sums = [Sum(("county", month), tuple((name, month) for name in months)) for month in range(len(county))]
    for name, every in series.items():
        for last in range(first, len(every)):
            window = tuple((name, month) for month in range(last - 11, last + 1))
            counts[name, "to", last] = sum(every[month] for _, month in window)
            sums.append(Sum((name, "to", last), window))
    return Released(counts, sums, frozenset(cell for cell in counts if len(cell) == 2))


def test_two_rolling_years_in_a_row_give_a_month_away():
    """Nobody in one rolling year, seven in the next, seven in the one after the next.

    So all seven came in the first month after the empty year: the hidden figure between two shown ones is known.
    """
    quiet = [0] * 12
    released = rolling({"Cotswold": [*quiet, 7, 0, 0], "Stroud": [*quiet, 6, 0, 0], "Tewkesbury": [9] * 15}, first=11)
    found = attack(released, [("Cotswold", "to", 13), ("Stroud", "to", 13)])
    assert found["Cotswold", "to", 13].lower == found["Cotswold", "to", 13].upper == 7


def test_further_cells_are_found_over_all_months_together():
    quiet = [0] * 12
    released = rolling({"Cotswold": [*quiet, 7, 0, 0], "Stroud": [*quiet, 3, 0, 6], "Tewkesbury": [9] * 15}, first=11)
    small = [cell for cell, n in released.counts.items() if len(cell) == 3 and is_small(n)]
    assert small == [("Stroud", "to", 12), ("Stroud", "to", 13)]
    alone = {("Cotswold", "to", 12), ("Cotswold", "to", 13)}
    further = cheapest_secondary(released, small, always_shown=[("county", "to", last) for last in range(11, 15)])
    assert len(further) == 2
    assert all(width(found) >= WIDTH for found in attack(released, {*small, *further}, of=small).values())
    assert further == alone  # the next month shows Cotswold's seven, but not which of the three months they came in


def test_the_two_counts_of_a_percentage_are_hidden_together():
    counts: dict[Cell, int] = {"n": 30, "of": 90, "rest": 60}
    sums = [Sum("of", ("n", "rest"))]
    for place, (n, of) in {"Stroud": (3, 20), "Cotswold": (12, 30), "Gloucester": (15, 40)}.items():
        counts |= {(place, "n"): n, (place, "of"): of, (place, "rest"): of - n}
        sums.append(Sum((place, "of"), ((place, "n"), (place, "rest"))))
    places = ("Stroud", "Cotswold", "Gloucester")
    sums += [Sum(count, tuple((place, count) for place in places)) for count in ("n", "of", "rest")]
    released = Released(counts, sums)
    pages = [[(place, count) for count in ("n", "of", "rest")] for place in places]
    further = cheapest_secondary(released, [("Stroud", "n")], always_shown=["n", "of", "rest"], together=pages)
    assert further == {("Stroud", "of"), ("Stroud", "rest"), *pages[1]}


def test_a_sum_that_does_not_hold_is_refused():
    with pytest.raises(ValueError, match="do not add up"):
        Released({"all": 5, "a": 2, "b": 2}, [Sum("all", ("a", "b"))])


def test_nothing_small_needs_nothing_more():
    released, totals = two_way({("a", "x"): 9, ("b", "x"): 0})
    assert cheapest_secondary(released, [], always_shown=totals) == frozenset()
    assert SMALLEST_SHOWN == 6


# Rolling totals


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0.0, 1.0, 3.0, np.inf])), min_size=4, max_size=12),
    st.data(),
)
def test_shortest_paths_are_the_linear_programmes_answer(limits, data):
    """Against the plain linear programme, for every window of three months."""
    lower, upper = np.array([-float(low) for low, _ in limits]), np.array([high for _, high in limits])
    windows = [(last - 2, last) for last in range(2, len(limits))]
    fixed = data.draw(st.lists(st.sampled_from(windows), unique=True))
    far = room(lower, upper, fixed)
    sums = np.array([[float(first <= month <= last) for month in range(len(limits))] for first, last in fixed])
    for first, last in windows:
        inside = np.array([float(first <= month <= last) for month in range(len(limits))])
        for sign, found in ((1, far[first, last + 1]), (-1, far[last + 1, first])):
            solved = linprog(
                -sign * inside, A_eq=sums if fixed else None, b_eq=np.zeros(len(fixed)) if fixed else None,
                bounds=list(zip(lower, upper, strict=True)), method="highs",
            )  # fmt: skip
            assert found == pytest.approx(np.inf if solved.status == 3 else -solved.fun)
