"""A week's terms of service: minutes, chances and lessons as tables by task and channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.channel_choice import by_channel, by_task
from pes_sim.processes.experience import lessons
from pes_sim.processes.fifo import SIXTEENTHS
from pes_sim.processes.staffing.silos import processing_error, rekeyed, resolved
from pes_sim.processes.steering.gaming import cut_short, settled
from pes_sim.world.catalogue import ASSISTANT, CHANNEL_KIND, PHONE, SELF
from pes_sim.world.register import PROCESSING, QUEUE_BACK, QUEUE_FRONT

if TYPE_CHECKING:
    from pes_sim.model import PESModel

TASK_STEP = np.uint64(0xD1B54A32D192ED03)
"""Each task draws from words of its own: the salt steps on by this."""


class Terms:
    """Built once a week from the parameters."""

    def __init__(self, model: PESModel) -> None:
        values = model.values
        complexity, ambiguity = by_task(values, "complexity"), by_task(values, "ambiguity")
        usability = by_channel(values, "usability")
        self.logit = (
            values["completion.base"]
            + values["completion.usability"] * (usability - 0.5)[None, :]
            - values["completion.complexity"] * (complexity - 0.5)[:, None]
            - values["completion.ambiguity"] * (ambiguity - 0.5)[:, None]
        )
        self.skill_weight = np.full(len(CHANNELS), values["completion.skill"])
        self.skill_weight[ASSISTANT] *= values["completion.delegated"]
        self.availability = model.availability
        proficiency = np.array([model.proficiency[pool] for pool in ("front", "phone", "back", "front")])
        human = by_channel(values, "resolution")[None, :] * (
            1 - values["completion.human_complexity"] * complexity[:, None]
        )
        human[:, CHANNEL_KIND == SELF] = human[:, [0]]
        practised = human * proficiency[CHANNEL_KIND][None, :] ** values["completion.experience"]
        self.resolution = resolved(model, practised) * model.task_availability[:, None]
        accepted = model.acceptance["back"]
        self.back_minutes = rekeyed(model, by_task(values, "back_minutes") * (1 - accepted * model.tools.assistance))
        self.processing_error = processing_error(model)
        self.resolution[:, PHONE] *= settled(model)
        front = by_task(values, "front_minutes")[:, None] * by_channel(values, "minutes_factor")[None, :]
        front[:, PHONE] *= 1 - cut_short(model)
        self.straight_through = model.tools.straight_through
        self.client_minutes = by_channel(values, "client_minutes")
        self.learning = lessons(model)
        self.phone_minutes = np.maximum(1, np.rint(SIXTEENTHS * front[:, PHONE])).astype(np.int64)
        minutes = np.zeros((PROCESSING + 1, len(TASKS), len(CHANNELS)))
        minutes[QUEUE_FRONT] = np.where((CHANNEL_KIND == SELF)[None, :], values["channels.assisted_minutes"], front)
        minutes[QUEUE_BACK] = front + self.back_minutes[:, None]
        minutes[PROCESSING] = self.back_minutes[:, None]
        self.minutes = np.maximum(1, np.rint(SIXTEENTHS * minutes)).astype(np.int64)
