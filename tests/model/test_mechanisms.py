"""Each lever moves what it should, through the mechanism it belongs to: paired seeds, sign and t-test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest
from scipy import stats

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.model import PESModel
from pes_sim.processes.delivery import delivery
from pes_sim.processes.record import record
from pes_sim.processes.strategy import strategy
from pes_sim.processes.systems import systems
from pes_sim.processes.weather import weather
from pes_sim.scenario.changes import ProjectPlan, SetValue, StartProject

pytestmark = pytest.mark.untraced

SEEDS = (1, 2, 3, 4)
UP, DOWN = 1, -1
CHANCE = 0.05
"""Of a test that passes although the lever does nothing, one-sided."""


class Laboratory:
    """Austria with and without a change from the first week on, same luck; runs are kept."""

    def __init__(self, base) -> None:
        self.base = base
        self.warm = {seed: PESModel(base, seed=seed) for seed in SEEDS}
        for model in self.warm.values():
            model.warm_up()
        self.runs: dict[tuple, np.ndarray] = {}

    def sums(self, changes: Mapping[str, str | float]) -> np.ndarray:
        """(seeds, counters, segments) over the last year of the horizon."""
        key = tuple(changes.items())
        if key not in self.runs:
            option = self.base
            for path, value in changes.items():
                option = option.change(path, value, at="+0 weeks")
            histories = []
            for seed in SEEDS:
                model = self.warm[seed].fork(option)
                model.run()
                histories.append(model.history[-52:].sum(axis=0))
            self.runs[key] = np.array(histories)
        return self.runs[key]

    def kpi(self, changes: Mapping[str, str | float], name: str, segment: str = "all") -> np.ndarray:
        """(seeds,) a KPI over the last year, or a counter's weekly mean."""
        sums, place = self.sums(changes), SEGMENTS.index(segment)
        if name in KPIS:
            return ratio_of_sums(KPIS[name], sums, COUNTERS, SEGMENTS)[:, place]
        return sums[:, COUNTERS.index(name), place] / 52

    def effect(self, changes: Mapping[str, str | float], name: str, **where: str) -> np.ndarray:
        """(seeds,) what the change does to it."""
        return self.kpi(changes, name, **where) - self.kpi({}, name, **where)


@pytest.fixture(scope="module")
def lab(austria) -> Laboratory:
    return Laboratory(austria.sized(scale=100, years=2))


def assert_moves(effect: np.ndarray, direction: int) -> None:
    """The mean effect has the sign claimed, beyond what the seeds' spread would give by chance."""
    if np.ptp(effect) < 1e-12:
        assert np.sign(effect[0]) == direction
    else:
        assert stats.ttest_1samp(effect * direction, 0.0, alternative="greater").pvalue < CHANCE, effect


CASEWORKERS = {"staffing.caseworkers": "+60%"}
FEWER_FRONT = {"staffing.front": "-40%"}
FEWER_PHONE = {"staffing.phone": "-35%"}
FEWER_BACK = {"staffing.back": "-20%"}
USABLE = {"channels.portal.usability": 0.8}
MANDATE = {"channels.portal.mandate": 0.9}
NO_EXEMPTION = {"channels.portal.mandate": 0.9, "channels.exemption_skill": 0.0}
AUTOMATED = {"automation.claim.straight_through": 0.8}
LENT = {**AUTOMATED, "staffing.redeploy": 0.9}
LESS_DEMAND = {"labour.demand_level": 0.8}
MORE_LOSS = {"labour.separation_level": 1.25}
TAUGHT = {"people.skill_training": 0.3}
PLACES = {"measures.capacity": 1.5}
HELPERS = {"channels.assisted_share": 0.5}
SHORT_HOURS = {"channels.counter.hours": 0.5}
QUIET_DESK = {"automation.case_admin.assistance": 0.5}

ONE_VIEW = {"organisation.integration": 1.0}
LONGER = {"staffing.back": "-20%", "staffing.overtime": 0.2}
ASSISTANTS = {"channels.assistant.open": 1.0}

