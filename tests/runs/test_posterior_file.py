"""A posterior is read as it was written, refused where it is none, and gives futures by weight."""

import numpy as np
import pandas as pd
import pytest

from pes_sim.runs.errors import CallError
from pes_sim.runs.posterior_file import drawn_futures, read_posterior

HABIT, DEPENDENCE = "choice.habit", "labour.duration_dependence"


@pytest.fixture
def frame():
    return pd.DataFrame({HABIT: [1.0, 2.0, 3.0], DEPENDENCE: [0.01, 0.02, 0.03], "weight": [2.0, 1.0, 1.0]})


@pytest.mark.parametrize("name", ["posterior.csv", "posterior.parquet"])
def test_both_kinds_of_file_are_read_with_weights_that_sum_to_one(tmp_path, frame, name):
    path = tmp_path / name
    (frame.to_csv if name.endswith("csv") else frame.to_parquet)(path, index=False)
    assert read_posterior(path)["weight"].tolist() == [0.5, 0.25, 0.25]


def test_futures_come_by_weight_and_keep_what_belongs_together(frame):
    futures = drawn_futures(frame, 400, seed=1)
    habits = np.array([future[HABIT] for future in futures])
    assert [np.mean(habits == value) for value in (1, 2, 3)] == pytest.approx([0.5, 0.25, 0.25], abs=0.005)
    assert all(future[DEPENDENCE] == pytest.approx(future[HABIT] / 100) for future in futures)
    assert futures == drawn_futures(frame, 400, seed=1)
    assert futures != drawn_futures(frame, 400, seed=2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weight": None}, "expected parameter paths and weight"),
        ({"choice.habits": 1.0}, "no parameter choice.habits"),
        ({"weight": -1.0}, "every weight 0 or more"),
        ({HABIT: "much"}, "every value must be a number"),
        ({HABIT: 99.0}, "99 is above 20"),
    ],
)
def test_what_is_no_posterior_is_refused(tmp_path, frame, change, words):
    path = tmp_path / "posterior.csv"
    broken = frame.assign(**change) if None not in change.values() else frame.drop(columns=list(change))
    broken.to_csv(path, index=False)
    with pytest.raises(CallError, match=words):
        read_posterior(path)


def test_a_missing_file_another_kind_and_rubbish_are_refused(tmp_path):
    with pytest.raises(CallError, match="no such file"):
        read_posterior(tmp_path / "posterior.csv")
    with pytest.raises(CallError, match="ending in .csv or .parquet"):
        read_posterior(tmp_path / "posterior.txt")
    (tmp_path / "rubbish.parquet").write_bytes(b"rubbish")
    with pytest.raises(CallError, match="not a posterior"):
        read_posterior(tmp_path / "rubbish.parquet")
