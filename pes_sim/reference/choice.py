"""Channel choice: everyone with something to take up picks the channel of highest utility."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.awareness import awareness
from pes_sim.random import Stream
from pes_sim.reference.jobseeker import DIGITAL, Jobseeker
from pes_sim.reference.luck import FULL, GUMBEL, bits, lanes, salt
from pes_sim.reference.need import Need
from pes_sim.world.catalogue import ASSISTANT, CARRIES, NEEDS_INTERNET

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel

_CARRIES: list[list[bool]] = CARRIES.tolist()
_INTERNET: list[bool] = NEEDS_INTERNET.tolist()


def channel_choice(model: ReferenceModel) -> None:
    """Choose a channel for every need taken up; None where no channel is open. Then note what the region uses."""
    awareness(model)
    attraction = Attraction(model)
    model.chosen = [attraction.choose(person, need) for person, need in model.taken_up]
    counts = [[0] * len(model.offices) for _ in CHANNELS]
    for (person, _), channel in zip(model.taken_up, model.chosen, strict=True):
        if channel is not None:
            counts[channel][person.region] += 1
    for channel, contacts in zip(model.channels, counts, strict=True):
        channel.contacts = sum(contacts)
        for r, n in enumerate(contacts):
            total = sum(row[r] for row in counts)
            if total:
                channel.use[r] += (n / total - channel.use[r]) / model.values["choice.memory_weeks"]


class Attraction:
    """The week's utilities.

    U_c = constant + nudge + log hours + habit x (1 - reasoning x difficulty) x own habit_c
          + skill x demand_c x (skill - 1/2) + trust x digital_c x (trust - 1/2)
          - complexity x difficulty x (1 - richness_c) - wait x expected wait_c + social x share_c
          - failure [c failed last] + Gumbel
    """

    def __init__(self, model: ReferenceModel) -> None:
        v, week = model.values, model.week
        self.values = v
        self.difficulty = [(v[f"tasks.{t}.complexity"] + v[f"tasks.{t}.ambiguity"]) / 2 for t in TASKS]
        self.same_for_all = [
            [[self.shared(model, c, t, r) for c in range(len(CHANNELS))] for r in range(len(model.offices))]
            for t in range(len(TASKS))
        ]
        self.habit = [v["choice.habit"] * (1 - v["choice.reasoning"] * d) for d in self.difficulty]
        self.skill = [v["choice.skill"] * v[f"channels.{c}.skill_demand"] for c in CHANNELS]
        self.trust = [v["choice.trust"] if digital else 0.0 for digital in DIGITAL]
        self.trust[ASSISTANT] = v["choice.trust_delegate"]
        self.open = [
            v[f"channels.{name}.open"] * channel.known if v[f"channels.{name}.hours"] > 0 else 0.0
            for name, channel in zip(CHANNELS, model.channels, strict=True)
        ]
        self.luck = [salt(Stream.CHANNEL_CHOICE, week, task) for task in range(len(TASKS))]
        self.there = salt(Stream.PERSON_CHANNEL, 0)

    def shared(self, model: ReferenceModel, c: int, t: int, r: int) -> float:
        """The part of utility that everybody in region ``r`` has in common."""
        v, name, channel = self.values, CHANNELS[c], model.channels[c]
        hours = v[f"channels.{name}.hours"]
        own = v[f"channels.{name}.constant"] + v[f"channels.{name}.nudge"] + (math.log(hours) if hours > 0 else 0.0)
        poor = v["choice.complexity"] * self.difficulty[t] * (1 - v[f"channels.{name}.richness"])
        wait, use = float(channel.expected_wait[r]), float(channel.use[r])
        return own - poor + (-v["choice.wait"] * wait + v["choice.social"] * use)

    def choose(self, person: Jobseeker, need: Need) -> int | None:
        """The open channel of highest utility."""
        t = need.task
        must = person.must_go_digital(need)
        there, noise = lanes(bits(person.key, self.there)), lanes(bits(person.key, self.luck[t]))
        shared = self.same_for_all[t][person.region]
        utility = {
            c: shared[c]
            + self.habit[t] * person.habit[c]
            + self.skill[c] * (person.skill - 0.5)
            + self.trust[c] * (person.trust - 0.5)
            + GUMBEL[noise[c]]
            - (self.values["choice.failure"] if need.failed == c + 1 else 0.0)
            for c in range(len(CHANNELS))
            if _CARRIES[t][c]
            and there[c] < self.open[c] * FULL
            and (DIGITAL[c] if must else not (_INTERNET[c] and person.offline))
        }
        return max(utility, key=lambda c: utility[c]) if utility else None
