"""What a brief says of how sure it is comes from runs: in futures, with mechanisms off, and with assumptions moved alone."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from pes_sim.analysis.paired import paired
from pes_sim.analysis.uncertainty.doubt import STRUCTURE, doubt, moved, plausible, sampled_futures
from pes_sim.api import compare
from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY
from pes_sim.runs.errors import CallError

HABIT = "choice.habit"
HEADLINE = ("ltu_share", "unmet_need_share", "digital_take_up")


def fake(groups, heads, seeds):
    """Plan saves long-term unemployment, and needs where habit is weak; without competition it saves twice as much."""
    rows = []
    for future, (group, head) in enumerate(zip(groups, heads, strict=True)):
        for scenario in group:
            for seed in seeds:
                plan, luck = scenario.name == "plan", 0.001 * seed
                saved = 0.01 * (2 if "competition" in scenario.off else 1) * plan
                needs = 0.01 * (scenario.values[HABIT] - 2.9) * plan
                row = {"option": scenario.name, "future": future, "seed": seed, **head, "ltu_share": 0.2 - saved + luck}
                rows.append(row | {"unmet_need_share": 0.05 + needs, "digital_take_up": 0.5 + luck})
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def scenarios(austria):
    small = austria.sized(scale=5000, years=1)
    return [small, small.change("staffing.caseworkers", "+10%", name="plan")]


@pytest.fixture(scope="module")
def found(scenarios):
    base = np.array([0.201, 0.202, 0.203])
    effect = paired(base, base - 0.01, "lower")
    comparison = SimpleNamespace(
        baseline=SimpleNamespace(seeds=(1, 2, 3)), headline=HEADLINE, kpis=KPIS, without={}, names=("plan",),
        differences={(kpi, "plan"): effect for kpi in HEADLINE},
    )  # fmt: skip
    return doubt(comparison, scenarios, fake, 40)


def test_every_uncertain_parameter_varies_over_its_plausible_range_and_no_other(scenarios, found):
    futures = found.futures.futures()
    uncertain = {path for path, parameter in REGISTRY.items() if parameter.kind == "uncertainty"}
    assert set(futures.columns) == {path for path in uncertain if REGISTRY[path].low < REGISTRY[path].high}
    low, high = plausible(scenarios[0])[HABIT]
    assert futures[HABIT].between(low, high).all() and futures[HABIT].nunique() == 40


def test_a_mechanism_that_is_off_stays_off_in_every_future(scenarios):
    without = scenarios[0].without("habit")
    assert all(HABIT not in future for future in sampled_futures(without, 5))
    assert moved(scenarios[0], {HABIT: 1.5}).values[HABIT] == 1.5


def test_luck_assumptions_and_structure_stand_apart(found):
    rows = found.spreads.set_index("kpi")
    needs, stock = rows.loc["unmet_need_share"], rows.loc["ltu_share"]
    assert needs["assumed_low"] < 0 < needs["assumed_high"] and 0.5 < needs["share_better"] < 1
    assert stock["assumed_low"] == stock["assumed_high"] == pytest.approx(-0.01)
    assert (stock["structure_low"], stock["structure_high"]) == pytest.approx((-0.02, -0.01))
    assert stock["least"] == "competition"
    assert set(found.structure.frame["without"]) == set(STRUCTURE)


def test_the_assumption_that_turns_the_ranking_is_named_with_its_value(found):
    # Two figures weigh the same and one is always won, so the ranking ties and never turns on needs alone.
    assert found.turning.leader == "plan"
    assert found.best.loc["ltu_share", "plan"] == 1
    assert found.best.loc["score", "plan"] > 0.9


def test_the_same_call_draws_the_same_futures(scenarios):
    assert sampled_futures(scenarios[0], 6) == sampled_futures(scenarios[0], 6)


@pytest.mark.parametrize("number", [1, 4, 1001, -3])
def test_too_few_or_too_many_futures_are_refused_before_anything_runs(austria, number):
    with pytest.raises(CallError, match="expected 5 to 1000, or 0 for none"):
        compare(austria, ["automation"], seeds=1, futures=number)
