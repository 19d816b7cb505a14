"""What would turn a ranking is found where it is known, and where nothing does that is said."""

import numpy as np
import pandas as pd
import pytest

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.uncertainty.score import chances_of_best, leads, scores
from pes_sim.analysis.uncertainty.turning import drivers, turning

BASE = {"habit": 1.0, "idle": 0.5, "mood": 0.0}
RANGES = {"habit": (0.0, 3.0), "idle": (0.0, 1.0), "mood": (-1.0, 1.0)}


def outcomes(points, seeds=2):
    """Plan is better than today (5) by 2 less habit, a little more in a good mood: it loses its lead at habit 2."""
    rows = []
    for future, point in enumerate(points):
        at = BASE | point
        for seed in range(1, seeds + 1):
            luck = 0.3 * seed
            for option, y in (("today", 5.0), ("plan", 7 - at["habit"] + 0.2 * at["mood"])):
                rows.append({"option": option, "future": future, "seed": seed, **at, "y": y + luck, "z": 1.0})
    return Outcomes(pd.DataFrame(rows), tuple(BASE), {"y": "higher", "z": "higher"}, "today")


@pytest.fixture(scope="module")
def futures():
    rng = np.random.default_rng(1)
    return outcomes([{n: rng.uniform(*r) for n, r in RANGES.items()} for _ in range(60)])


@pytest.fixture(scope="module")
def found(futures):
    return turning(futures, ["y", "z"], BASE, RANGES, outcomes)


def test_the_leader_is_the_bases_own(found):
    assert (found.leader, found.lead) == ("plan", pytest.approx(100))


def test_the_value_at_which_it_turns_is_found_and_was_run_on_both_sides(found):
    turn = found.turns[0]
    assert (turn.parameter, turn.next_leader) == ("habit", "today")
    assert turn.holds <= 2.0 <= turn.at
    assert turn.at - turn.holds == pytest.approx(2 / 16)  # four halvings of the way from 1 to 3


def test_what_does_not_turn_it_comes_after_with_what_it_leaves_of_the_lead(found):
    assert [turn.turns for turn in found.turns] == [True, False, False]
    assert len(found.turns) == 3 and found.tried == 3


def test_where_nothing_turns_the_ranking_none_is_named_as_turning(futures):
    safe = turning(futures, ["y"], BASE, RANGES | {"habit": (0.0, 1.5)}, outcomes)
    assert not any(turn.turns for turn in safe.turns)


def test_the_futures_say_which_assumptions_drive_the_lead(futures):
    assert drivers(futures, leads(scores(futures, ["y"]), "plan"), 1) == ["habit"]


def test_chances_of_being_best_are_shares_of_futures(futures):
    best = chances_of_best(futures, ["y", "z"])
    habits, moods = (futures.futures()[name] for name in ("habit", "mood"))
    assert best.loc["y", "plan"] == pytest.approx((habits - 0.2 * moods < 2).mean())
    assert best.loc["z"].tolist() == [0.5, 0.5]  # ties are shared
    assert best.sum(axis=1).to_numpy() == pytest.approx(1)


def test_scores_of_a_future_go_from_worst_to_best():
    table = scores(outcomes([{"habit": 0.0}, {"habit": 3.0}]), ["y"])
    assert table["plan"].tolist() == pytest.approx([100, 0]) and table["today"].tolist() == pytest.approx([0, 100])
