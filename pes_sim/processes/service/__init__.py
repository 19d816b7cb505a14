"""Service: attempts on the chosen channel, queues, completion, failure, giving up.

Self-service is tried at once. Callers meet an Erlang-A queue. Counter and video are a queue for front staff, mail
and messages a queue for the back office, and so is the processing behind a contact. A failure is taken up
again next week, perhaps on another channel; past a tolerance people give up and the need is counted unmet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.processes.automation import automation, corrections
from pes_sim.processes.service.attempts import attempts
from pes_sim.processes.service.line import phone_line
from pes_sim.processes.service.lining_up import line_up
from pes_sim.processes.service.queues import queue, serve_offices
from pes_sim.processes.service.terms import Terms
from pes_sim.random import Stream
from pes_sim.world.catalogue import BACK, FRONT

if TYPE_CHECKING:
    from pes_sim.model import PESModel

__all__ = ["serve_offices", "service"]


def service(model: PESModel) -> None:
    """A week of service: attempts, then the phone line, the front queue and the back office."""
    automation(model)
    terms = Terms(model)
    attempts(model, terms)
    wanted = line_up(model, terms)
    phone_line(model, terms, wanted["phone"])
    queue(model, terms, "front", wanted["front"], Stream.FRONT_LUCK)
    queue(model, terms, "back", wanted["back"], Stream.BACK_LUCK)
    corrections(model)
    for channel in model.channels:
        pool = {FRONT: "front", BACK: "back"}.get(channel.kind)
        if pool:
            for office in model.offices:
                weeks = office.backlog[pool] / max(office.available[pool], 1.0)
                expected = channel.expected_wait[office.region]
                channel.expected_wait[office.region] += (weeks - expected) / model.values["queue.memory_weeks"]
