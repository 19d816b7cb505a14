"""Every number the model leans on is declared with what a reader needs to judge it, and names help when misspelt."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pes_sim.parameters import CHANNELS, GRADES, REGISTRY, TASKS, Parameter, ParameterError, Registry, UnknownParameter
from pes_sim.parameters.channels import SELF_SERVICE

SOUND = Parameter("a.b", 1.0, "weeks", 0.5, 2.0, "lever", "a source", "D", "a meaning")


@pytest.mark.parametrize("path", REGISTRY)
def test_every_parameter_says_unit_source_grade_and_meaning(path):
    parameter = REGISTRY[path]
    assert parameter.unit and parameter.source and parameter.meaning and parameter.grade in GRADES
    assert parameter.least <= parameter.low <= parameter.value <= parameter.high <= parameter.most
    assert parameter.problem(parameter.value) is None
    assert all(math.isfinite(x) for x in (parameter.low, parameter.value, parameter.high))
    assert path == parameter.path == path.lower()


COSTS_COMPARED = {"delivery.parallel_share", "systems.new_run_share"}
"""Shares of another system's cost, which the worst may exceed."""


def test_shares_cannot_leave_zero_to_one():
    for parameter in REGISTRY.values():
        if parameter.unit == "share":
            assert parameter.least >= 0 and parameter.high <= 1, parameter.path
            assert parameter.most <= 1 or parameter.path in COSTS_COMPARED, parameter.path


def test_what_rests_on_no_evidence_is_graded_so():
    for parameter in REGISTRY.values():
        if parameter.source.startswith("assumption") and ";" not in parameter.source:
            assert parameter.grade == "D", parameter.path


def test_an_uncertainty_has_a_range_to_explore():
    fixed = [p.path for p in REGISTRY.values() if p.kind == "uncertainty" and p.low == p.high and p.value != 0]
    assert not fixed


def ends(family: str, name: str) -> set[str]:
    return {p.split(".", 2)[2] for p in REGISTRY if p.startswith(f"{family}.{name}.")} - {"mandate"}


def test_channels_of_a_kind_have_the_same_parameters():
    """All have most in common; only self-service has its usability, only staffed channels resolution and minutes."""
    for kind, own in (
        (SELF_SERVICE, {"usability"}),
        (set(CHANNELS) - set(SELF_SERVICE), {"resolution", "minutes_factor"}),
    ):
        for name in kind:
            assert ends("channels", name) - own == ends("channels", "counter") - {"resolution", "minutes_factor"}
            assert own <= ends("channels", name)


def test_every_task_has_the_same_parameters():
    assert all(ends("tasks", name) == ends("tasks", TASKS[0]) for name in TASKS)


def test_a_profile_and_the_options_speak_of_declared_parameters_only(austria, worlds):
    assert set(austria.values) == set(REGISTRY)
    for change in worlds.busy(austria).changes:
        paths = [change.path] if hasattr(change, "path") else [delivered.path for delivered in change.plan.delivers]
        assert all(REGISTRY[path].kind == "lever" for path in paths)


@given(st.sampled_from(sorted(REGISTRY)), st.data())
def test_a_misspelt_name_is_met_with_the_right_one(path, data):
    k = data.draw(st.integers(1, len(path) - 2))
    wrong = path[:k] + path[k + 1 :]
    if wrong in REGISTRY:
        return
    with pytest.raises(UnknownParameter) as caught:
        REGISTRY[wrong]
    assert path in REGISTRY.nearest(wrong, n=10)
    assert any(near in str(caught.value) for near in REGISTRY.nearest(wrong))


@pytest.mark.parametrize(
    "wrong", [{"low": 1.5}, {"high": 0.9}, {"least": 0.7}, {"most": 1.9}, {"unit": ""}, {"source": ""}, {"meaning": ""},
              {"kind": "guess"}, {"grade": "E"}]
)  # fmt: skip
def test_a_declaration_that_cannot_be_right_is_refused(wrong):
    with pytest.raises(ParameterError, match=r"a\.b"):
        replace(SOUND, **wrong)


def test_the_same_path_twice_is_refused():
    with pytest.raises(ParameterError, match="twice"):
        Registry([SOUND], [SOUND])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0])
def test_impossible_values_are_named_as_such(value):
    assert SOUND.problem(value)
