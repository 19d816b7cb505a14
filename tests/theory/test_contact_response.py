"""What contact does to search: concave, from the stated end to the stated end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pes_sim.parameters import REGISTRY
from pes_sim.processes.fastmath import exp_minus, logistic
from pes_sim.processes.matching import response

FLOOR = REGISTRY["counselling.no_contact_effect"].value
SPAN = REGISTRY["counselling.max_effect"].value - FLOOR
SATURATION = REGISTRY["counselling.saturation"].value


def test_response_runs_from_no_contact_to_the_largest_effect():
    assert response(0.0, 1.0, FLOOR, SPAN, SATURATION) == pytest.approx(FLOOR, rel=1e-9)
    assert response(50 * SATURATION, 1.0, FLOOR, SPAN, SATURATION) == pytest.approx(FLOOR + SPAN, rel=1e-9)
    assert response(SATURATION, 1.0, FLOOR, SPAN, SATURATION) == pytest.approx(FLOOR + SPAN * np.tanh(1.0), rel=1e-8)


@given(st.floats(0.0, 40.0), st.floats(0.01, 5.0), st.floats(0.5, 10.0))
def test_each_further_meeting_helps_but_less_than_the_one_before(contact, step, saturation):
    first, second, third = (response(contact + k * step, 1.0, FLOOR, SPAN, saturation) for k in range(3))
    assert first <= second <= third <= FLOOR + SPAN + 1e-9
    assert third - second <= second - first + 1e-12


@given(st.floats(0.0, 59.9))
def test_exponential_without_libm_is_the_exponential_to_nine_places(x):
    assert exp_minus(x) == pytest.approx(np.exp(-x), rel=0, abs=1e-9)
    if x <= 10:
        assert exp_minus(x) == pytest.approx(np.exp(-x), rel=1e-9, abs=0)


@given(st.floats(-40.0, 40.0))
def test_logistic_without_libm_is_the_logistic_to_nine_places(x):
    assert logistic(x) == pytest.approx(1 / (1 + np.exp(-x)), rel=0, abs=1e-9)
