"""The fast engine and the plain reference are the same model, person by person and week by week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from pes_sim.kpis.counters import Count
from pes_sim.model import PESModel
from pes_sim.reference import ReferenceModel
from pes_sim.reference.jobseeker import AWAY, MEASURE, REGISTERED, WORK, Jobseeker
from pes_sim.scenario.changes import ProjectPlan, SetValue, StartProject
from pes_sim.scenario.loading import load
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.trial import Eligible, Treatment, Trial

Columns = dict[str, NDArray[Any]]
STATUS = (WORK, REGISTERED, MEASURE, AWAY)
WHO = ("region", "band", "education", "occupation", "sex", "area", "birthday", "generation", "offline")
KEPT = ("spells", "left_week", "out_weeks", "exit_point", "boost", "was", "threshold")
ON_REGISTER = (
    "key", "episode", "cell", "slow", "spell", "bridged", "work_hazard", "leaving_hazard", "measure_hazard", "hazard_left", "search", "helped",
    "effort", "skill", "trust", "satisfaction", "contact", "since_meeting", "met", "booked", "caseworker", "registered_ok",
    "claim_ok", "profile", "risk_rank", "account", "regime", "worth",
)  # fmt: skip
NEED = ("stage", "wait", "age", "tries", "channel", "failed")


def austria(warm_up: int = 104) -> Scenario:
    """Austria with a simulated person for 2,000 real ones."""
    base = load("austria").sized(scale=2000, years=2)
    return replace(base, values={**base.values, "world.warmup_weeks": float(warm_up)})


def everything_at_once() -> Scenario:
    """Austria with every lever pulled that opens another branch of the rules, and a project that goes wrong."""
    base = austria(warm_up=6)
    for path, value in {
        "channels.portal.mandate": 0.7,
        "channels.exemption_skill": 0.2,
        "channels.assisted_share": 0.4,
        "channels.exemption_granted": 0.6,
        "giveup.let_off_asked": 0.5,
        "organisation.integration": 0.4,
        "staffing.overtime": 0.1,
        "people.training_reach": 0.6,
        "people.expectation_growth": 0.03,
        "needs.convenience": 0.8,
        "people.awareness_external": 2.0,
        "channels.portal.open": 0.9,
        "channels.video.open": 0.5,
        "channels.chatbot.open": 0.6,
        "channels.assistant.open": 0.7,
        "counselling.video_share": 0.4,
        "automation.claim.straight_through": 0.5,
        "automation.claim.assistance": 0.3,
        "automation.case_admin.assistance": 0.25,
        "staffing.tool_training": 0.6,
        "staffing.redeploy": 0.7,
        "staffing.cut_idle": 0.5,
        "people.skill_training": 0.3,
        "matching.recommender": 1.1,
        "counselling.risk_priority": 6,
        "measures.capacity": 1.5,
        "measures.retraining_share": 0.5,
        "labour.recall_share": 0.4,
        "labour.recall_weeks": 6.0,
        "robotisation.level": 0.8,
        "profiling.use": 0.8,
        "automation.fault_rate": 4.0,
        "automation.fault_share": 0.3,
        "automation.fault_weeks_to_find": 20,
        "automation.notice_rate": 0.02,
        "automation.monitoring": 0.05,
        "counselling.protected_share": 0.6,
        "profiling.retrain_weeks": 20,
        "profiling.skip_share": 0.05,
        "steering.strength": 1.0,
        "steering.cadence_weeks": 8,
        "steering.stakes": 1.0,
        "steering.norm_calls": 0.95,
        "steering.norm_exits": 0.5,
        "steering.norm_ltu": 0.01,
        "steering.parking": 0.3,
        "systems.incident_rate": 0.15,
        "money.it_envelope": 0.95,
        "money.pooling": 0.5,
        "money.carry_over": 0.5,
        "money.programme_grant": 0.8,
        "money.saving_target": 0.05,
        "systems.expert_posts": 1.2,
        "delivery.team_capacity": 100.0,
        "delivery.scope_cut": 0.5,
    }.items():
        base = base.change(path, value)
    for path, value in {
        "staffing.front": "-40%",
        "staffing.phone": "-50%",
        "staffing.caseworkers": "+20%",
        "channels.counter.hours": "-30%",
    }.items():
        base = base.change(path, value, at="+10 weeks", ramp="20 weeks")
    base = base.change("channels.post.hours", 0.0, at="+25 weeks")
    base = base.change("channels.app.open", 0.0).change("channels.app.open", 0.9, at="+5 weeks")
    plan = ProjectPlan(
        "new core", "replacement", budget_meur=20.0, planned_weeks=16, increment_weeks=8,
        delivers=(SetValue("channels.portal.usability", "to", 0.75, 0, 4),), replaces=("benefit mainframe",),
        builds="benefit platform", method="big_bang",
    )  # fmt: skip
    return replace(base, changes=(*base.changes, StartProject(plan, 2)))


def set_to(path: str, value: float, operation: Any = "to") -> SetValue:
    return SetValue(path, operation, value, None)


def with_a_trial(base: Scenario, **eligible: Any) -> Scenario:
    """``base`` with a trial in which every lever that acts on persons differs, a team of its own and lost meetings."""
    intensive = (
        set_to("counselling.min_interval_weeks", 1), set_to("counselling.meeting_minutes", 1.5, "multiply"),
        set_to("counselling.first_meeting_priority", 20), set_to("counselling.video_share", 0.8),
        set_to("counselling.risk_priority", 9), set_to("measures.capacity", 2.0), set_to("matching.recommender", 1.15),
    )  # fmt: skip
    distant = (
        set_to("counselling.offered_share", 0.3),
        set_to("enforcement.level", 1.0),
        set_to("matching.recommender", 1.0),
    )
    treatments = (
        Treatment("intensive", end=20, caseload=60.0, sets=intensive),
        Treatment("intensive", first=20, sets=(set_to("counselling.min_interval_weeks", 3),)),
        Treatment("distant", first=2, sets=distant),
        Treatment("lost", lost_meetings=1),
    )  # fmt: skip
    who = Eligible(
        **{"entries": (0, 30), "stock": 4, "ages": (20, 60), "score": (0.1, 0.95), "sample": 0.9, **eligible}
    )
    groups = {"intensive": 0.3, "distant": 0.2, "lost": 0.3, "control": 0.2}
    return replace(base, trial=Trial(who, groups, follow=40, treatments=treatments))


def of_the_engine(model: PESModel) -> Columns:
    """What the engine knows of everybody, by slot; what a person does not have is zero."""
    force, register, clocks = model.jobseekers.labour_force, model.jobseekers.register, model.jobseekers.clocks
    columns: Columns = {name: getattr(force, name).astype(np.float64) for name in (*WHO, *KEPT)}
    status = np.zeros(force.n, dtype=np.int64)
    for clock, what in ((clocks.never, REGISTERED), (clocks.measures, MEASURE), (clocks.inactive, AWAY)):
        status[force.clock == clock] = STATUS.index(what)
    columns["status"] = status
    rows = register.slot[: register.n]
    assert (np.sort(rows) == np.flatnonzero(status == STATUS.index(REGISTERED))).all()
    for name in ON_REGISTER:
        columns[name] = np.zeros(force.n, dtype=np.uint64 if name in ("key", "episode") else np.float64)
        columns[name][rows] = getattr(register, name)[: register.n]
    for field, name in enumerate(NEED):
        columns[f"need {name}"] = np.zeros((force.n, 7))
        columns[f"need {name}"][rows] = register.need[: register.n, field, :7]
    # asleep, a person remembers in 255ths what it was like; whoever never registered has nothing to remember
    knows = force.spells > 0
    columns["habit"] = np.where(knows[:, None], np.float32(force.habit / 255.0), 0.0)
    columns["habit"][rows] = register.habit[: register.n]
    for name in ("trust", "satisfaction"):
        asleep = np.where(knows, np.float32(getattr(force, name) / 255.0), 0.0)
        columns[name] = np.where(status == STATUS.index(REGISTERED), columns[name], asleep)
    columns["skill at work"] = force.skill.astype(np.float64)
    return {**columns, **_outcomes(model)}


def of_the_reference(model: ReferenceModel) -> Columns:
    """The same of the reference's persons."""
    people = model.people

    def column(name: str, who: Iterator[Jobseeker] | list[Jobseeker] = people) -> NDArray[Any]:
        return np.array([float(getattr(person, name)) for person in who])

    here = np.array([person.status == REGISTERED for person in people])
    columns: Columns = {name: column(name) for name in (*WHO, *KEPT)}
    columns["status"] = np.array([STATUS.index(person.status) for person in people])
    for name in ON_REGISTER:
        columns[name] = np.where(here, column(name), 0.0)
    for name in ("key", "episode"):
        keys = [getattr(person, name) if on else 0 for person, on in zip(people, here, strict=True)]
        columns[name] = np.array(keys, dtype=np.uint64)
    for name in NEED:
        columns[f"need {name}"] = np.array(
            [[getattr(need, name) for need in person.needs] or [0] * 7 for person in people]
        )
    columns["habit"] = np.array([person.habit for person in people])
    columns["trust"], columns["satisfaction"] = column("trust"), column("satisfaction")
    columns["skill at work"] = column("skill_at_work")
    return {**columns, **_outcomes(model)}


