"""Teams compared: which cases, by which facts, in which structure; and what is said where none can be allowed for."""

import re
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from lineofsight.engines import DuckDBEngine
from lineofsight.measures.catalogue import INDICATORS
from lineofsight.measures.comparison import CASES, COMPARISONS, FACTS, MODELS, put_comparisons, question_of, questions
from lineofsight.measures.comparison.case_mix import FEWEST_IN_GROUP, expectations, joined
from tests.factories.measures import measure

AT = date(2024, 4, 30)
RE_REFERRALS = INDICATORS["FD08"]


# Which measures


def test_only_shares_of_what_happened_to_children_are_asked_of_teams():
    asked = {one.indicator.id: one for one in questions()}
    assert {"FD08", "AS02", "CP04", "CP09", "CL03"} <= set(asked)
    assert not {"LA01", "PS01", "FD07", "FD01", "CP11", "WF01"} & set(asked)
    assert (asked["FD08"].side, asked["AS02"].side) == ("above", "below")


def test_no_fact_is_what_the_question_counts():
    assert "earlier_plan" not in question_of(RE_REFERRALS).facts
    assert "earlier_plan" not in question_of(INDICATORS["CP09"]).facts
    assert "earlier_plan" in question_of(INDICATORS["CP04"]).facts
    assert "age_band" not in question_of(INDICATORS["LA04"]).facts  # starting at 16 or 17


# Which cases


@pytest.fixture(scope="module")
def cases():
    """One child a rule, referred in the last 12 months; two years of closed cases make the data begin before that."""
    history = "\n".join(
        f"H{month} | H{month} | 2020-01-01 | 20{20 + month // 12}-{month % 12 + 1:02}-05 | " for month in range(52)
    )
    engine = DuckDBEngine(threads=1)
    measure(
        engine, [RE_REFERRALS], at=AT,
        tables={
            "referrals": f"""
                referral_id | person_id | referral_date | close_date | referral_source
                {history}
                A | A | 2023-05-01 |  | 1A
                B | B | 2024-04-02 |  | 10
                C | C | 2023-06-01 |  | 3D
                OUT | OUT | 2023-04-30 |  | 3D
            """,
            "team_spells": """
                person_id | team_id | start_date | end_date
                A         | OLD     | 2023-05-01 | 2024-04-02
                A         | NEW     | 2024-04-02 |
                B         | NEW     | 2024-04-02 |
                C         | STAYS   | 2023-06-01 |
            """,
            "team_lines": "team_id | acting_team_id | from_date | until_date\nOLD | NEW | 2024-04-02 | ",
            "teams": """
                team_id | service    | opened_on
                OLD     | assessment | 2018-04-01
                NEW     | duty       | 2024-04-02
                STAYS   | assessment | 2018-04-01
            """,
            "cp_plans": "person_id | start_date\nA | 2023-05-01\nC | 2023-05-31",
            "people": "person_id | is_disabled | uasc_from | uasc_until\nA | Y | 2020-01-01 | 2023-05-01\n"
            "C | N | 2023-06-01 | ",
            "families": "person_id | family_id\nA | F1",
        },
    )  # fmt: skip
    rows = {row["case_id"]: row for row in engine.rows(f"SELECT * FROM {CASES}").to_pylist()}
    engine.close()
    return rows


def test_the_cases_are_those_of_the_last_12_months(cases):
    assert {"A", "B", "C"} <= set(cases)
    assert "OUT" not in cases


@pytest.mark.parametrize(
    ("person", "team", "kind", "then", "then_kind"),
    [
        ("A", "NEW", "duty", "OLD", "assessment"),
        ("B", "NEW", "duty", None, "unknown"),
        ("C", "STAYS", "assessment", "STAYS", "assessment"),
    ],
)
def test_work_of_a_closed_team_is_its_successors_now_and_its_own_then(cases, person, team, kind, then, then_kind):
    """A team that opened as a successor has no list of its own 'then': its year is mostly the old teams'."""
    row = cases[person]
    assert (row["team"], row["team_kind"], row["team_then"], row["team_then_kind"]) == (team, kind, then, then_kind)


def test_facts_are_those_known_the_day_before(cases):
    """A plan that began that very day is no earlier plan, and a status that ended that day no longer holds."""
    assert [cases[person]["earlier_plan"] for person in "ABC"] == ["no", "no", "yes"]
    assert [cases[person]["unaccompanied"] for person in "ABC"] == ["no", "no", "yes"]
    assert [cases[person]["disabled"] for person in "ABC"] == ["yes", "no", "no"]
    assert [cases[person]["referral_source"] for person in "ABC"] == ["1", "10", "3"]
    assert [cases[person]["family"] for person in "ABC"] == ["F1", "B", "C"]


