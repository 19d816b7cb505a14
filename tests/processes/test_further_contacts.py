"""Contacts that the service itself brings about: looking leaves questions, hanging up is followed by calling again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from pes_sim.kpis.counters import COUNTERS
from pes_sim.processes.needs import questions_from_looking, wish
from pes_sim.processes.queueing import erlang_a, with_redials
from pes_sim.processes.service.line import calls_in_vain
from pes_sim.world.register import FAILED

MANDATE = {"channels.portal.mandate": 1.0}
KEYS = np.random.default_rng(3).integers(0, 2**63, 50_000, dtype=np.uint64)
WORDS = FAILED + 1


def counted(model, *names: str) -> float:
    return sum(float(model.history[:, COUNTERS.index(name), 0].sum()) for name in names)


@pytest.fixture(scope="module")
def ran(worlds):
    """Runs a small Austria with other values, once for each."""
    kept = {}

    def run(values):
        key = tuple(sorted(values.items()))
        if key not in kept:
            kept[key] = worlds.of(worlds.small_austria(scale=1000), values=values)
            kept[key].run()
        return kept[key]

    return run


# -- calling again


@settings(max_examples=60, deadline=None)
@given(st.floats(0.1, 300), st.floats(0.05, 300), st.floats(0.1, 50), st.floats(0, 0.9))
def test_calls_are_the_callers_and_those_of_them_who_call_again(callers, servers, patience, redial):
    queue, again = with_redials(callers, 1.0, servers, patience, 0.5, redial)
    assert again == pytest.approx(redial * queue.abandonment, abs=1e-6)
    np.testing.assert_allclose(
        queue, erlang_a(callers / (1 - again), 1.0, servers, patience, 0.5), rtol=1e-6, atol=1e-9
    )
    assert queue.abandonment >= erlang_a(callers, 1.0, servers, patience, 0.5).abandonment - 1e-12


def test_where_nobody_calls_again_the_line_is_erlang_a():
    assert with_redials(50, 1.0, 40, 2.0, 0.5, 0.0) == (erlang_a(50, 1.0, 40, 2.0, 0.5), 0.0)


def test_calls_in_vain_are_geometric():
    @njit
    def mean(again):
        return sum([calls_in_vain(luck, again) for luck in range(65536)]) / 65536

    for again in (0.0, 0.1, 0.3, 0.6):
        assert mean(again) == pytest.approx(again / (1 - again), abs=0.001)


def test_calling_again_makes_calls_and_failure_demand_where_the_line_is_short(ran):
    short = {"staffing.phone": 120.0}
    once, again = ran({**short, "phone.redial": 0.0}), ran({**short, "phone.redial": 0.7})
    for model in (once, again):
        assert counted(model, "calls") == counted(model, "calls_answered", "calls_abandoned")
    repeated = [counted(m, "calls_repeat") / counted(m, "calls") for m in (once, again)]
    assert repeated[1] > 1.2 * repeated[0]
    answered = [counted(m, "calls_answered") for m in (once, again)]
    assert answered[1] == pytest.approx(answered[0], rel=0.1)  # the agents are as many, and busy anyhow


def test_calling_again_changes_little_where_everybody_gets_through(ran):
    ample = {"staffing.phone": 2000.0}
    once, again = ran({**ample, "phone.redial": 0.0}), ran({**ample, "phone.redial": 0.7})
    assert counted(again, "calls") == pytest.approx(counted(once, "calls"), rel=0.01)


# -- looking


def test_questions_from_looking_are_looks_times_the_chance_that_one_leaves_a_question(worlds):
    values = worlds.austria.values
    of = values["needs.looks"] * values["needs.doubt"] * values["tasks.enquiry.ambiguity"]
    assert questions_from_looking(values) == pytest.approx(of)
    assert questions_from_looking({**values, "channels.portal.open": 0.0, "channels.app.open": 0.0}) == 0.0


@njit
def wanting(account, offline, looking):
    """Enquiries that a week of one person's luck brings, over many people; nothing else is wanted."""
    n = KEYS.size
    words, wished = np.zeros((n, WORDS), dtype=np.uint64), np.zeros(n, dtype=np.uint64)
    one, spell = np.ones(n, dtype=np.uint8), np.ones(n, dtype=np.uint16)
    wish(
        0, n, KEYS, np.zeros(n, dtype=np.uint8), spell, account * one, offline * one, words, one, one, np.uint64(7),
        np.zeros(4096, dtype=np.bool_), np.full((2, 1), 6554), looking, 0, 0, np.zeros(511, dtype=np.int64), wished,
    )  # fmt: skip
    return wished


def test_only_who_has_an_account_and_internet_at_home_asks_for_having_looked():
    plain, looking = wanting(1, 0, 0), wanting(1, 0, 6554)
    assert (plain > 0).mean() == pytest.approx(0.1, abs=0.005)
    assert (looking > 0).mean() == pytest.approx(0.2, abs=0.005)
    assert (looking[plain > 0] == plain[plain > 0]).all()  # who would have asked anyhow asks the same
    for account, offline in ((0, 0), (1, 1)):
        assert (wanting(account, offline, 6554) == plain).all()


def test_looking_brings_enquiries_the_more_the_more_ambiguous_they_are(ran):
    doubts = [
        counted(ran({"needs.looks": looks, "tasks.enquiry.ambiguity": ambiguity}), "doubts")
        for looks, ambiguity in ((0.0, 0.9), (2.0, 0.1), (2.0, 0.9))
    ]
    assert doubts[0] < doubts[1] < doubts[2] / 3


def test_what_looking_asks_is_asked_by_phone_or_in_person_more_than_online(ran):
    """The portal took a question from the phone; the question that looking left does not go back to the portal."""
    few, many = ran({"needs.looks": 0.0}), ran({"needs.looks": 6.0})
    more = {
        name: counted(many, name) - counted(few, name)
        for name in ("contacts_phone", "contacts_counter", "contacts_portal", "contacts_app")
    }
    assert more["contacts_phone"] + more["contacts_counter"] > more["contacts_portal"] + more["contacts_app"]


# -- asking how


def test_without_a_mandate_nobody_asks_how(ran):
    assert counted(ran({}), "asked_how") == 0


def test_under_a_mandate_who_fails_asks_how(ran):
    silent, asking = ran({**MANDATE, "needs.asking_how": 0.0}), ran({**MANDATE, "needs.asking_how": 0.5})
    assert counted(silent, "asked_how") == 0
    asked = counted(asking, "asked_how")
    failed = counted(asking, "digital_started") - counted(asking, "digital_completed")
    assert 0 < asked < 0.6 * failed
    assert counted(asking, "calls_information") > counted(silent, "calls_information")
