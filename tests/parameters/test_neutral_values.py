"""The table of mechanisms: every neutral value is one its parameter may take."""

from __future__ import annotations

import pytest

from pes_sim.parameters import REGISTRY
from pes_sim.parameters.mechanisms import MECHANISMS


@pytest.mark.parametrize("mechanism", MECHANISMS.values(), ids=lambda m: m.name)
def test_neutral_values_are_possible(mechanism):
    assert mechanism.neutral
    for path, value in mechanism.neutral.items():
        assert REGISTRY[path].problem(value) is None


def test_mechanisms_that_share_a_parameter_agree_on_where_it_does_nothing():
    told = {(path, value) for mechanism in MECHANISMS.values() for path, value in mechanism.neutral.items()}
    assert len(told) == len({path for path, _ in told})


def test_names_can_be_typed_and_are_not_said_twice():
    assert all(name.replace("_", "").isalpha() and name.islower() for name in MECHANISMS)
    assert len({mechanism.title for mechanism in MECHANISMS.values()}) == len(MECHANISMS)