CLAIMS = [
    ("more caseworkers mean more contact", CASEWORKERS, "contact_minutes_per_client", UP),
    ("more caseworkers mean a smaller caseload", CASEWORKERS, "caseload", DOWN),
    ("more caseworkers bring more people into work", CASEWORKERS, "exit_rate_to_work", UP),
    ("more caseworkers mean a smaller register", CASEWORKERS, "register_stock", DOWN),
    ("more caseworkers cost more", CASEWORKERS, "service_cost", UP),
    ("fewer front staff mean longer waits at the counter", FEWER_FRONT, "counter_wait_weeks", UP),
    ("fewer front staff send people to other channels", FEWER_FRONT, "counter_contact_share", DOWN),
    ("fewer front staff are strained", FEWER_FRONT, "staff_strain", UP),
    ("fewer on the phone answer fewer calls", FEWER_PHONE, "phone_answered_share", DOWN),
    ("fewer on the phone make people wait on the line", FEWER_PHONE, "phone_wait_minutes", UP),
    ("a smaller back office settles fewer claims in time", FEWER_BACK, "claims_in_time", DOWN),
    ("a smaller back office is chased more", FEWER_BACK, "failure_demand", UP),
    ("a better portal is completed more often", USABLE, "completion_rate", UP),
    ("a better portal raises trust", USABLE, "digital_trust", UP),
    ("a mandate raises digital take-up", MANDATE, "digital_take_up", UP),
    ("a mandate without exemptions raises the share who need help", NO_EXEMPTION, "assisted_share", UP),
    ("a mandate lowers completion, for those who were not ready", MANDATE, "completion_rate", DOWN),
    ("automated claims leave the back office less to do", AUTOMATED, "back_office_utilisation", DOWN),
    ("automated claims are settled in time", AUTOMATED, "claims_in_time", UP),
    ("automated claims are processed sooner", AUTOMATED, "processing_wait_weeks", DOWN),
    ("redeployment lends minutes to counselling", LENT, "lent_minutes", UP),
    ("redeployment turns automation into contact", LENT, "contact_minutes_per_client", UP),
    ("less demand for labour raises the register", LESS_DEMAND, "register_stock", UP),
    ("less demand for labour lengthens spells", LESS_DEMAND, "unemployment_duration_weeks", UP),
    ("less demand for labour leaves fewer vacancies", LESS_DEMAND, "vacancy_stock", DOWN),
    ("more job loss raises the register", MORE_LOSS, "register_stock", UP),
    ("more job loss raises the caseload", MORE_LOSS, "caseload", UP),
    ("more job loss leaves less contact for each client", MORE_LOSS, "contact_minutes_per_client", DOWN),
    ("more job loss empties the vacancies", MORE_LOSS, "vacancy_stock", DOWN),
    ("digital training raises skill", TAUGHT, "digital_skill", UP),
    ("digital training raises completion", TAUGHT, "completion_rate", UP),
    ("more places bring more people into measures", PLACES, "measure_participation", UP),
    ("offers of help are taken up", HELPERS, "assisted_share", UP),
    ("one view of the client settles more at first contact", ONE_VIEW, "first_contact_resolution", UP),
    ("one view of the client lowers failure demand", ONE_VIEW, "failure_demand", DOWN),
    ("one view of the client leaves less to key in again", ONE_VIEW, "back_office_utilisation", DOWN),
    ("a limit on overtime that is lifted is used", LONGER, "overtime_hours", UP),
    ("a mandate makes people look for help", MANDATE, "assisted_any", UP),
    ("a mandate opens accounts", MANDATE, "account_share", UP),
    ("assistants are used", ASSISTANTS, "digital_contact_share", UP),
    ("shorter hours send people away from the counter", SHORT_HOURS, "counter_contact_share", DOWN),
    ("help with administration leaves more time for contact", QUIET_DESK, "contact_share", UP),
    ("help with administration lowers its share", QUIET_DESK, "administration_share", DOWN),
]


@pytest.mark.parametrize(("changes", "kpi", "direction"), [c[1:] for c in CLAIMS], ids=[c[0] for c in CLAIMS])
def test_lever(lab, changes, kpi, direction):
    assert_moves(lab.effect(changes, kpi), direction)


@pytest.mark.long
def test_more_caseworkers_shorten_spells(austria):
    """A small effect, so a large world: completed spells, over three years."""
    large = Laboratory(austria.sized(scale=20, years=3))
    assert_moves(large.effect({"staffing.caseworkers": "+60%"}, "unemployment_duration_weeks"), DOWN)
    assert_moves(large.effect({"staffing.caseworkers": "+60%"}, "register_stock"), DOWN)


def test_more_caseworkers_never_lengthen_waits(lab):
    """Along a line of ever more staff of a kind, its mean wait never rises."""
    for group, kpi in (("front", "counter_wait_weeks"), ("phone", "phone_wait_minutes"), ("back", "processing_wait_weeks")):  # fmt: skip
        waits = [
            lab.kpi({f"staffing.{group}": f"x{factor}"} if factor != 1 else {}, kpi).mean() for factor in (0.8, 1, 1.3)
        ]
        assert waits == sorted(waits, reverse=True), group
    unmet = [lab.kpi(changes, "met_in_quarter").mean() for changes in ({}, CASEWORKERS)]
    assert unmet == sorted(unmet)


def test_a_mandate_raises_the_share_who_need_help(lab):
    """Universal Credit: 22-46 % had help under a mandate, with exemptions."""
    assert_moves(lab.effect(MANDATE, "assisted_share"), UP)


def test_under_a_mandate_more_needs_are_unmet_among_the_low_skilled_than_the_skilled(lab):
    for changes in ({}, MANDATE, NO_EXEMPTION):
        low, high = (lab.kpi(changes, "unmet_need_share", f"digital_skill:{s}") for s in ("low", "above_basic"))
        assert_moves(low - high, UP)


