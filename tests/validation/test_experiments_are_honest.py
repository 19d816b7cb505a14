"""Claims about the experiments that come with the model: they change no behaviour, and their short form runs."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase

import pytest

from pes_sim.analysis.validation import findings
from pes_sim.parameters import REGISTRY
from pes_sim.parameters.setting import SETTING, describes_setting
from pes_sim.runs.experiment_catalogue import experiments, paths
from pes_sim.runs.experiment_reading import behaviour_changed
from pes_sim.runs.experiment_run import measure
from pes_sim.runs.experiment_schema import experiment_schema
from pes_sim.runs.progress import Silence
from pes_sim.scenario.changes import SetValue

pytestmark = pytest.mark.untraced

ALL = experiments()
FACTS = {1, 2, 4, 6, 7, 8, 10, 12, 13, 15, 16, 17, 18, 20, 21, 22, 23, 25}
"""Facts of evidence section 7 that there is an experiment for."""


def test_there_is_an_experiment_for_each_fact_covered():
    found = {int(e.fact.partition("7.")[2]) for e in ALL if e.fact.startswith("digital 7.")}
    assert found >= FACTS


@pytest.mark.parametrize("experiment", ALL, ids=lambda e: e.id)
def test_an_experiment_changes_no_behavioural_parameter(experiment):
    assert behaviour_changed(experiment) == []


def test_there_are_enough_targets_from_enough_countries_and_most_are_out_of_sample():
    labour = [e for e in ALL if e.fact.startswith("labour V")]
    countries = {c.strip() for e in labour for c in e.country.split(",")}
    assert len(ALL) >= 20 and len(countries) >= 6
    outcomes = [outcome for e in ALL for outcome in e.outcomes]
    assert sum(outcome.training for outcome in outcomes) < len(outcomes) / 2
    assert {e.id for e in ALL if e.minimum} >= {
        "caseload_austria", "personal_service_netherlands", "closures_finland", "lost_meeting_switzerland",
        "austria_register",
    }  # fmt: skip


def test_a_treatment_that_changes_behaviour_would_be_found():
    experiment = next(e for e in ALL if e.id == "caseload_austria")
    arm = experiment.arms["pilot"]
    (treatment,) = arm.trial.treatments
    dishonest = replace(treatment, sets=(SetValue("counselling.max_effect", "to", 3.0, None),))
    trial = replace(arm.trial, treatments=(dishonest,))
    arms = {**experiment.arms, "pilot": replace(arm, trial=trial)}
    assert behaviour_changed(replace(experiment, arms=arms)) == ["counselling.max_effect"]


def test_the_minimum_set_runs_in_small_and_goes_the_right_way(tmp_path):
    chosen = [e for e in ALL if e.id in ("caseload_austria", "lost_meeting_switzerland")]
    scales = {"caseload_austria": 100, "lost_meeting_switzerland": 500}
    small = [
        replace(e, arms={n: arm.sized(scale=scales[e.id]) for n, arm in e.arms.items()}, base=e.base.sized(scale=scales[e.id]))
        for e in chosen
    ]  # fmt: skip
    measured = list(measure(small, tmp_path, lambda _: Silence(), seeds=2, workers=1))
    assert [m.failure for m in measured] == [None] * 2
    found = {f.name: f.estimate for m in measured for f in findings(m)}
    assert found["caseload_austria.exits"] > 0 > found["caseload_austria.duration"]
    assert found["lost_meeting_switzerland.weaker"] < found["lost_meeting_switzerland.stronger"]


def test_a_changed_behavioural_parameter_would_be_found():
    experiment = next(e for e in ALL if e.id == "mandate")
    arm = experiment.arms["mandate"].change("choice.habit", 0.5)
    dishonest = replace(experiment, arms={**experiment.arms, "mandate": arm})
    assert behaviour_changed(dishonest) == ["choice.habit"]
    early = replace(experiment.arms["control"], values={**arm.values, "people.habit_rate": 0.5})
    assert behaviour_changed(replace(experiment, arms={"control": early})) == ["people.habit_rate"]


def test_every_pattern_of_the_setting_stands_for_something_and_none_for_the_response_of_people():
    for pattern in SETTING:
        assert any(fnmatchcase(path, pattern) for path in REGISTRY), pattern
    for family in ("choice.", "counselling.", "completion.", "people.", "delivery.", "systems.incident", "staffing."):
        assert not [
            p for p in REGISTRY if p.startswith(family) and REGISTRY[p].kind != "lever" and describes_setting(p)
        ]


@pytest.mark.parametrize("experiment", ALL, ids=lambda e: e.id)
def test_an_experiment_says_what_was_found_where_and_how_the_model_gets_there(experiment):
    assert min(len(experiment.found), len(experiment.mechanism)) > 60 and len(experiment.source) > 10
    assert len({outcome.name for outcome in experiment.outcomes}) == len(experiment.outcomes)


def test_files_satisfy_the_published_schema():
    jsonschema = pytest.importorskip("jsonschema")
    from ruamel.yaml import YAML

    validator = jsonschema.Draft202012Validator(experiment_schema())
    for path in paths().values():
        assert list(validator.iter_errors(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))) == []


def test_the_short_form_runs_and_is_kept(tmp_path):
    chosen = [e for e in ALL if e.id in ("project_outcomes", "contact_online")]
    small = [
        replace(e, draws=min(e.draws, 500), arms={n: _small(arm) for n, arm in e.arms.items()}, base=_small(e.base))
        for e in chosen
    ]  # fmt: skip
    first = list(measure(small, tmp_path, lambda _: Silence(), seeds=2, workers=1))
    again = list(measure(small, tmp_path, lambda _: Silence(), seeds=2, workers=1))
    assert [m.failure for m in first] == [None] * 2 and not any(m.from_store for m in first)
    assert all(m.from_store for m in again) and [m.values for m in again] == [m.values for m in first]
    found = {f.name: f for m in first for f in findings(m)}
    assert found["project_outcomes.median_delay"].verdict in ("pass", "miss")
    assert found["contact_online.search"].estimate < 0
    tail = found["project_outcomes.tail_mean"]
    assert tail.estimate > 0.5 and tail.ci_low < tail.ci_high


def _small(scenario):
    return scenario.sized(scale=2000)
