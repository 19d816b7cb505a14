"""The same person meets the same luck whatever else happens: threads, order, other people, other processes, a copy."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import numpy as np
import pytest

from pes_sim.model import PESModel
from pes_sim.processes.inflow import enroll
from pes_sim.random import Stream, draws, salt
from pes_sim.world.settlement import settle

pytestmark = pytest.mark.untraced

WEEKS = 30


def assert_same(one: PESModel, other: PESModel) -> None:
    """Counters and every person's outcomes are equal to the bit."""
    np.testing.assert_array_equal(one.history, other.history)
    mine, theirs = one.outcomes(), other.outcomes()
    assert mine.keys() == theirs.keys()
    for name in mine:
        np.testing.assert_array_equal(mine[name], theirs[name], err_msg=name)


def run(model: PESModel, weeks: int | None = None) -> PESModel:
    until = model.base.weeks if weeks is None else model.week + weeks
    while model.week < until:
        model.step()
    return model


@pytest.fixture(scope="module")
def base(worlds):
    return worlds.small_austria()


@pytest.fixture(scope="module")
def finished(base) -> PESModel:
    return run(PESModel(base))


@pytest.fixture(scope="module")
def half_way(worlds, base) -> PESModel:
    """A busy world in the middle of its horizon, with projects under way; copy it before you step it."""
    return run(PESModel(worlds.busy(base)), 26 + WEEKS // 2)


def test_another_run_of_the_same_is_the_same(base, finished):
    assert_same(run(PESModel(base)), finished)


def test_another_seed_is_another_world(base, finished):
    assert (run(PESModel(base, seed=2)).history != finished.history).any()


@pytest.mark.parametrize("path", ["staffing.redeploy", "channels.portal.mandate", "channels.counter.hours"])
def test_an_option_that_changes_nothing_equals_the_baseline_to_the_bit(base, finished, path):
    null = base.change(path, base.values[path], at="+13 weeks", ramp="8 weeks", name="null")
    assert len(null.changes) == 1
    assert_same(run(PESModel(null)), finished)


def test_an_option_equals_the_baseline_until_its_first_change(base, finished):
    option = base.change("staffing.front", "-40%", at="+20 weeks", name="cut")
    history = run(PESModel(option)).history
    np.testing.assert_array_equal(history[:20], finished.history[:20])
    assert (history[20:] != finished.history[20:]).any()


def test_a_trigger_that_never_fires_changes_nothing(base, finished, worlds):
    from pes_sim.scenario.changes import Condition, SetValue

    never = SetValue("staffing.front", "multiply", 0.1, None, condition=Condition("register_stock", ">", 1e12, 2))
    assert_same(run(PESModel(replace(base, changes=(never,)))), finished)


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_no_result(worlds, base, threads):
    busy = worlds.busy(base)
    assert_same(run(PESModel(busy, threads=threads)), run(PESModel(busy, threads=1)))


def test_a_fork_of_the_warmed_up_world_is_the_option_from_scratch(worlds, base):
    busy = worlds.busy(base)
    warm = PESModel(base)
    warm.warm_up()
    assert_same(run(warm.fork(busy)), run(PESModel(busy)))
    # and the world it was taken from is untouched
    assert_same(run(warm), run(PESModel(base)))


@pytest.mark.parametrize(
    "how", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))], ids=["copy", "pickle"]
)
def test_a_copy_made_half_way_goes_on_identically(half_way, how):
    first, second = how(half_way), how(half_way)
    assert first.week == half_way.week and first is not half_way
    assert_same(run(first, WEEKS), run(second, WEEKS))
    original = run(copy.deepcopy(half_way), WEEKS)
    assert_same(run(how(half_way), WEEKS), original)
    assert len(first.history) == len(half_way.history) + WEEKS


