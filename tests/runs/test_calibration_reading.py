"""Claims about reading calibrations: every mistake at once with its line, and what is trained on is declared."""

from math import isfinite

import pytest

from pes_sim.parameters import REGISTRY
from pes_sim.runs.calibration_reading import calibrations, find_calibration, marked, read_calibration, training_outcomes
from pes_sim.runs.experiment_catalogue import experiments
from pes_sim.scenario.problems import ScenarioError

RIGHT = """\
title: Two parameters
parameters:
  labour.work_hazard_fast: {}
  labour.duration_dependence: {low: 0.01, high: 0.02}
targets:
  - {experiment: mandate, outcomes: [assisted]}
waves: 2
"""


def written(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(tmp_path, text):
    with pytest.raises(ScenarioError) as error:
        read_calibration(written(tmp_path, text))
    return [(problem.line, str(problem)) for problem in error.value.problems]


def test_a_parameter_without_a_range_gets_its_declared_one(tmp_path):
    found = read_calibration(written(tmp_path, RIGHT))
    declared = REGISTRY["labour.work_hazard_fast"]
    assert found.parameters["labour.work_hazard_fast"] == (declared.low, declared.high)
    assert found.parameters["labour.duration_dependence"] == (0.01, 0.02)
    assert found.training() == ["mandate.assisted"]
    assert (found.waves, found.seeds) == (2, 2)


def test_every_mistake_comes_at_once_with_its_line_and_the_nearest_name(tmp_path):
    text = """\
title: Six mistakes
parameters:
  labour.work_hazard_fats: {}
  staffing.caseworkers: {}
  labour.duration_dependence: {low: 0.02, high: 0.01}
  matching.lapse_rate: {low: 0, high: 7}
targets:
  - {experiment: mandat}
  - {experiment: mandate, outcomes: [assistd]}
  - {experiment: late_exposure, outcomes: [sunk]}
"""
    found = refused(tmp_path, text)
    assert [line for line, _ in found] == [3, 4, 5, 6, 8, 9, 10]
    told = "\n".join(words for _, words in found)
    for words in (
        "nearest: labour.work_hazard_fast",
        "staffing.caseworkers is a lever",
        "leaves nothing to estimate",
        "7 is above 1",
        "no experiment 'mandat'",
        "nearest: assisted",
        "no two-sided published range",
    ):
        assert words in told


def test_more_than_twelve_parameters_are_refused(tmp_path):
    many = [path for path, parameter in REGISTRY.items() if parameter.kind == "uncertainty"][:13]
    text = "title: Too many\nparameters:\n" + "".join(f"  {path}: {{}}\n" for path in many)
    told = refused(tmp_path, text + "targets: [{experiment: mandate, outcomes: [assisted]}]\n")
    assert "13 parameters to estimate" in told[0][1]


@pytest.mark.parametrize(
    "text", ["", "- 1\n", "title: x\n", "title: x\nparameters: 3\ntargets: 4\n", RIGHT + "wave: 3\n"]
)
def test_a_file_of_the_wrong_shape_is_refused_in_words(tmp_path, text):
    assert refused(tmp_path, text)


def test_the_calibrations_that_come_with_it_train_on_outcomes_with_a_range_and_declare_them():
    assert "austria" in calibrations()
    names = training_outcomes()
    for path in calibrations().values():
        found = read_calibration(path)
        assert set(found.training()) <= names
        assert all(REGISTRY[p].kind == "uncertainty" for p in found.parameters)
        for experiment in found.experiments:
            for outcome in experiment.outcomes:
                assert isfinite(outcome.published.low) and isfinite(outcome.published.high)


def test_most_validation_experiments_are_out_of_sample():
    every = {f"{e.id}.{outcome.name}" for e in experiments() for outcome in e.outcomes}
    assert len(every & training_outcomes()) < len(every) / 4


def test_an_unknown_name_brings_the_nearest():
    with pytest.raises(ScenarioError, match="nearest: austria"):
        find_calibration("austra")


def test_what_a_calibration_trains_on_is_marked_where_it_is_held_against_the_model(tmp_path, monkeypatch):
    (folder := tmp_path / "experiments" / "calibration").mkdir(parents=True)
    (folder / "mine.yaml").write_text("kind: calibration\n" + RIGHT)
    (experiment,) = experiments(["mandate"])
    assert not any(outcome.training for outcome in marked(experiment).outcomes)
    monkeypatch.chdir(tmp_path)
    assert [outcome.name for outcome in marked(experiment).outcomes if outcome.training] == ["assisted"]
