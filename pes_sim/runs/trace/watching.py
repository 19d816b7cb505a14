"""A model with some people watched: the same world to the bit, looked at between its phases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pes_sim.model import PESModel
from pes_sim.runs.errors import CallError
from pes_sim.runs.trace.events import Event, between
from pes_sim.runs.trace.looking import Look, rows_of
from pes_sim.scenario.scenario import Scenario

TELLING = ("inflow", "service", "counselling", "matching", "people")
"""Phases in which something can happen to a person that a story tells."""
WAITING = ("appointment", "sent", "helped_by_staff", "handed_in", "handed_in_later")
"""Kinds of events after which a person waits."""

Phase = Callable[[PESModel], None]


def _watched(name: str, phase: Phase) -> Phase:
    """``phase`` with a look before and after."""

    def look_around(model: PESModel) -> None:
        assert isinstance(model, Watched)
        model.watch(name, phase)

    look_around.__doc__, look_around.__module__ = phase.__doc__, phase.__module__
    return look_around


class Watched(PESModel):
    """`PESModel` that notes in ``stories`` (person to events) what happens to ``persons`` from the start on.

    Watching reads the columns between phases and writes none, so results are those of a PESModel; a model that
    watches nobody is not of this class and pays nothing. Raises CallError for a person beyond the labour force.
    """

    def __init__(self, base: Scenario, seed: int, persons: Sequence[int], threads: int = 1) -> None:
        super().__init__(base, seed, threads)
        for person in persons:
            if not 0 <= person < len(self.jobseekers):
                last = len(self.jobseekers) - 1
                raise CallError(f"there is no person {person} at this scale; expected a number from 0 to {last}")
        self.stories: dict[int, list[Event]] = {person: [] for person in dict.fromkeys(persons)}
        self._gone: set[int] = set()
        self._waits: dict[tuple[int, object], int] = {}
        """Since which week somebody (by person and task) waits."""

    PHASES = tuple((name, _watched(name, phase) if name in TELLING else phase) for name, phase in PESModel.PHASES)

    def looks(self) -> dict[int, Look]:
        """How those who are watched and still there look now."""
        there = [person for person in self.stories if person not in self._gone]
        rows = rows_of(self.jobseekers, there)
        return {person: Look.at(self.jobseekers, person, rows.get(person)) for person in there}

    def watch(self, name: str, phase: Phase) -> None:
        """Run ``phase`` and note what it did to those who are watched."""
        if self.week < 0:
            phase(self)
            return
        before = self.looks()
        phase(self)
        for person, now in self.looks().items():
            for kind, data in between(name, before[person], now, self):
                if kind.endswith("_later"):
                    data["waited"] = self.week - self._waits.get((person, data["task"]), self.week - data["waited"])
                if kind in WAITING:
                    self._waits[person, data["task"]] = self.week
                self.stories[person].append(Event(kind, self.week, self.base.date_of(self.week), data))
                if kind == "retired":
                    self._gone.add(person)