def _outcomes(model: PESModel) -> Columns:
    return {f"outcome {name}": values for name, values in model.outcomes().items()} if model.week > 0 else {}


def differences(engine: PESModel, reference: ReferenceModel) -> dict[str, Any]:
    """Everything in which the two differ this week: people by attribute, counts by counter, books by entry."""
    mine, theirs = of_the_engine(engine), of_the_reference(reference)
    found: dict[str, Any] = {}
    for name, values in mine.items():
        slots = np.unique(np.nonzero(values != theirs[name])[0])
        if len(slots):
            found[name] = [(int(slot), values[slot], theirs[name][slot]) for slot in slots[:3]]
    counted, again = engine.ledger.people.sum(axis=0), reference.ledger.people.sum(axis=0)
    for count in Count:
        if (counted[count] != again[count]).any():
            found[f"count of {count.name}"] = int(counted[count].sum()), int(again[count].sum())
    for name, value in engine.ledger.service.items():
        if value != pytest.approx(reference.ledger.service[name], rel=1e-12):
            found[f"book of {name}"] = value, reference.ledger.service[name]
    return found


def assert_agree(base: Scenario, seed: int, weeks: int, threads: int = 1) -> tuple[PESModel, ReferenceModel]:
    """Run both side by side and compare after every week."""
    engine, reference = PESModel(base, seed, threads=threads), ReferenceModel(base, seed)
    assert not differences(engine, reference)
    for _ in range(weeks):
        engine.step()
        reference.step()
        assert not differences(engine, reference), f"in week {engine.week - 1}"
    return engine, reference


