"""Calibration finds a posterior that is known, says what cannot be known, and repeats itself."""

import numpy as np
import pytest

from pes_sim.analysis.calibration.history import match
from pes_sim.analysis.calibration.posterior import posterior
from pes_sim.analysis.calibration.sampling import draws
from pes_sim.analysis.calibration.task import Goal, Seen, Task
from pes_sim.runs.errors import CallError

TASK = Task(
    {"a": (0.0, 10.0), "b": (-5.0, 5.0), "idle": (0.0, 1.0)},
    (Goal("first", 6.0, 0.3), Goal("second", 1.0, 0.4)),
    seed=3,
)


def line(points):
    """first = a + b, second = b: a normal posterior with a = 5, b = 1, and nothing to learn of ``idle``."""
    return [Seen(np.array([p["a"] + p["b"], p["b"]]), np.zeros(2)) for p in points]


@pytest.fixture(scope="module")
def found():
    return posterior(match(TASK, line, waves=2, runs_a_wave=12))


@pytest.fixture(scope="module")
def rows(found):
    return found.identifiability().set_index("parameter")


def test_the_posterior_of_a_straight_line_is_the_known_one(rows):
    # b ~ N(1, 0.4), a = first - b ~ N(5, 0.5); tolerance: 4 standard errors of 1000 draws, and a tenth for the sd.
    assert rows.loc["a", "mean"] == pytest.approx(5.0, abs=4 * 0.5 / np.sqrt(1000) + 0.02)
    assert rows.loc["b", "mean"] == pytest.approx(1.0, abs=4 * 0.4 / np.sqrt(1000) + 0.02)
    assert rows.loc["a", "sd"] == pytest.approx(0.5, rel=0.1)
    assert rows.loc["b", "sd"] == pytest.approx(0.4, rel=0.1)
    assert rows.loc["a", "correlation"] == pytest.approx(-0.8, abs=0.06)  # -0.4 x 0.4 / (0.5 x 0.4)


def test_a_parameter_that_nothing_depends_on_is_not_identified(rows):
    assert rows.loc["idle", "width"] == pytest.approx(1.0, abs=0.06)
    assert rows.loc["idle", "verdict"] == "not identified"
    assert rows.loc["a", "verdict"] == rows.loc["b", "verdict"] == "identified"


def test_the_profile_closes_where_the_data_speak_and_stays_open_where_they_do_not(found, rows):
    assert rows.loc["a", "profile_low"] > 3 and rows.loc["a", "profile_high"] < 7
    assert (rows.loc["idle", "profile_low"], rows.loc["idle", "profile_high"]) == (0, 1)
    values, fall = found.profiles["a"]
    # With b free, a deviates by 0.5: the log likelihood falls by half a square.
    expected = -0.5 * ((values - 5) / 0.5) ** 2
    near = np.abs(values - 5) < 1.5
    assert fall[near] == pytest.approx(expected[near] - expected[near].max(), abs=0.3)


def test_draws_weigh_one_together_and_meet_the_targets(found):
    assert found.draws["weight"].sum() == pytest.approx(1)
    told = found.predictions().set_index("goal")
    assert told.loc["first", "mean"] == pytest.approx(6.0, abs=0.1)
    assert (told["skill"] > 0.99).all()


def test_each_wave_rules_out_more(found):
    waves = found.matched.waves
    assert [wave.runs for wave in waves] == [12, 12]
    assert 0 < waves[1].left <= waves[0].left < 0.2


def test_a_curved_simulator_with_noisy_seeds_is_met_too():
    task = Task({"a": (0.0, 3.0)}, (Goal("square", 4.0, 0.2),), seed=1)

    def noisy(points):
        return [
            Seen(np.array([p["a"] ** 2 + np.random.default_rng(int(1e6 * p["a"])).normal(0, 0.1)]), np.array([0.1]))
            for p in points
        ]

    rows = posterior(match(task, noisy, waves=2, runs_a_wave=15)).identifiability()
    # a = 2; its sd is that of what is not known of the square (target, and luck of the seeds) over the slope 4
    assert rows["mean"][0] == pytest.approx(2.0, abs=0.05)
    assert rows["sd"][0] == pytest.approx(np.hypot(0.2, 0.1) / 4, rel=0.3)


def test_two_peaks_are_both_found():
    task = Task({"a": (-3.0, 3.0)}, (Goal("square", 4.0, 0.3),), seed=1)
    square = lambda points: [Seen(np.array([p["a"] ** 2]), np.zeros(1)) for p in points]  # noqa: E731
    values = posterior(match(task, square, waves=2, runs_a_wave=20)).draws["a"]
    assert np.mean(values > 0) == pytest.approx(0.5, abs=0.12)
    assert np.abs(values).mean() == pytest.approx(2.0, abs=0.05)


def test_the_same_call_asks_the_same_points_and_draws_the_same(found):
    asked: list[list[dict[str, float]]] = []

    def remembered(points):
        asked.append(points)
        return line(points)

    again = posterior(match(TASK, remembered, waves=2, runs_a_wave=12))
    assert again.draws.equals(found.draws)
    first = list(asked)
    asked.clear()
    match(TASK, remembered, waves=1, runs_a_wave=12)
    assert asked == first[:1]


def test_sequential_draws_have_the_moments_of_what_they_are_drawn_from():
    mean, sd = np.array([0.3, 0.6]), np.array([0.02, 0.1])
    x = draws(lambda u: -0.5 * (((u - mean) / sd) ** 2).sum(axis=1), 2, 2048, seed=5)
    assert x.mean(axis=0) == pytest.approx(mean, abs=0.01)
    assert x.std(axis=0) == pytest.approx(sd, rel=0.1)


@pytest.mark.parametrize(
    ("parameters", "goals", "words"),
    [
        ({}, TASK.goals, "0 parameters"),
        ({f"p{i}": (0.0, 1.0) for i in range(13)}, TASK.goals, "13 parameters to estimate; expected 1 to 12"),
        ({"a": (1.0, 1.0)}, TASK.goals, "low < high"),
        ({"a": (0.0, 1.0)}, (), "no target"),
        ({"a": (0.0, 1.0)}, (Goal("g", 1.0, 0.0),), "more than 0"),
    ],
)
def test_a_task_that_cannot_be_meant_is_refused(parameters, goals, words):
    with pytest.raises(CallError, match=words):
        Task(parameters, goals)


def test_too_few_runs_and_undefined_targets_are_refused():
    with pytest.raises(CallError, match="expected 6 or more"):
        match(TASK, line, waves=1, runs_a_wave=4)
    nothing = lambda points: [Seen(np.full(2, np.nan), np.zeros(2)) for _ in points]  # noqa: E731
    with pytest.raises(CallError, match="undefined in nearly all runs"):
        match(TASK, nothing, waves=1, runs_a_wave=12)
