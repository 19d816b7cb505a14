"""Lining up: what everybody who waits for staff this week asks of their time, by class, for all three lines at once.

Nobody stands in two of them with one need, so that the lines are the same whichever is served first; the threads are
called together once instead of once a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.fifo import CLASSES, add_up
from pes_sim.processes.service.line import ring
from pes_sim.processes.service.nature import births
from pes_sim.processes.service.queues import PLACES, queue_up
from pes_sim.processes.service.terms import Terms
from pes_sim.random import Stream, salt
from pes_sim.world.jobseekers import Part

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_TIES = {"front": Stream.FRONT_TIE, "back": Stream.BACK_TIE}


def line_up(model: PESModel, terms: Terms) -> dict[str, NDArray[np.int64]]:
    """Minutes wanted (pools, classes), in sixteenths: of the ``phone`` line, of ``front`` and ``back`` by region."""
    register, parts = model.jobseekers.register, model.jobseekers.parts
    pools = {"phone": 1, "front": len(model.offices), "back": len(model.offices)}
    wanted = {name: np.zeros((len(parts), size, CLASSES), dtype=np.int64) for name, size in pools.items()}
    born, slope = births(model.week), model.values["needs.difficulty_minutes"]
    luck = salt(Stream.LINE_TIE, model.week)
    ties = {name: salt(int(stream), model.week) for name, stream in _TIES.items()}

    def work(part: Part) -> None:
        ring(
            part.sizes[3], part["phone_row"], part["phone_task"], part["phone_rank"], register.key, register.need,
            terms.phone_minutes, born, slope, luck, wanted["phone"][part.index],
        )  # fmt: skip
        for pool, place in PLACES.items():
            queue_up(
                part.sizes[place], part[f"{pool}_row"], part[f"{pool}_task"], part[f"{pool}_rank"], register.need,
                register.key, register.region, terms.minutes, born, slope, ties[pool], wanted[pool][part.index],
            )  # fmt: skip

    model.jobseekers.each_part(work)
    for histogram in wanted.values():
        add_up(histogram)
    return {name: histogram[0] for name, histogram in wanted.items()}
