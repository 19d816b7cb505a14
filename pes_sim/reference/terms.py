"""A week's terms of service: chances and minutes by task and channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.fifo import SIXTEENTHS
from pes_sim.processes.staffing.silos import processing_error, rekeyed, resolved
from pes_sim.processes.steering.gaming import cut_short, settled
from pes_sim.reference.jobseeker import DIGITAL, Jobseeker
from pes_sim.reference.need import Need
from pes_sim.world.catalogue import CHANNEL_KIND, COUNTER, PHONE
from pes_sim.world.register import PROCESSING, QUEUE_FRONT

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel

_POOL = ("front", "phone", "back", "front")
"""Staff that serve each kind of channel; self-service is helped by the front staff."""


class Terms:
    """What service is like this week."""

    def __init__(self, model: ReferenceModel) -> None:
        v = self.values = model.values
        self.availability: list[list[float]] = model.availability.tolist()
        self.client_minutes = [v[f"channels.{c}.client_minutes"] for c in CHANNELS]
        self.straight_through: list[float] = model.tools.straight_through.tolist()
        accepted = model.acceptance["back"]
        saved: list[float] = model.tools.assistance.tolist()
        handled = [v[f"tasks.{t}.back_minutes"] * (1 - accepted * share) for t, share in zip(TASKS, saved, strict=True)]
        self.back_minutes: list[float] = rekeyed(model, np.array(handled)).tolist()
        self.processing_error = processing_error(model)
        self.cut_short = cut_short(model)
        tasks, channels = range(len(TASKS)), range(len(CHANNELS))
        self.logit = [[self._logit(t, c) for c in channels] for t in tasks]
        self.resolution = [[self._resolution(model, t, c) for c in channels] for t in tasks]

    def _logit(self, t: int, c: int) -> float:
        """Self-service of average skill: base + usability - complexity - ambiguity, on the logit scale."""
        v, task = self.values, TASKS[t]
        return (
            v["completion.base"]
            + v["completion.usability"] * (v.get(f"channels.{CHANNELS[c]}.usability", 0.0) - 0.5)
            - v["completion.complexity"] * (v[f"tasks.{task}.complexity"] - 0.5)
            - v["completion.ambiguity"] * (v[f"tasks.{task}.ambiguity"] - 0.5)
        )

    def _resolution(self, model: ReferenceModel, t: int, c: int) -> float:
        """Chance that staff resolve it: less if complex or down, more with practice; help online as at the counter."""
        v = self.values
        channel = CHANNELS[COUNTER if DIGITAL[c] else c]
        easy = 1 - v["completion.human_complexity"] * v[f"tasks.{TASKS[t]}.complexity"]
        practice = model.proficiency[_POOL[CHANNEL_KIND[c]]] ** v["completion.experience"]
        alone = v.get(f"channels.{channel}.resolution", 0.0) * easy * practice
        found = float(resolved(model, np.array(alone)) * model.task_availability[t])
        return found * settled(model) if c == PHONE else found

    def _contact_minutes(self, t: int, c: int) -> float:
        v = self.values
        time = v[f"tasks.{TASKS[t]}.front_minutes"] * v.get(f"channels.{CHANNELS[c]}.minutes_factor", 0.0)
        return time * (1 - self.cut_short) if c == PHONE else time

    def minutes(self, person: Jobseeker, need: Need) -> int:
        """Sixteenths of a minute of staff time of a need in its queue: with the client, behind the contact, or both."""
        t, c = need.task, need.channel
        if need.stage == QUEUE_FRONT:
            time = self.values["channels.assisted_minutes"] if DIGITAL[c] else self._contact_minutes(t, c)
        elif need.stage == PROCESSING:
            time = self.back_minutes[t]
        else:
            time = self._contact_minutes(t, c) + self.back_minutes[t]
        return self._of_the_case(time, person, need)

    def call_minutes(self, person: Jobseeker, need: Need) -> int:
        """Staff time of a call, in sixteenths of a minute."""
        return self._of_the_case(self._contact_minutes(need.task, PHONE), person, need)

    def _of_the_case(self, time: float, person: Jobseeker, need: Need) -> int:
        """Whole sixteenths: the task's minutes, then more for a hard case and less for an easy one."""
        usual = max(1, round(SIXTEENTHS * time))
        return max(1, int(usual * (1.0 + self.values["needs.difficulty_minutes"] * person.difficulty(need)) + 0.5))
