"""Channel choice: a multinomial logit with habit, skill, complexity, waiting, failure, trust and others' use.

U_c = constant + nudge + ln(opening hours) + habit x (1 - reasoning x complexity) x own habit_c
      + skill x demand_c x (skill - 1/2) - complexity x (1 - richness_c) - wait x expected wait_c
      - failure [c failed last] + social x share_c + trust x digital_c x (trust - 1/2)
      + Gumbel noise keyed by (person, week, task, channel)

where complexity is the mean of the task's complexity and ambiguity.

The first line of decision is habit; complexity and ambiguity make people reason (Pieterson & van Dijk 2007).
A mandate takes the other channels from transactions, for all whom it binds; no access takes the digital ones from the
others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, upcoming
from pes_sim.kernel import kernel, rows
from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.awareness import awareness, reach
from pes_sim.processes.mandate import MANDATE, bound, terms_of_the_mandate
from pes_sim.random import Stream, gumbel_table, salt
from pes_sim.random.keyed import bits, lane, more_bits
from pes_sim.world.catalogue import ASSISTANT, CARRIES, CHANNEL_KIND, NEEDS_INTERNET, SELF, TRANSACTION
from pes_sim.world.jobseekers import Part
from pes_sim.world.register import FAILED, TRIES

if TYPE_CHECKING:
    from pes_sim.model import PESModel

UNREACHABLE = 255
"""No channel is open to this person for this task."""
_TASK_STEP = np.uint64(0xD1B54A32D192ED03)
CLOSED = -1e6
_OUT_OF_REACH = -1e5
_CHANNELS = len(CHANNELS)
_TWO_WORDS = 8
"""Channels whose luck the first two words hold, four lanes of 16 bits each."""


@kernel
def choose(  # type: ignore[no-untyped-def]
    size, row, task, channel, key, region, skill, trust, offline, habit, need,
    base, habit_weight, skill_weight, trust_weight, failure, open_share, needs_internet,
    digital, transaction, mandate, gumbel, salt_choice, salt_open, salt_exempt, utility, counts,
):  # fmt: skip
    """Fill ``channel`` for the ``size`` needs in (``row``, ``task``); count choices by (region, channel).

    ``base`` (tasks, regions, channels) holds all terms that are not personal, and ``CLOSED`` where the channel
    does not carry the task or is shut; ``habit_weight`` is by task, ``utility`` scratch for one choice. Loops run over
    the first eight channels, whose luck two words hold; of the later ones only where one is there for somebody.
    """
    binding = mandate[MANDATE] > 0.0
    partly = False
    more = False
    for c in range(_TWO_WORDS, _CHANNELS):
        more |= open_share[c] > 0.0
    for c in range(_CHANNELS):
        partly |= 0.0 < open_share[c] < 1.0
    for e in rows(0, size):
        soon = upcoming(row, e, size)
        prefetch(key, soon)
        prefetch(habit, soon)
        prefetch(need, soon)
        prefetch(skill, soon)
        prefetch(trust, soon)
        i = np.uint64(row[e])
        t = np.uint64(task[e])
        r = np.uint64(region[i])
        word = bits(key[i], salt_choice + t * _TASK_STEP)
        word2 = more_bits(word, 1)
        d_skill = skill[i] - 0.5
        d_trust = trust[i] - 0.5
        weight = habit_weight[t]
        for c in range(_TWO_WORDS):
            if open_share[c] <= 0.0:
                utility[c] = CLOSED
                continue
            g = gumbel[np.uint64(lane(word if c < 4 else word2, c & 3))]
            utility[c] = (
                base[t, r, c] + weight * habit[i, c] + skill_weight[c] * d_skill + trust_weight[c] * d_trust + g
            )
        failed = need[i, FAILED, t]
        # who has not failed has this taken off a place that is nobody's: a branch would be wrong too often
        utility[np.uint64(failed - 1 if failed > 0 else _TWO_WORDS)] -= failure
        must = (
            binding and transaction[t] and bound(key[i], skill[i], offline[i], need[i, TRIES, t], mandate, salt_exempt)
        )
        if must:
            for c in range(_TWO_WORDS):
                if not digital[c]:
                    utility[c] = CLOSED
        elif offline[i] == 1:
            for c in range(_TWO_WORDS):
                if needs_internet[c]:
                    utility[c] = CLOSED
        if partly:
            there = bits(key[i], salt_open)
            there2 = more_bits(there, 1)
            for c in range(_TWO_WORDS):
                if lane(there if c < 4 else there2, c & 3) >= open_share[c] * 65536.0:
                    utility[c] = CLOSED
        best = _OUT_OF_REACH
        pick = UNREACHABLE
        for c in range(_TWO_WORDS):
            if utility[c] > best:
                best = utility[c]
                pick = c
        if more:
            word3, there3 = more_bits(word, 2), more_bits(bits(key[i], salt_open), 2)
            for c in range(_TWO_WORDS, _CHANNELS):
                out_of_reach = not digital[c] if must else (offline[i] == 1 and needs_internet[c])
                if out_of_reach or lane(there3, c & 3) >= open_share[c] * 65536.0:
                    continue
                u = base[t, r, c] + weight * habit[i, c] + skill_weight[c] * d_skill + trust_weight[c] * d_trust
                u += gumbel[lane(word3, c & 3)]
                if failed == c + 1:
                    u -= failure
                if u > best:
                    best = u
                    pick = c
        channel[e] = pick
        if pick != UNREACHABLE:
            counts[r, np.uint64(pick)] += 1


_GUMBEL = gumbel_table()


def by_channel(values: Mapping[str, float], what: str) -> NDArray[np.float64]:
    """One parameter of every channel, in the order of CHANNELS; 0 where a channel has no such parameter."""
    return np.array([values.get(f"channels.{name}.{what}", 0.0) for name in CHANNELS])


def by_task(values: Mapping[str, float], what: str, family: str = "tasks") -> NDArray[np.float64]:
    """One parameter of every task, in the order of TASKS; 0 where a task has no such parameter."""
    return np.array([values.get(f"{family}.{name}.{what}", 0.0) for name in TASKS])


def shared_utility(
    values: Mapping[str, float], waits: NDArray[np.float64], use: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(tasks, regions, channels) the part of utility that is the same for everybody in a region.

    ``waits`` (channels, regions) in weeks, ``use`` (channels, regions) shares of recent contacts.
    """
    hours = by_channel(values, "hours")
    own = by_channel(values, "constant") + by_channel(values, "nudge")
    own = own + np.where(hours > 0, np.log(np.maximum(hours, 1e-9)), CLOSED)
    difficulty = (by_task(values, "complexity") + by_task(values, "ambiguity")) / 2
    poor = values["choice.complexity"] * difficulty[:, None] * (1 - by_channel(values, "richness"))[None, :]
    place = -values["choice.wait"] * waits + values["choice.social"] * use
    own = np.where(by_channel(values, "open") > 0, own, CLOSED)
    fixed = np.where(CARRIES, own[None, :] - poor, CLOSED)
    return np.ascontiguousarray((fixed[:, :, None] + place[None, :, :]).transpose(0, 2, 1))


