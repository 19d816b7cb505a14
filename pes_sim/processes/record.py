"""Record: staff and money close their week, then the ledger's row is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.processes.money import money
from pes_sim.processes.staffing import staff_week
from pes_sim.processes.trial import follow

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def record(model: PESModel) -> None:
    """Close the week's books; from the start on, keep the row."""
    staff_week(model)
    booked, jobseekers, scale = model.ledger.service, model.jobseekers, model.scale
    booked["weeks"] = 1.0
    booked["labour_force"] = float(len(jobseekers)) * scale
    booked["in_measures"] = float(jobseekers.in_measures) * scale
    booked["inactive"] = float(jobseekers.inactive) * scale
    out = jobseekers.register.n + jobseekers.in_measures + jobseekers.inactive
    booked["employed"] = float(len(jobseekers) - out) * scale
    money(model)
    follow(model)
    if 0 <= model.week < len(model.counters):
        model.counters[model.recorded] = model.ledger.row()
        model.recorded += 1
