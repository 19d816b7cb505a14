"""A search finds the compromises of a problem whose front is known, and asks the same when it is called again."""

import numpy as np
import pytest

from pes_sim.analysis.exploration.pareto import undominated
from pes_sim.analysis.exploration.search import Question, search
from pes_sim.runs.errors import CallError

# Schaffer 1985: minimise x² and (x - 2)²; every x in 0..2 is a best compromise, no other is.
SCHAFFER = Question({"x": (-5.0, 5.0), "z": (0.0, 1.0)}, {"f": "lower", "g": "lower"}, population=20, generations=12)


def schaffer(points):
    return [{"f": p["x"] ** 2 + p["z"], "g": (p["x"] - 2) ** 2 + p["z"]} for p in points]


@pytest.fixture(scope="module")
def found():
    return search(SCHAFFER, schaffer)


def test_the_front_is_the_known_one(found):
    front = found.front()
    assert front["x"].between(-0.1, 2.1).all()
    assert front["z"].max() < 0.2
    assert len(front) >= 10 and front["x"].max() - front["x"].min() > 1.5


def test_nothing_looked_at_beats_the_front(found):
    values = found.frame()[["f", "g"]].to_numpy()
    for row in found.front()[["f", "g"]].to_numpy():
        assert not ((values <= row).all(axis=1) & (values < row).any(axis=1)).any()


def test_a_search_called_again_asks_the_same_questions_so_that_remembered_runs_answer_them(found):
    asked = []

    def broken_off(points):
        if len(asked) == 3:
            raise KeyboardInterrupt
        asked.append(points)
        return schaffer(points)

    with pytest.raises(KeyboardInterrupt):
        search(SCHAFFER, broken_off)
    again = []
    whole = search(SCHAFFER, lambda points: again.append(points) or schaffer(points))
    assert again[:3] == asked
    assert whole.frame().equals(found.frame())


def test_more_is_better_where_the_direction_says_so():
    question = Question({"x": (0.0, 1.0)}, {"f": "higher", "g": "lower"}, population=8, generations=3)
    front = search(question, lambda points: [{"f": p["x"], "g": 1.0} for p in points]).front()
    assert len(front) == 1
    assert front["f"][0] > 0.8


def test_a_point_with_an_undefined_objective_is_never_best():
    question = Question({"x": (0.0, 1.0)}, {"f": "lower", "g": "lower"}, population=8, generations=3)
    values = lambda p: {"f": float("nan") if p["x"] < 0.5 else p["x"], "g": -p["x"]}  # noqa: E731
    front = search(question, lambda points: [values(p) for p in points]).front()
    assert (front["x"] >= 0.5).all()


def test_points_that_are_beaten_are_told_from_those_that_are_not():
    assert undominated(np.array([[1, 1], [2, 0], [0, 2], [0.5, 0.5], [np.nan, 9], [2, 0]])).tolist() == [
        True, True, True, False, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"levers": {"x": (1.0, 1.0)}}, "expected low < high"),
        ({"objectives": {"f": "lower"}}, "two objectives"),
        ({"objectives": {"f": "lower", "g": "neutral"}}, "no better direction"),
        ({"population": 1}, "population of 4"),
    ],
)
def test_a_question_that_cannot_be_meant_is_refused(change, words):
    asked = {"levers": {"x": (0.0, 1.0)}, "objectives": {"f": "lower", "g": "higher"}}
    with pytest.raises(CallError, match=words):
        Question(**(asked | change))