def test_the_reference_has_the_engines_week() -> None:
    assert ReferenceModel.plan() == PESModel.plan()


@pytest.mark.untraced
@pytest.mark.parametrize("seed", [1, 2])
def test_engine_and_reference_agree_on_everybody_in_the_warm_up(seed: int) -> None:
    assert_agree(austria(), seed, weeks=40)


@pytest.mark.parametrize("seed", [1, 2])
def test_engine_and_reference_agree_on_everybody_under_active_levers(seed: int) -> None:
    engine, reference = assert_agree(everything_at_once(), seed, weeks=66)
    assert engine.history.shape == reference.history.shape
    np.testing.assert_allclose(engine.history, reference.history, rtol=1e-12, atol=1e-9)
    for name, values in engine.outcomes().items():
        assert (values == reference.outcomes()[name]).all(), name


def test_engine_and_reference_agree_on_a_trial() -> None:
    base = with_a_trial(everything_at_once())
    engine, reference = assert_agree(base, seed=1, weeks=56)
    mine, theirs = engine.participants, reference.participants
    assert mine is not None and theirs is not None and len(mine) > 60
    for name in mine.COLUMNS:
        np.testing.assert_array_equal(mine[name], theirs[name], err_msg=name)
    np.testing.assert_array_equal(mine.history, theirs.history)
    assert {0, 1, 3} <= {int(regime) for regime in mine.regime(np.arange(len(mine)), 3)}
    assert 0 < mine["lost"].sum() < len(mine) and (mine.history & 16 > 0).sum() > 30


def test_the_active_levers_reach_the_branches_they_are_meant_for() -> None:
    """So that agreement is not agreement on nothing."""
    model = ReferenceModel(everything_at_once(), seed=1)
    total = np.zeros(len(Count))
    for _ in range(66):
        model.step()
        total += model.ledger.people[0].sum(axis=1)
    rare = {Count.meetings_lost, Count.contacts_video, Count.contacts_chatbot, Count.contacts_assistant, Count.calls_abandoned, Count.needs_unmet,
            Count.assisted, Count.waiting_front, Count.waiting_back, Count.exits_to_measures, Count.meetings_missed,
            Count.entries_from_measures, Count.entries_from_inactivity, Count.transactions_digital,
            Count.wrong_marked, Count.wrong_noticed, Count.wrong_latent, Count.claims_unmet, Count.calls_repeat,
            Count.mandate_exempt}  # fmt: skip
    assert not {count.name for count in rare if total[count] == 0}
    assert any(project.state == "delivered" for project in model.projects)
    assert any(person.generation > 0 for person in model.people)


def test_two_threads_agree_with_the_reference_too() -> None:
    assert_agree(everything_at_once(), seed=3, weeks=20, threads=2)
