"""What is read of a trial's participants: exits, time in work, benefits, meetings, by group and subgroup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import nan
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.segments import DIMENSIONS, SHAPE
from pes_sim.world.trial import AWAY, BENEFIT, GONE, MEASURE, MEETING, REGISTERED, STATE, WORK

Record = Mapping[str, NDArray[Any]]
Flags = NDArray[np.bool_]
Where = Literal["work", "registered", "measure", "unemployed", "away", "anywhere"]
STATES: dict[str, tuple[int, ...]] = {
    "work": (WORK,),
    "registered": (REGISTERED,),
    "measure": (MEASURE,),
    "unemployed": (REGISTERED, MEASURE),
    "away": (AWAY, GONE),
    "anywhere": (WORK, AWAY, GONE),
}
"""Where people may be; unemployed is registered or in a measure, anywhere is where unemployment has ended."""


@dataclass(frozen=True)
class Among:
    """A subgroup by what people were when they joined; ``level`` as in "education:low", None for no condition."""

    levels: tuple[str, ...] = ()
    registered_for: tuple[int, int] | None = None
    bands: tuple[int, ...] | None = None
    caseworker: Literal["weaker", "stronger"] | None = None

    def label(self) -> str:
        """In one word."""
        return f"{'+'.join(self.levels)},{self.registered_for},{self.bands},{self.caseworker}"

    def of(self, record: Record) -> Flags:
        """Which participants belong to it."""
        fits = np.ones(len(record["slot"]), dtype=bool)
        parts = dict(zip(DIMENSIONS, np.unravel_index(record["cell"], SHAPE), strict=True))
        for level in self.levels:
            dimension, _, name = level.partition(":")
            fits &= parts[dimension] == DIMENSIONS[dimension].index(name)
        if self.registered_for is not None:
            fits &= (record["spell"] >= self.registered_for[0]) & (record["spell"] < self.registered_for[1])
        if self.bands is not None:
            fits &= np.isin(record["band"], self.bands)
        if self.caseworker is not None and len(fits):
            weaker = record["quality"] <= np.median(record["quality"])
            fits &= weaker if self.caseworker == "weaker" else ~weaker
        return fits


def _is(history: NDArray[np.uint8], where: str) -> Flags:
    return np.isin(history & STATE, STATES[where])


def bridged(history: NDArray[np.uint8], most: int) -> NDArray[np.uint8]:
    """``history`` with absences of up to ``most`` weeks between two stretches of unemployment as weeks registered."""
    found = history.copy()
    state = history & STATE
    away = np.zeros(len(history), dtype=np.int64)  # weeks since unemployment was left for an absence; -1 in work
    for week in range(history.shape[1]):
        back = np.isin(state[:, week], STATES["unemployed"])
        for ago in range(1, min(most, week) + 1):
            short = back & (away >= ago) & (away <= most)
            found[short, week - ago] = REGISTERED
        away = np.where(back, 0, np.where((state[:, week] == AWAY) & (away >= 0), away + 1, -1))
    return found


def _first(flags: Flags) -> NDArray[np.int64]:
    """Week in which ``flags`` first hold; the number of weeks where they never do."""
    return np.where(flags.any(axis=1), flags.argmax(axis=1), flags.shape[1])


def _exit(history: NDArray[np.uint8], frm: str, where: str) -> tuple[NDArray[np.int64], Flags]:
    """Week of the first exit from ``frm``, and whether it was to ``where``."""
    week = _first(~_is(history, frm))
    at = np.minimum(week, history.shape[1] - 1)
    goal = _is(history, where)[np.arange(len(history)), at] | (where == "anywhere")
    return week, (week < history.shape[1]) & goal


def exit_share(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Share whose first exit from ``frm`` is to ``where`` and before week ``end``."""
    week, to = _exit(history, frm, where)
    return float(np.mean(to & (week >= first) & (week < end)))


