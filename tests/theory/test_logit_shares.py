"""Channel choice follows the multinomial logit: shares are the softmax of utility, person by person where it differs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.special import softmax

from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes import channel_choice as module
from pes_sim.processes.channel_choice import CLOSED, channel_choice, shared_utility
from pes_sim.processes.needs import needs
from pes_sim.world.catalogue import CARRIES, CHANNEL_KIND, ENQUIRY, NEEDS_INTERNET, REPORT, SELF

IMPERSONAL = dict.fromkeys(
    ("choice.habit", "choice.skill", "choice.trust", "choice.trust_delegate", "choice.failure"), 0.0
)
NO_OTHER_NEEDS = dict.fromkeys(
    ("needs.enquiry_rate", "needs.job_search_rate", "needs.chasing_rate", "needs.complaint_rate"), 0.0
)
ALL_ENQUIRE = {**NO_OTHER_NEEDS, "needs.enquiry_rate": 1.0, "needs.report_weeks": 1e6}
ALL_REPORT = {**NO_OTHER_NEEDS, "needs.looks": 0.0, "needs.report_weeks": 1.0}
WEEKS = 12


def base_table(utilities: list[float], regions: int) -> np.ndarray:
    return np.broadcast_to(np.array(utilities), (len(TASKS), regions, len(CHANNELS))).copy()


def settled(worlds, values, seed: int = 1):
    """A register on which everybody is some way into the spell and needs nothing."""
    model = worlds.of(worlds.little, seed, values=values)
    register = model.jobseekers.register
    register.spell[: register.n] = 100
    register.registered_ok[: register.n] = register.claim_ok[: register.n] = 1
    return model


def choices(model, weeks: int = WEEKS) -> np.ndarray:
    """(channels,) how often each was chosen; everybody has one need a week, and every week is taken afresh."""
    register = model.jobseekers.register
    counts = np.zeros(len(CHANNELS))
    for week in range(weeks):
        model.week = week
        register.need[: register.n] = 0
        needs(model)
        channel_choice(model)
        counts += [channel.contacts for channel in model.channels]
    return counts


def test_shares_are_the_softmax_of_utility(worlds, monkeypatch):
    utilities = [0.3, -0.2, -1.5, -0.7, 1.1, 0.0, -2.0, -0.4, -1.0]
    model = settled(worlds, {**IMPERSONAL, **ALL_ENQUIRE, **{f"channels.{name}.open": 1.0 for name in CHANNELS}})
    model.jobseekers.register.offline[:] = 0
    monkeypatch.setattr(module, "shared_utility", lambda *_: base_table(utilities, len(model.offices)))
    observed = choices(model)
    assert observed.sum() == WEEKS * model.jobseekers.register.n
    assert stats.chisquare(observed, softmax(utilities) * observed.sum()).pvalue > 1e-3


def test_people_without_internet_share_themselves_among_the_other_channels(worlds, monkeypatch):
    utilities = np.array([0.3, -0.2, -1.5, -0.7, 1.1, 0.0, -2.0, -0.4, -1.0])
    model = settled(worlds, {**IMPERSONAL, **ALL_ENQUIRE, **{f"channels.{name}.open": 1.0 for name in CHANNELS}})
    model.jobseekers.register.offline[:] = 1
    monkeypatch.setattr(module, "shared_utility", lambda *_: base_table(list(utilities), len(model.offices)))
    observed = choices(model)
    assert observed[NEEDS_INTERNET].sum() == 0
    left = softmax(np.where(NEEDS_INTERNET, CLOSED, utilities))[~NEEDS_INTERNET]
    assert stats.chisquare(observed[~NEEDS_INTERNET], left * observed.sum()).pvalue > 1e-3


def test_skill_habit_and_trust_shift_each_person_by_their_own_utility(worlds, monkeypatch):
    model = settled(worlds, ALL_ENQUIRE | {f"channels.{name}.open": 1.0 for name in CHANNELS})
    values, register = model.values, model.jobseekers.register
    n = register.n
    register.offline[:n] = 0
    base = base_table([0.0] * len(CHANNELS), len(model.offices))
    monkeypatch.setattr(module, "shared_utility", lambda *_: base)
    difficulty = (values["tasks.enquiry.complexity"] + values["tasks.enquiry.ambiguity"]) / 2
    demand = np.array([values[f"channels.{name}.skill_demand"] for name in CHANNELS])
    trust = values["choice.trust"] * (CHANNEL_KIND == SELF)
    trust[CHANNELS.index("assistant")] = values["choice.trust_delegate"]
    utility = (
        values["choice.habit"] * (1 - values["choice.reasoning"] * difficulty) * register.habit[:n]
        + values["choice.skill"] * demand * (register.skill[:n, None] - 0.5)
        + trust * (register.trust[:n, None] - 0.5)
    )
    chance = softmax(utility, axis=1)
    expected, spread = WEEKS * chance.sum(axis=0), np.sqrt(WEEKS * (chance * (1 - chance)).sum(axis=0))
    assert np.abs((choices(model) - expected) / spread).max() < 4


@pytest.mark.parametrize("mandate", [0.4, 1.0])
def test_a_mandate_leaves_the_digital_channels_to_all_who_are_not_exempt(worlds, monkeypatch, mandate):
    values = {**IMPERSONAL, **ALL_REPORT, "channels.portal.mandate": mandate, "choice.social": 0.0, "choice.wait": 0.0}
    values |= {"channels.exemption_asked": 1.0, "channels.exemption_granted": 1.0}
    model = settled(worlds, values)
    register, n = model.jobseekers.register, model.jobseekers.register.n
    bound = (register.skill[:n] >= model.values["channels.exemption_skill"]) & (register.offline[:n] == 0)
    nothing = np.zeros((len(CHANNELS), 2))
    shares = softmax(shared_utility(model.values, nothing, nothing)[REPORT, 0])
    digital = CHANNEL_KIND == SELF
    free = shares[digital].sum()
    online = register.offline[:n] == 0
    expected = (bound & online).sum() * (mandate + (1 - mandate) * free) + (~bound & online).sum() * free
    observed = choices(model, weeks=1)[digital].sum()
    # whom the mandate binds is fixed per person, so one week is one draw of each
    assert abs(observed - expected) < 4 * np.sqrt(n * 0.25)
    if mandate == 1.0:
        everyone = settled(worlds, values)
        everyone.jobseekers.register.skill[:] = 0.9
        everyone.jobseekers.register.offline[:] = 0
        assert choices(everyone, weeks=1)[~digital].sum() == 0


def test_a_mandate_does_not_touch_enquiries(worlds):
    free, bound = (
        choices(settled(worlds, {**ALL_ENQUIRE, "channels.portal.mandate": mandate}), weeks=1) for mandate in (0.0, 1.0)
    )
    assert free.tolist() == bound.tolist()


def test_a_nudge_moves_people_only_towards_what_is_nudged(worlds):
    chosen = []
    for nudge in (0.0, 0.7):
        model = settled(worlds, {**ALL_ENQUIRE, "channels.portal.nudge": nudge})
        choices(model, weeks=1)
        part = model.jobseekers.parts[0]
        chosen.append(part["open_channel"][: part.sizes[0]].copy())
    moved = chosen[0] != chosen[1]
    assert moved.any()
    assert (chosen[1][moved] == CHANNELS.index("portal")).all()


def test_shared_utility_is_its_equation(worlds):
    values = dict(worlds.austria.values)
    rng = np.random.default_rng(3)
    waits, use = rng.random((len(CHANNELS), 9)), rng.random((len(CHANNELS), 9))
    table = shared_utility(values, waits, use)
    assert table.shape == (len(TASKS), 9, len(CHANNELS))
    for t, task in enumerate(TASKS):
        difficulty = (values[f"tasks.{task}.complexity"] + values[f"tasks.{task}.ambiguity"]) / 2
        for c, name in enumerate(CHANNELS):
            if not CARRIES[t, c] or values[f"channels.{name}.open"] == 0:
                assert (table[t, :, c] < CLOSED / 2).all()
                continue
            own = values[f"channels.{name}.constant"] + values[f"channels.{name}.nudge"]
            own -= values["choice.complexity"] * difficulty * (1 - values[f"channels.{name}.richness"])
            expected = own - values["choice.wait"] * waits[c] + values["choice.social"] * use[c]
            np.testing.assert_allclose(table[t, :, c], expected, rtol=0, atol=1e-12)
    assert TASKS.index("enquiry") == ENQUIRY