def test_a_mandate_makes_the_low_skilled_give_up_their_claims(lab):
    """Universal Credit's pilot: 7 % tried and gave up, some of them for the phone."""
    low, high = ("digital_skill:low", "digital_skill:above_basic")
    given_up = {s: lab.effect(MANDATE, "claims_given_up", segment=s) for s in (low, high)}
    assert_moves(given_up[low], UP)
    assert_moves(given_up[low] - given_up[high], UP)


def test_a_mandate_relieves_counters_and_phones_so_that_fewer_needs_are_given_up_in_all(lab):
    """Who is left behind is seen in the claims, not in the sum over everything people ask for."""
    assert_moves(lab.effect(MANDATE, "front_utilisation"), DOWN)
    assert_moves(lab.effect(MANDATE, "phone_answered_share"), UP)
    assert_moves(lab.effect(MANDATE, "unmet_need_share"), DOWN)


def test_helping_some_displaces_others(lab):
    """Search is helped by more than the register shrinks: vacancies do not multiply with advice."""
    helped = lab.effect(CASEWORKERS, "contact_effect") / lab.kpi({}, "contact_effect")
    per_head = helped - lab.effect(CASEWORKERS, "register_stock") / lab.kpi({}, "register_stock")
    hires = lab.effect(CASEWORKERS, "exit_rate_to_work") / lab.kpi({}, "exit_rate_to_work")
    assert_moves(per_head, UP)
    assert (hires < per_head).all()


PART_OF_THE_WEEK = [
    ("weather", weather), ("strategy", strategy), ("delivery", delivery), ("systems", systems), ("record", record),
]  # fmt: skip
PLAN = ProjectPlan("new core", "replacement", 15.0, 26, 13, (), ("benefit mainframe",), "platform", "strangler")
LANDSCAPES = range(1, 13)


@pytest.fixture(scope="module")
def landscapes(worlds):
    """Weekly (seeds, weeks, counters) of the systems alone, over six years, under some changes; and the models."""
    base = worlds.small_austria(years=6, scale=4_700, warmup=0)

    @cache
    def runs(*changes):
        histories, models = [], []
        for seed in LANDSCAPES:
            model = worlds.of(base, seed, values={"systems.incident_rate": 0.03}, phases=PART_OF_THE_WEEK)
            for change in changes:
                model.agenda.plan(change, change.week)
            model.run()
            histories.append(model.history[:, :, 0])
            models.append(model)
        return np.array(histories), models

    return runs


def test_a_replaced_system_runs_twice_then_costs_less_and_fails_less(landscapes):
    before, _ = landscapes()
    after, models = landscapes(StartProject(PLAN, 0))
    run, incidents = COUNTERS.index("cost_it_run"), COUNTERS.index("incidents")
    later = []
    for k, model in enumerate(models):
        old = next(system for system in model.systems if system.name == "benefit mainframe")
        if model.projects[0].state != "delivered":
            continue
        off = old.off_week
        alone = off - round(model.values["delivery.read_only_weeks"])
        live = alone - round(model.values["systems.parallel_weeks"])
        assert not old.live
        assert (after[k, live + 1 : alone, run] > before[k, live + 1 : alone, run]).all(), "two systems side by side"
        assert (after[k, off + 1 :, run] < before[k, off + 1 :, run]).all(), "the old one is off"
        later.append(after[k, off + 30 :, incidents].sum() - before[k, off + 30 :, incidents].sum())
    assert len(later) > len(LANDSCAPES) / 2
    assert_moves(np.array(later), DOWN)


def test_releases_bring_incidents(landscapes):
    """Small releases all the time, and a programme's in the weeks after them."""
    frozen = SetValue("money.it_change_base", "to", 0.0, 0)
    still, _ = landscapes(frozen)
    small, _ = landscapes()
    after, _ = landscapes(frozen, StartProject(PLAN, 0))
    place = COUNTERS.index("incidents_from_change")
    assert still[:, 26:, place].sum() == 0
    assert (small[:, 26:, place].sum(axis=1) > 0).all()
    assert after[:, :156, place].sum() > after[:, 260:, place].sum()


def test_maintenance_lowers_debt_and_incidents_and_costs_money(landscapes):
    little, _ = landscapes(SetValue("systems.maintenance", "to", 0.0, 0))
    much, _ = landscapes(SetValue("systems.maintenance", "to", 2.0, 0))
    debt, incidents, run = (COUNTERS.index(name) for name in ("system_debt", "incidents", "cost_it_run"))
    assert (much[:, -1, debt] < little[:, -1, debt]).all()
    assert_moves(much[:, :, incidents].sum(axis=1) - little[:, :, incidents].sum(axis=1), DOWN)
    assert (much[:, 0, run] > little[:, 0, run]).all()


def test_a_landscape_left_alone_gets_dearer_and_less_reliable(landscapes):
    history, _ = landscapes(SetValue("systems.maintenance", "to", 0.0, 0))
    run = history[:, :, COUNTERS.index("cost_it_run")]
    incidents = history[:, :, COUNTERS.index("incidents")]
    assert (np.diff(run, axis=1) > 0).all()
    assert_moves(incidents[:, 156:312].sum(axis=1) - incidents[:, :156].sum(axis=1), UP)
