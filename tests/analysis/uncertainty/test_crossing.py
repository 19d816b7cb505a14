"""Where a lead crosses zero is read from the futures, and kept quiet about where they do not say."""

import numpy as np
import pandas as pd
import pytest

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.uncertainty.crossing import crossings
from pes_sim.runs.errors import CallError


def outcomes(n=200, slope=-1.0):
    """The plan's lead over today is 2 + slope x a + a little of b; c is idle. Three plans, so the score is not all or nothing."""
    rng = np.random.default_rng(1)
    x = pd.DataFrame({"a": rng.uniform(0, 3, n), "b": rng.uniform(0, 1, n), "c": rng.uniform(0, 1, n)})
    plan = 10 + 2 + slope * x["a"] + 0.1 * x["b"]
    blocks = [
        x.assign(option=option, future=range(n), seed=1, y=y)
        for option, y in (("today", 10.0), ("plan", plan), ("worst", 0.0))
    ]
    return Outcomes(pd.concat(blocks, ignore_index=True), ("a", "b", "c"), {"y": "higher"}, "today")


def test_the_value_that_turns_the_ranking_is_near_the_known_one():
    found = crossings(outcomes(), ["y"])
    assert found.leader == "plan"
    assert found.found[0].parameter == "a" and found.found[0].at == pytest.approx(2.05, abs=0.15)
    assert "c" not in [crossing.parameter for crossing in found.found]
    assert found.told > 0.9


def test_where_nothing_crosses_within_the_futures_none_is_named():
    assert crossings(outcomes(slope=-0.3), ["y"]).found == ()


def test_too_few_futures_are_refused():
    with pytest.raises(CallError, match="expected 12 or more"):
        crossings(outcomes(n=8), ["y"])
