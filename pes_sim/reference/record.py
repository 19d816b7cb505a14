"""Record: the tally goes into the ledger, staff and money close their week."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.processes.money import money
from pes_sim.processes.staffing import staff_week
from pes_sim.reference.jobseeker import AWAY, MEASURE, WORK
from pes_sim.reference.trial import follow

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel


def record(model: ReferenceModel) -> None:
    """Close the week's books; from the start on, keep the row."""
    staff_week(model)
    model.ledger.people[0] = np.array(model.tally)
    where = Counter(person.status for person in model.people)
    booked, scale = model.ledger.service, model.scale
    booked["weeks"] = 1.0
    booked["labour_force"] = float(len(model.people)) * scale
    booked["employed"] = float(where[WORK]) * scale
    booked["in_measures"] = float(where[MEASURE]) * scale
    booked["inactive"] = float(where[AWAY]) * scale
    money(model)
    follow(model)
    if 0 <= model.week < len(model.counters):
        model.counters[model.recorded] = model.ledger.row()
        model.recorded += 1