# Expectations


def drawn(n, seed=1):
    """Children of two needs, one with three times the chance; sex tells nothing; every third family is of three."""
    chance = np.random.default_rng(seed)
    need = ["N1" if each else "N2" for each in chance.random(n) < 0.5]
    sex = ["F" if each else "M" for each in chance.random(n) < 0.5]
    outcomes = (chance.random(n) < np.where(np.array(need) == "N1", 0.3, 0.1)).astype(float).tolist()
    return outcomes, {"need": need, "sex": sex}, [str(place) for place in range(n)]


def test_children_are_expected_what_others_with_their_facts_have():
    outcomes, facts, families = drawn(4000)
    found = expectations(outcomes, facts, families)
    assert found.is_adjusted
    assert re.match(r"Expected and observed agree within luck in \d+ of \d+ groups of children\.", found.words)
    by_need = dict(zip(facts["need"], found.chances, strict=True))
    assert by_need["N1"] == pytest.approx(0.3, abs=0.04)
    assert by_need["N2"] == pytest.approx(0.1, abs=0.04)


def test_facts_that_tell_nothing_are_not_allowed_for_and_that_is_said():
    outcomes, facts, families = drawn(4000, seed=3)
    found = expectations(outcomes, {"sex": facts["sex"]}, families)
    assert not found.is_adjusted
    assert found.words == "What is known of the children tells nothing of this outcome."
    assert set(found.chances) == {sum(outcomes) / len(outcomes)}


def test_facts_count_for_as_much_as_they_bear_among_children_not_learnt_from():
    """With few children and many groups that tell nothing beside one that does, a model makes too much of them."""
    chance = np.random.default_rng(4)
    outcomes, facts, families = drawn(800, seed=4)
    noise = {fact: [f"{each}" for each in chance.integers(0, 6, 800)] for fact in ("age_band", "ethnicity")}
    found = expectations(outcomes, {**facts, **noise}, families)
    assert found.is_adjusted
    assert re.search(r"The facts were given [4-9]\d% of their weight", found.words)
    assert sum(found.chances) == pytest.approx(sum(outcomes))


def test_too_few_children_are_each_expected_what_all_have():
    outcomes, facts, families = [1.0] * 4 + [0.0] * 36, {"need": ["N1", "N2"] * 20}, [str(n) for n in range(40)]
    found = expectations(outcomes, facts, families)
    assert (found.is_adjusted, found.facts, set(found.chances)) == (False, (), {0.1})
    assert found.words == "There are too few children to allow for their facts."


@pytest.mark.parametrize("outcome", [0.0, 1.0])
def test_an_outcome_that_all_or_none_have_leaves_nothing_to_learn(outcome):
    found = expectations([outcome] * 50, {"need": ["N1", "N2"] * 25}, [str(n) for n in range(50)])
    assert (found.is_adjusted, found.design_effect, set(found.chances)) == (False, 1.0, {outcome})