def first_habit(
    values: Mapping[str, float], skill: NDArray[np.float32], known: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(n, channels) habit people bring along: for a simple task, what they would choose of what is ``known``."""
    own = by_channel(values, "constant")
    taste = values["choice.skill"] * by_channel(values, "skill_demand")
    weight = np.empty((len(skill), _CHANNELS))
    utilities(skill, own, taste, by_channel(values, "open"), weight)
    np.exp(weight, out=weight)
    weight *= known
    weight /= weight.sum(axis=1, keepdims=True)
    return weight


@kernel
def utilities(skill, own, taste, opened, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (n, channels) with what each channel is worth to people of that ``skill``, less the best one."""
    for i in range(skill.size):
        best = -np.inf
        for c in range(own.size):
            out[i, c] = own[c] + taste[c] * (np.float64(skill[i]) - 0.5) if opened[c] > 0 else CLOSED
            best = max(best, out[i, c])
        for c in range(own.size):
            out[i, c] -= best


def channel_choice(model: PESModel) -> None:
    """Everybody with something to take up this week chooses a channel."""
    awareness(model)
    register, values = model.jobseekers.register, model.values
    waits = np.stack([channel.expected_wait for channel in model.channels])
    use = np.stack([channel.use for channel in model.channels])
    base = shared_utility(values, waits, use)
    difficulty = (by_task(values, "complexity") + by_task(values, "ambiguity")) / 2
    habit_weight = values["choice.habit"] * (1 - values["choice.reasoning"] * difficulty)
    digital = CHANNEL_KIND == SELF
    skill_weight = values["choice.skill"] * by_channel(values, "skill_demand")
    trust_weight = values["choice.trust"] * digital
    trust_weight[ASSISTANT] = values["choice.trust_delegate"]
    open_share = reach(model)
    counts = np.zeros((len(model.jobseekers.parts), len(model.offices), len(CHANNELS)), dtype=np.int64)
    mandate = terms_of_the_mandate(values)
    salt_choice = salt(Stream.CHANNEL_CHOICE, model.week)
    salt_open, salt_exempt = salt(Stream.PERSON_CHANNEL, 0), salt(Stream.PERSON_EXEMPT, 0)

    def work(part: Part) -> None:
        choose(
            part.sizes[0], part["open_row"], part["open_task"], part["open_channel"], register.key, register.region,
            register.skill, register.trust, register.offline, register.habit, register.need, base, habit_weight,
            skill_weight, trust_weight, values["choice.failure"], open_share, NEEDS_INTERNET, digital,
            TRANSACTION, mandate, _GUMBEL, salt_choice, salt_open, salt_exempt, np.empty(_CHANNELS + 1),
            counts[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)
    chosen = counts.sum(axis=0).T
    totals = chosen.sum(axis=0)
    for channel, row in zip(model.channels, chosen, strict=True):
        channel.contacts = int(row.sum())
        share = np.divide(row, totals, out=channel.use.copy(), where=totals > 0)
        channel.use += (share - channel.use) / values["choice.memory_weeks"]
