"""Claims about what is read of a trial's participants: worked out by hand on four short histories."""

from __future__ import annotations

import numpy as np
import pytest

from pes_sim.runs.trial_reading import PERSON_STATISTICS, Among, PersonReading, bridged
from pes_sim.world.trial import AWAY, BENEFIT, MEASURE, MEETING, REGISTERED, WORK

U, M, J, A = REGISTERED, MEASURE, WORK, AWAY
HISTORY = np.array(
    [
        [U + BENEFIT, U + BENEFIT + MEETING, J, J, J, J],
        [U, M, M, J, U, U],
        [U, U, A, A, J, J],
        [U, U, U, U, U, U],
    ],
    dtype=np.uint8,
)


@pytest.mark.parametrize(
    ("name", "window", "where", "leaving", "expected"),
    [
        ("exit_share", (0, 6), "anywhere", "unemployed", 3 / 4),
        ("exit_share", (0, 3), "work", "unemployed", 1 / 4),
        ("exit_share", (0, 6), "work", "unemployed", 2 / 4),
        ("exit_share", (0, 6), "measure", "registered", 1 / 4),
        ("exit_rate", (0, 6), "anywhere", "unemployed", 3 / (3 + 4 + 3 + 6)),
        ("entered", (0, 6), "work", "unemployed", 3 / 4),
        ("share_in", (3, 4), "work", "unemployed", 2 / 4),
        ("weeks_in", (0, 6), "work", "unemployed", (4 + 1 + 2 + 0) / 4),
        ("weeks_in", (0, 6), "unemployed", "unemployed", (2 + 5 + 2 + 6) / 4),
        ("duration", (0, 6), "anywhere", "unemployed", (2 + 3 + 2 + 6) / 4),
        ("median_duration", (0, 6), "anywhere", "unemployed", 3.0),
        ("job_survival", (0, 5), "work", "unemployed", 1 / 4),
        ("benefit_weeks", (0, 6), "anywhere", "unemployed", 2 / 4),
        ("meetings", (0, 6), "anywhere", "unemployed", 1 / 4),
    ],
)
def test_a_statistic_is_what_it_says(name, window, where, leaving, expected):
    assert PERSON_STATISTICS[name](HISTORY, *window, where, leaving) == pytest.approx(expected)


def test_a_short_absence_between_stretches_of_unemployment_is_bridged_and_no_other_is():
    histories = np.array(
        [
            [U, A, A, M, J, A, U],  # two weeks between: bridged; from work: not
            [U, A, A, A, U, A, A],  # three weeks: too long; not over yet: not
            [A, U + BENEFIT, A, U, A, J, J],  # on the register when joining: bridged; one week: bridged; into work: not
        ],
        dtype=np.uint8,
    )
    expected = [[U, U, U, M, J, A, U], [U, A, A, A, U, A, A], [U, U + BENEFIT, U, U, A, J, J]]
    np.testing.assert_array_equal(bridged(histories, 2), expected)
    np.testing.assert_array_equal(bridged(histories, 0), histories)


def test_a_benefit_goes_on_in_a_measure_and_ends_with_it():
    history = np.array([[U + BENEFIT, M, M, U, M, J]], dtype=np.uint8)
    assert PERSON_STATISTICS["benefit_weeks"](history, 0, 6, "anywhere", "unemployed") == 3
    assert PERSON_STATISTICS["benefit_weeks"](history, 2, 6, "anywhere", "unemployed") == 1


def test_a_reading_is_of_its_group_and_subgroup():
    record = {
        "slot": np.arange(4), "group": np.array([0, 0, 1, 1]), "cell": np.zeros(4, dtype=int),
        "spell": np.array([0, 30, 0, 30]), "band": np.array([1, 2, 1, 2]), "quality": np.array([0.0, 2.0, 3.0, 0.0]),
        "history": HISTORY,
    }  # fmt: skip
    reading = PersonReading("pilot", "b", "weeks_in", 0, 6, "work")
    assert reading.of(record, ["a", "b"]) == pytest.approx(1.0)
    assert PersonReading("pilot", "b", "weeks_in", 0, 6, "work", among=Among(registered_for=(0, 1))).of(
        record, ["a", "b"]
    ) == pytest.approx(2.0)
    assert PersonReading("pilot", "a", "weeks_in", 0, 6, "work", among=Among(caseworker="stronger")).of(
        record, ["a", "b"]
    ) == pytest.approx(1.0)
    assert np.isnan(
        PersonReading("pilot", "a", "weeks_in", 0, 6, "work", among=Among(bands=(9,))).of(record, ["a", "b"])
    )
