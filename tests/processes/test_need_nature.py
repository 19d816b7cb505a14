"""What a need is like beneath its task: keyed, the same as long as it lasts, and what self-service leaves is harder."""

import numpy as np
import pytest
from numba import njit

from pes_sim.kpis.counters import COUNTERS
from pes_sim.processes.service.nature import births, decided_alone, difficulty, minutes_of, nature
from pes_sim.world.catalogue import CLAIM

pytestmark = pytest.mark.untraced

KEYS = np.random.default_rng(5).integers(0, 2**63, 20_000, dtype=np.uint64)


@njit
def of_many(keys, task, age, born):
    return np.array([difficulty(nature(key, task, age, born)) for key in keys])


@njit
def shares(share, selectivity, hard):
    return np.array([decided_alone(share, selectivity, d) for d in hard])


@njit
def minutes(usual, slope, hard):
    return np.array([minutes_of(usual, slope, d) for d in hard])


def hardness(week: int = 10, age: int = 3, task: int = CLAIM) -> np.ndarray:
    return of_many(KEYS, task, age, births(week))


def test_difficulty_is_uniform_about_the_task():
    d = hardness()
    assert d.min() >= -1.0 and d.max() < 1.0
    assert d.mean() == pytest.approx(0.0, abs=4 * np.sqrt(1 / 3 / len(d)))
    assert d.var() == pytest.approx(1 / 3, abs=0.01)


def test_a_need_keeps_its_nature_as_it_grows_older():
    np.testing.assert_array_equal(hardness(week=10, age=3), hardness(week=14, age=7))


def test_another_need_is_another_matter():
    for other in (hardness(week=11), hardness(task=CLAIM + 1)):
        assert abs(np.corrcoef(hardness(), other)[0, 1]) < 4 / np.sqrt(len(KEYS))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("selectivity", [0.0, 0.8, 1.0])
def test_the_share_decided_without_staff_is_the_tasks_and_goes_to_the_simple(share, selectivity):
    d = hardness()
    chance = shares(share, selectivity, d)
    assert chance.min() >= 0.0 and chance.max() <= 1.0
    assert chance.mean() == pytest.approx(share, abs=0.01)
    if 0 < share < 1 and selectivity > 0:
        assert chance[d < 0].mean() > chance[d > 0].mean()


def test_staff_minutes_are_the_tasks_on_average():
    found = minutes(400, 0.5, hardness())
    assert found.mean() == pytest.approx(400, rel=0.01)
    assert found.min() >= 200 and found.max() <= 600
    assert (minutes(400, 0.0, hardness()) == 400).all()


def counted(model, name: str) -> float:
    return float(model.history[:, COUNTERS.index(name), 0].sum())


def run(worlds, values):
    model = worlds.of(worlds.small_austria(scale=200), values=values)
    model.run()
    return model


def test_what_automation_leaves_takes_staff_longer(worlds):
    """Half of all claims are decided without staff: any of them, or the simple ones."""
    per_case = []
    for selectivity in (0.0, 1.0):
        model = run(worlds, {
            "automation.claim.straight_through": 0.5, "automation.selectivity": selectivity,
            "channels.portal.mandate": 1.0, "channels.exemption_skill": 0.0, "completion.difficulty": 0.0,
        })  # fmt: skip
        per_case.append(counted(model, "back_minutes_used") / counted(model, "back_processed"))
    assert per_case[1] > 1.02 * per_case[0]


def test_what_fails_online_and_is_called_about_takes_longer(worlds):
    per_call = []
    for spread in (0.0, 3.0):
        model = run(worlds, {"completion.difficulty": spread, "phone.patience_minutes": 1e4})
        per_call.append(counted(model, "phone_minutes_used") / counted(model, "calls_answered"))
    assert per_call[1] > per_call[0]


@pytest.mark.parametrize("ambiguity", [0.0, 1.0])
def test_online_answers_leave_questions_only_where_the_matter_is_ambiguous(worlds, ambiguity):
    model = run(worlds, {"tasks.enquiry.ambiguity": ambiguity, "tasks.progress_chasing.ambiguity": ambiguity,
                         "tasks.job_search_help.ambiguity": ambiguity, "tasks.registration.ambiguity": ambiguity,
                         "tasks.claim.ambiguity": ambiguity, "tasks.report.ambiguity": ambiguity})  # fmt: skip
    assert (counted(model, "doubts") > 0) == (ambiguity > 0)


def test_doubts_bring_calls(worlds):
    plain, doubtful = (run(worlds, {"needs.doubt": chance, "tasks.enquiry.ambiguity": 0.9}) for chance in (0.0, 0.4))
    assert counted(doubtful, "calls") > counted(plain, "calls")
