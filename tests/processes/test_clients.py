"""Clients: they hear of what is new, ask more when asking is cheap, expect more, open accounts, find help."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.parameters import CHANNELS
from pes_sim.processes.awareness import awareness, reach
from pes_sim.processes.convenience import convenience, cost_of_asking
from pes_sim.processes.expectations import shortfall
from pes_sim.processes.mandate import bound, terms_of_the_mandate
from pes_sim.processes.weather import WEEKS
from pes_sim.random import Stream, person_keys, salt

pytestmark = pytest.mark.untraced

PORTAL, MESSAGE = CHANNELS.index("portal"), CHANNELS.index("message")
SALT = salt(Stream.PERSON_EXEMPT, 0)
KEYS = np.empty(4000, dtype=np.uint64)
person_keys(1, np.arange(4000), KEYS)
CLOSED = {"channels.portal.open": 0.0, "channels.app.open": 0.0}


@pytest.fixture(scope="module")
def world(worlds):
    """A small Austria as it is built, not begun."""
    return worlds.of(worlds.small_austria(scale=4000, warmup=0))


def yearly(history, kpi, segment="all"):
    """The KPI in each year."""
    place = SEGMENTS.index(segment)
    years = range(len(history) // 52)
    return np.array(
        [
            float(ratio_of_sums(KPIS[kpi], history[52 * y : 52 * y + 52].sum(axis=0), COUNTERS, SEGMENTS)[place])
            for y in years
        ]
    )


# -- awareness


def aware(worlds, values, weeks):
    """Known share of the portal after ``weeks`` of hearing of it."""
    model = worlds.of(worlds.small_austria(scale=4000, warmup=0), values=CLOSED)
    model.values.update({"channels.portal.open": 1.0, **values})
    for _ in range(weeks):
        awareness(model)
    return model.channels[PORTAL].known


def test_what_was_open_is_known_to_all(world):
    assert np.array_equal(reach(world), [world.values[f"channels.{name}.open"] for name in CHANNELS])


def test_awareness_of_a_new_channel_follows_bass(worlds):
    p, q, years = 0.15, 0.3, 3
    e = math.exp(-(p + q) * years)
    known = aware(worlds, {"people.awareness_external": p, "people.awareness_social": q}, round(years * WEEKS))
    assert known == pytest.approx((1 - e) / (1 + q / p * e), abs=0.005)


def test_a_push_spreads_the_word_and_a_mandate_reaches_everybody(worlds):
    plain = aware(worlds, {}, 26)
    assert 0 < plain < aware(worlds, {"channels.portal.nudge": 1.0}, 26) < 1
    assert aware(worlds, {"channels.portal.mandate": 0.5}, 1) == 1.0


@pytest.fixture(scope="module")
def launched(worlds):
    """Yearly figures of an Austria that opens portal and app in week 0."""
    base = worlds.small_austria(years=5, scale=500, warmup=52)
    base = replace(base, values={**base.values, **CLOSED})
    for path in CLOSED:
        base = base.change(path, 1.0, at="+0 weeks")
    model = worlds.of(base)
    model.run()
    return model.history


def test_voluntary_take_up_grows_and_slows_and_stays_below_three_quarters(launched):
    """Germany: 10 % in the first year, 52 % in the fifth, without a mandate."""
    share = yearly(launched, "digital_take_up")
    assert (np.diff(share) > 0).all() and share[0] < 0.15
    assert share[4] - share[3] < share[2] - share[1]
    assert 0.25 < share[4] < 0.75


def test_accounts_run_ahead_of_transactions(launched):
    """Austria: accounts for 36 % a year after the launch, 3 % of transactions made in them."""
    assert yearly(launched, "account_share")[0] > 2 * yearly(launched, "digital_take_up")[0]
    assert (np.diff(yearly(launched, "account_share")) > 0).all()


# -- mandate, exemption and help


def share_bound(values, skill=0.5, offline=0, tries=0):
    base = {
        "channels.portal.mandate": 1.0, "channels.exemption_skill": 0.25, "channels.exemption_asked": 0.25,
        "channels.exemption_granted": 0.8, "giveup.let_off_tries": 2.0, "giveup.let_off_asked": 0.3, **values,
    }  # fmt: skip
    terms = terms_of_the_mandate(base)
    return np.mean([bound(key, skill, offline, tries, terms, SALT) for key in KEYS])


def test_a_mandate_binds_its_share_and_none_where_there_is_none():
    assert share_bound({"channels.portal.mandate": 0.0}) == 0
    assert share_bound({}) == 1
    assert share_bound({"channels.portal.mandate": 0.6}) == pytest.approx(0.6, abs=0.03)


def test_exempt_is_who_may_ask_and_does_and_is_granted_it():
    for who in ({"skill": 0.1}, {"offline": 1}):
        assert share_bound({}, **who) == pytest.approx(1 - 0.25 * 0.8, abs=0.03)
        assert share_bound({"channels.exemption_granted": 0.0}, **who) == 1
    assert share_bound({"channels.exemption_asked": 1.0, "channels.exemption_granted": 1.0}) == 1, "the skilled may not"


def test_who_keeps_failing_and_asks_is_let_off():
    assert share_bound({}, tries=1) == 1
    assert share_bound({}, tries=2) == pytest.approx(0.7, abs=0.03)
    everybody = {"giveup.let_off_asked": 1.0}
    assert share_bound(everybody, tries=1) == 1 and share_bound(everybody, tries=2) == 0


@pytest.fixture(scope="module")
def mandated(worlds):
    """Two years of Austria with and without a full mandate, and with nobody to help."""
    base = worlds.small_austria(years=2, scale=400, warmup=52)
    alone = {"channels.assisted_mandate": 0.0, "channels.assisted_share": 0.0, "completion.informal_must": 0.0,
             "completion.informal_help": 0.0}  # fmt: skip
    found = {}
    for name, values in (("free", {}), ("bound", {}), ("bound alone", alone)):
        option = base if name == "free" else base.change("channels.portal.mandate", 1.0, at="+0 weeks")
        model = worlds.of(option, values=values)
        model.run()
        found[name] = model.history
    return found


def test_under_a_mandate_most_is_digital_and_many_are_helped(mandated):
    """Universal Credit: 98 % online, 22 to 46 % with help; 6.6 % exempt in Denmark."""
    assert yearly(mandated["bound"], "digital_take_up")[1] > 0.88 > yearly(mandated["free"], "digital_take_up")[1]
    helped = {name: yearly(history, "assisted_any")[1] for name, history in mandated.items()}
    assert 0.2 < helped["bound"] < 0.46
    assert helped["bound"] > helped["free"] + 0.03 and helped["bound alone"] == 0


def test_help_is_found_by_the_low_skilled_above_all(mandated):
    low, high = (yearly(mandated["bound"], "assisted_any", f"digital_skill:{s}")[1] for s in ("low", "above_basic"))
    assert low > 1.5 * high


def test_without_help_a_mandate_leaves_more_behind(mandated):
    for segment in ("all", "digital_skill:low"):
        helped, alone = (yearly(mandated[name], "completion_rate", segment).mean() for name in ("bound", "bound alone"))
        assert helped > alone


# -- convenience


def test_enquiries_do_not_change_while_the_channels_do_not(world):
    world.asking_at_start = cost_of_asking(world)
    assert (convenience(world) == 1).all()


def test_people_ask_more_where_a_cheap_channel_spreads(worlds):
    model = worlds.of(worlds.small_austria(scale=4000, warmup=0))
    assert (convenience(model) == 1).all(), "before anybody knows what is used"
    for channel in model.channels:
        channel.use[:] = 1 / len(CHANNELS)
    model.asking_at_start = cost_of_asking(model)
    model.channels[MESSAGE].use[0] = 0.9
    factor = convenience(model)
    assert factor[0] > 1 and (factor[1:] == 1).all()
    ratio = cost_of_asking(model)[0] / model.asking_at_start[0]
    assert factor[0] == pytest.approx(ratio ** -model.values["needs.convenience"])


# -- expectations


def test_constant_service_falls_behind_and_better_portals_catch_up(worlds):
    model = worlds.of(worlds.small_austria(scale=4000, warmup=0), values={"people.expectation_growth": 0.02})
    assert (shortfall(model) == 0).all()
    model.frontier = 5.0
    assert shortfall(model) == pytest.approx(np.full(len(CHANNELS), 0.1))
    model.values["channels.portal.usability"] += 0.06
    assert shortfall(model)[PORTAL] == pytest.approx(0.04)
    model.values["channels.portal.usability"] += 0.1
    assert shortfall(model)[PORTAL] == 0.0


def test_satisfaction_falls_with_the_frontier_at_constant_service(worlds):
    base = worlds.small_austria(years=3, scale=2000, warmup=26)
    still, moving = (worlds.of(base, values={"people.expectation_growth": g}) for g in (0.0, 0.03))
    for model in (still, moving):
        model.run()
    lost = yearly(still.history, "client_satisfaction") - yearly(moving.history, "client_satisfaction")
    assert 0 < lost[0] < lost[1] < lost[2]
    # nothing else changes: satisfaction is what people say, not what they do
    place = COUNTERS.index("contacts_portal")
    assert np.array_equal(still.history[:, place], moving.history[:, place])


# -- training


def test_training_reaches_its_share_and_costs_what_it_teaches(worlds):
    base = worlds.small_austria(years=1, scale=1000, warmup=4)
    runs = {}
    for share in (0.0, 0.5, 1.0):
        model = worlds.of(base, values={"people.skill_training": 0.2, "people.training_reach": share})
        model.run()
        runs[share] = model
    people = {share: m.history[:, COUNTERS.index("in_skill_training"), 0].sum() for share, m in runs.items()}
    cost = {share: m.history[:, COUNTERS.index("cost_training"), 0].sum() for share, m in runs.items()}
    assert people[0.0] == cost[0.0] == 0
    assert people[0.5] == pytest.approx(0.5 * people[1.0], rel=0.15)
    price = runs[1.0].values["people.training_cost"]
    assert cost[1.0] == pytest.approx(people[1.0] * 0.2 / WEEKS * price)
    skill = [yearly(runs[share].history, "digital_skill")[0] for share in (0.0, 0.5, 1.0)]
    assert skill == sorted(skill) and skill[0] < skill[2]


# -- a ninth channel: assistants that act in a person's name


@pytest.fixture(scope="module")
def assistants(worlds):
    """Two years of Austria in which assistants are there from the start, by what else is different."""
    base = worlds.small_austria(years=1, scale=1000, warmup=26)
    runs = {}
    for name, values in {
        "closed": {},
        "closed, other": {"channels.assistant.usability": 0.3, "channels.assistant.constant": -0.3},
        "open": {"channels.assistant.open": 1.0},
        "open, distrusted": {"channels.assistant.open": 1.0, "people.initial_trust": 0.4},
    }.items():
        model = worlds.of(base, values=values)
        model.run()
        runs[name] = model
    return runs


def test_a_closed_assistant_changes_nothing(assistants):
    assert np.array_equal(assistants["closed"].history, assistants["closed, other"].history)
    assert assistants["closed"].history[:, COUNTERS.index("contacts_assistant")].sum() == 0


def test_an_open_assistant_is_used_and_the_less_where_trust_is_low(assistants):
    used = {name: model.history[:, COUNTERS.index("contacts_assistant"), 0].sum() for name, model in assistants.items()}
    assert used["open"] > used["open, distrusted"] > 0


def test_an_assistant_asks_little_skill(assistants):
    low, high = (
        yearly(assistants["open"].history, "completion_rate", f"digital_skill:{s}")
        - yearly(assistants["closed"].history, "completion_rate", f"digital_skill:{s}")
        for s in ("low", "above_basic")
    )
    assert low[0] > high[0] and low[0] > 0