def test_the_order_of_rows_on_the_register_does_not_matter(half_way):
    straight, shuffled = copy.deepcopy(half_way), copy.deepcopy(half_way)
    register = shuffled.jobseekers.register
    order = np.random.default_rng(4).permutation(register.n)
    for values in register.arrays():
        values[: register.n] = values[: register.n][order]
    assert_same(run(straight, WEEKS), run(shuffled, WEEKS))


def test_a_process_with_luck_of_its_own_changes_nobody_elses(worlds, base, finished):
    unused = max(Stream) + 1
    assert unused not in set(Stream)

    def gamble(model: PESModel) -> None:
        register = model.jobseekers.register
        out = np.empty(register.n)
        draws(register.key[: register.n].copy(), salt(unused, model.week), out)
        model.rng.random(100)
        model.random.random()

    more = worlds.of(base, phases=[("gamble", gamble), *PESModel.PHASES, ("gamble again", gamble)])
    assert_same(run(more), finished)


def test_global_randomness_plays_no_part(base, finished):
    import random

    model = PESModel(base)
    while model.week < base.weeks:
        random.seed(model.week)
        np.random.seed(model.week + 1000)
        model.step()
    assert_same(model, finished)


def test_one_person_more_in_the_country_changes_nobody_elses_luck(little):
    figures = little.profile.figures
    larger = figures.model_copy(update={"labour_force": figures.labour_force + 1})
    few, many = (settle(f, 1, 7, little.values, 1)[0] for f in (figures, larger))
    n = len(few)
    assert len(many) == n + 1
    slots = np.arange(n)
    np.testing.assert_array_equal(few.keys(slots), many.keys(slots))
    # who kept their place in the table of people is the same person in all that luck decides
    force, other = few.labour_force, many.labour_force
    table = ("region", "band", "education", "occupation", "sex")
    same = np.logical_and.reduce([getattr(force, name) == getattr(other, name)[:n] for name in table])
    assert same.mean() > 0.99
    np.testing.assert_array_equal(force.birthday, other.birthday[:n])
    for name in ("skill", "offline", "area"):
        np.testing.assert_array_equal(getattr(force, name)[same], getattr(other, name)[:n][same], err_msg=name)


def test_one_person_more_on_the_register_changes_nobody_elses_life_where_nothing_is_scarce(worlds):
    plenty = {
        **worlds.still,  # the market does not run short
        "staffing.week_hours": 5e5,  # nor do staff
        "choice.social": 0.0, "choice.wait": 0.0,  # and people do not watch each other
    }  # fmt: skip
    models = [worlds.of(worlds.small_austria(scale=400, warmup=4), values=plenty) for _ in range(2)]
    for model in models:
        model.market.vacancies[:] = model.market.postings[:] = 1e9
        run(model, 5)
    force, clocks = models[1].jobseekers.labour_force, models[1].jobseekers.clocks
    # employed for good, so that in one of the worlds the person stays asleep
    chosen = np.flatnonzero((force.clock < clocks.measures) & (force.birthday > models[1].week + 2 * WEEKS))[:1]
    for model in models:
        model.jobseekers.labour_force.threshold[chosen] = np.inf
    enroll(models[1], chosen, np.zeros(1, dtype=np.int64), None)
    for model in models:
        run(model, WEEKS)
    few, many = (model.outcomes() for model in models)
    assert many["weeks_unemployed"][chosen] > 0 == few["weeks_unemployed"][chosen]
    others = np.arange(len(models[0].jobseekers)) != chosen
    for name in ("weeks_unemployed", "unmet_needs", "client_hours"):
        np.testing.assert_array_equal(few[name][others], many[name][others], err_msg=name)


def test_who_holds_a_slot_next_does_not_depend_on_the_option(worlds, base):
    cut = base.change("staffing.front", "-60%", at="+2 weeks", name="cut").change("channels.portal.mandate", 1.0)
    one, other = (run(PESModel(scenario)).jobseekers.labour_force for scenario in (base, cut))
    np.testing.assert_array_equal(one.generation, other.generation)
    np.testing.assert_array_equal(one.band, other.band)
    assert one.generation.max() > 0