def test_small_groups_are_joined_and_so_are_those_that_decide_the_outcome():
    large, small = FEWEST_IN_GROUP, FEWEST_IN_GROUP // 2
    values = ["A"] * large + ["B"] * large + ["C"] * small + ["D"] * small + ["ALL"] * large
    outcomes = [1.0, 0.0] * (large // 2) * 2 + [1.0, 0.0] * small + [1.0] * large
    assert joined(values, outcomes) == ["A"] * large + ["B"] * large + ["other"] * (2 * small + large)


def test_a_rest_that_is_still_small_joins_the_largest_group():
    values, outcomes = ["A"] * 60 + ["B"] * 40 + ["C"], [1.0, 0.0] * 50 + [1.0]
    assert joined(values, outcomes) == ["A"] * 60 + ["B"] * 40 + ["A"]


# The tables


def put(engine: DuckDBEngine, **given: Any):
    """As many cases as the longest column, alike but for what is given."""
    n = max(len(values) for values in given.values())
    columns = {
        "indicator": ["FD08"] * n, "case_id": [f"{place:05}" for place in range(n)], "month": [24291] * n,
        "counted_on": [AT] * n, "family": [str(place) for place in range(n)], "team_kind": ["assessment"] * n,
        "team_then_kind": ["assessment"] * n, "district": ["E07000081"] * n, **{fact: ["x"] * n for fact in FACTS},
        **given,
    }  # fmt: skip
    columns.setdefault("team_then", columns["team"])
    engine.put(CASES, pa.table(columns))
    put_comparisons(engine, [RE_REFERRALS])
    rows = engine.rows(f"SELECT * FROM {COMPARISONS}").to_pylist()
    models = engine.rows(f"SELECT * FROM {MODELS}").to_pylist()
    return {(row["by"], row["grp"]): row for row in rows}, {model["by"]: model for model in models}


@pytest.fixture
def engine():
    opened = DuckDBEngine(threads=1)
    yield opened
    opened.close()


def test_a_team_far_out_of_line_is_flagged_and_the_others_are_not(engine):
    """Eight teams see 40 of 200 and the ninth 80, where 400 of 1,800 are 44.4 of 200."""
    teams = [f"T{place}" for place in range(9) for _ in range(200)]
    inside = [place % 5 == 0 for place in range(1600)] + [place % 5 < 2 for place in range(200)]
    rows, models = put(engine, team=teams, in_numerator=inside)
    assert [team for (by, team), row in rows.items() if by == "team" and row["is_flagged"]] == ["T8"]
    assert rows["team", "T8"]["verdict"] == "evidence of difference"
    assert (rows["team", "T8"]["observed"], rows["team", "T8"]["expected"]) == (80, pytest.approx(44.444444444))
    assert models["team"]["n_flagged"] == 1
    assert models["team"]["share"] == pytest.approx(400 / 1800)


def test_children_of_no_known_team_are_counted_apart(engine):
    rows, models = put(
        engine, team=["T1"] * 100 + ["T2"] * 100 + ["unknown"] * 10, in_numerator=[True, False] * 105
    )  # fmt: skip
    assert {team for by, team in rows if by == "team"} == {"T1", "T2"}
    assert (models["team"]["n_children"], models["team"]["n_unplaced"]) == (200, 10)


def test_the_old_structure_is_compared_only_where_a_team_has_closed(engine):
    _, models = put(engine, team=["T1"] * 100 + ["T2"] * 100, in_numerator=[True, False] * 100)
    assert set(models) == {"team", "district"}
    _, models = put(
        engine, team=["T1"] * 100 + ["T2"] * 100, team_then=["OLD"] * 100 + ["T2"] * 100,
        in_numerator=[True, False] * 100,
    )  # fmt: skip
    assert set(models) == {"team", "team_then", "district"}


def test_a_team_alone_in_its_work_is_not_comparable(engine):
    rows, _ = put(
        engine, team=["T1"] * 100 + ["T2"] * 100 + ["C"] * 100,
        team_kind=["assessment"] * 200 + ["care"] * 100, in_numerator=[True, False] * 150,
    )  # fmt: skip
    assert rows["team", "C"]["why_not"] == "not comparable: no other team does this kind of work"
    assert rows["team", "C"]["verdict"] == ""


def test_teams_are_held_to_what_teams_of_their_kind_see(engine):
    """Safeguarding teams see twice the share; neither of them is out of line with the other."""
    teams = [team for team in ("A1", "A2", "S1", "S2") for _ in range(200)]
    inside = [place % 5 == 0 for place in range(400)] + [place % 5 < 2 for place in range(400)]
    rows, _ = put(engine, team=teams, team_kind=["a"] * 400 + ["s"] * 400, in_numerator=inside)
    assert not any(row["is_flagged"] for (by, _), row in rows.items() if by == "team")
    assert rows["team", "S1"]["expected"] == pytest.approx(80)


def test_the_order_in_which_an_engine_gives_rows_never_matters(engine):
    outcomes, facts, _ = drawn(600)
    teams = [f"T{place % 4}" for place in range(600)]
    given = {"team": teams, "in_numerator": [bool(each) for each in outcomes], **facts}
    straight = put(engine, **given, case_id=[f"{place:05}" for place in range(600)])
    mixed = np.random.default_rng(2).permutation(600)
    shuffled = {name: [values[at] for at in mixed] for name, values in given.items()}
    assert put(engine, **shuffled, case_id=[f"{at:05}" for at in mixed],
               family=[str(at) for at in mixed]) == straight  # fmt: skip


def test_nothing_to_compare_gives_empty_tables(engine):
    engine.put(CASES, pa.table({"indicator": pa.array([], pa.string()), **{
        name: pa.array([], pa.string()) for name in ("case_id", "month", "counted_on", "in_numerator")}}))  # fmt: skip
    put_comparisons(engine, [RE_REFERRALS])
    assert engine.rows(f"SELECT * FROM {COMPARISONS}").num_rows == 0
    assert engine.rows(f"SELECT * FROM {MODELS}").num_rows == 0