def exit_rate(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """First exits from ``frm`` to ``where`` in the window over weeks at risk."""
    week, to = _exit(history, frm, where)
    at_risk = np.clip(np.minimum(week + 1, end) - first, 0, None).sum()
    return float((to & (week >= first) & (week < end)).sum() / at_risk) if at_risk else nan


def entered(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Share who were in ``where`` at least once in the window."""
    return float(_is(history[:, first:end], where).any(axis=1).mean())


def share_in(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Share of person-weeks of the window spent in ``where``; with a window of one week, the share there."""
    return float(_is(history[:, first:end], where).mean())


def weeks_in(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Mean weeks of the window spent in ``where``."""
    return float(_is(history[:, first:end], where).sum(axis=1).mean())


def duration(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Mean weeks from joining to the first exit from ``frm``, cut off at week ``end``."""
    week, _ = _exit(history[:, :end], frm, "anywhere")
    return float(week.mean())


def median_duration(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Weeks after which half have left ``frm``, interpolated."""
    left = np.cumsum(np.bincount(_exit(history[:, :end], frm, "anywhere")[0], minlength=end + 1)[:end]) / len(history)
    reached = int(np.searchsorted(left, 0.5))
    if reached >= end:
        return nan
    before = left[reached - 1] if reached else 0.0
    return float(reached + (0.5 - before) / (left[reached] - before))


def benefit_weeks(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Mean weeks of the window in which a benefit was paid; who goes into a measure keeps it, in another form."""
    paid = (history & BENEFIT) > 0
    for week in range(1, history.shape[1]):
        paid[:, week] |= paid[:, week - 1] & ((history[:, week] & STATE) == MEASURE)
    return float(paid[:, first:end].sum(axis=1).mean())


def meetings(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Mean meetings held in the window."""
    return float(((history[:, first:end] & MEETING) > 0).sum(axis=1).mean())


def job_survival(history: NDArray[np.uint8], first: int, end: int, where: str, frm: str) -> float:
    """Share who have not been in work before week ``end``."""
    return 1.0 - entered(history, first, end, "work", frm)


PERSON_STATISTICS: dict[str, Callable[[NDArray[np.uint8], int, int, str, str], float]] = {
    f.__name__: f
    for f in (
        exit_share, exit_rate, entered, share_in, weeks_in, duration, median_duration, benefit_weeks, meetings,
        job_survival,
    )
}  # fmt: skip


@dataclass(frozen=True)
class PersonReading:
    """A statistic of the participants of ``group`` in ``arm``, over weeks ``first`` to ``end`` after joining."""

    arm: str
    group: str
    statistic: str
    first: int
    end: int
    where: Where = "anywhere"
    frm: Where = "unemployed"
    among: Among = Among()
    bridge: int = 0
    """Absences of up to so many weeks do not end unemployment."""

    @property
    def middle(self) -> float:
        """The middle of the window."""
        return (self.first + self.end) / 2

    def label(self) -> str:
        """What tells this reading from others, in one line."""
        window = f"{self.first}-{self.end}"
        what = f"{self.statistic}+{self.bridge}" if self.bridge else self.statistic
        return f"{self.arm}|{self.group}|{what}|{self.frm}>{self.where}|{window}|{self.among.label()}"

    def of(self, record: Record, groups: list[str]) -> float:
        """The statistic; NaN where nobody is in the group."""
        group = groups.index(self.group)
        if self.statistic == "unemployment_rate":
            registered, people = (
                record[name][self.first : self.end, group] for name in ("group_registered", "group_people")
            )
            return float(registered.sum() / people.sum())
        rows = (record["group"] == group) & self.among.of(record)
        if not rows.any():
            return nan
        history = record["history"][rows]
        if self.bridge:
            history = bridged(history, self.bridge)
        return PERSON_STATISTICS[self.statistic](history, self.first, self.end, self.where, self.frm)


@dataclass(frozen=True)
class Reader:
    """Reads everything that is asked of a run's participants; goes to the workers."""

    arms: tuple[str, ...]
    readings: tuple[PersonReading, ...]

    def __call__(self, place: int, run: Any) -> dict[str, float]:
        """What the readings of the arm at ``place`` come to, by label."""
        if run.participants is None:
            return {}
        groups = list(run.scenario.trial.groups)
        mine = [reading for reading in self.readings if reading.arm == self.arms[place]]
        return {reading.label(): reading.of(run.participants, groups) for reading in mine}
