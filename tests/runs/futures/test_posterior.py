"""Draws of a calibration become futures as they are, or by their weight."""

import numpy as np
import pandas as pd
import pytest

from pes_sim.parameters import REGISTRY
from pes_sim.runs.futures.posterior import drawn, read_draws

DRAWS = pd.DataFrame({"choice.habit": [1.0, 2.0, 3.0], "draw": [7, 8, 9], "labour.demand_level": [0.8, 1.0, 1.2]})


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_rows_stay_together_and_other_columns_are_left_out(ending, tmp_path):
    path = tmp_path / f"draws{ending}"
    DRAWS.to_csv(path, index=False) if ending == ".csv" else DRAWS.to_parquet(path)
    paths, values, weights = read_draws(path, REGISTRY)
    assert paths == ("choice.habit", "labour.demand_level")
    assert values.tolist() == [[1.0, 0.8], [2.0, 1.0], [3.0, 1.2]] and weights.tolist() == [1 / 3] * 3


def test_a_count_draws_by_weight_and_the_same_each_time(tmp_path):
    path = tmp_path / "draws.csv"
    DRAWS.assign(weight=[0, 1, 3]).to_csv(path, index=False)
    _, values, weights = read_draws(path, REGISTRY)
    found = drawn(values, weights, 4000, seed=1)
    assert np.array_equal(found, drawn(values, weights, 4000, seed=1))
    assert not (found[:, 0] == 1).any() and (found[:, 0] == 3).mean() == pytest.approx(0.75, abs=0.03)
    assert np.array_equal(drawn(values, weights, None, 1), values)
