"""Finding somebody to trace: by group and by what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.segments import SEGMENTS, membership
from pes_sim.model import PESModel
from pes_sim.runs.errors import CallError
from pes_sim.world.register import TO_WORK

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class _End:
    """What the end of a run says of everybody, an item a slot."""

    model: PESModel
    weeks: NDArray[np.int32]
    unmet: NDArray[np.int32]
    registered: Flags


OUTCOMES: Mapping[str, tuple[str, Callable[[_End], Flags]]] = {
    "registered": ("was on the register at some time", lambda end: end.weeks > 0),
    "found_work": ("left the register for work and works at the end", lambda end: _works(end)),
    "still_registered": ("is on the register at the end", lambda end: end.registered),
    "long_term": ("was on it for more than a year in all", lambda end: end.weeks > 52),
    "gave_up": ("gave up a need", lambda end: end.unmet > 0),
    "several_spells": ("registered more than once", lambda end: _several(end)),
}
"""Name to meaning and test."""


def _works(end: _End) -> Flags:
    people = end.model.jobseekers
    works = people.labour_force.clock < people.clocks.measures
    return np.asarray((end.weeks > 0) & works & (people.labour_force.was == TO_WORK))


def _several(end: _End) -> Flags:
    return np.asarray((end.weeks > 0) & (end.model.jobseekers.labour_force.spells > 2))


@dataclass(frozen=True)
class Wish:
    """What is looked for: groups (all must hold) and outcomes (all must hold)."""

    groups: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ("registered",)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Wish:
        """From "digital_skill:low", "outcome:gave_up". Raises CallError with the nearest name."""
        groups, outcomes = [], []
        for text in texts:
            name = text.strip()
            if name.startswith("outcome:"):
                outcomes.append(_known(name.removeprefix("outcome:"), list(OUTCOMES), "outcome"))
            else:
                groups.append(_known(name, list(SEGMENTS), "group"))
        return cls(tuple(groups), tuple(outcomes) or ("registered",))

    def __str__(self) -> str:
        return ", ".join([*self.groups, *(f"outcome:{name}" for name in self.outcomes)])


def _known(name: str, names: list[str], what: str) -> str:
    if name in names:
        return name
    near = get_close_matches(name, names, n=3, cutoff=0.4)
    raise CallError(
        f"no {what} {name!r}; expected one of {', '.join(names)}" + (f"; nearest: {near[0]}" if near else "")
    )


def find(model: PESModel, wish: Wish, number: int = 1) -> int:
    """The ``number``-th person of a run that is over to whom ``wish`` applies, in a keyed order that favours nobody.

    Whoever was followed by a young entrant in the same place is left out. Raises CallError where there are fewer.
    """
    found = model.outcomes()
    people = model.jobseekers
    registered = np.zeros(len(people), dtype=bool)
    registered[people.register.slot[: people.register.n]] = True
    end = _End(model, found["weeks_unemployed"], found["unmet_needs"], registered)
    fits = people.labour_force.generation == 0
    inside = membership()
    for group in wish.groups:
        fits &= inside[SEGMENTS.index(group)][found["cell"]] > 0
    for outcome in wish.outcomes:
        fits &= OUTCOMES[outcome][1](end)
    slots = np.flatnonzero(fits)
    if number > len(slots):
        raise CallError(f"{len(slots)} people fit {wish}; expected at least {number}: ask for less, or a smaller scale")
    order = np.argsort(people.keys(slots), kind="stable")
    return int(slots[order[number - 1]])
