"""A trial's books: who takes part, in which group, and week by week what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters.personal import PERSONAL
from pes_sim.scenario.trial import Treatment, Trial

WORK, REGISTERED, MEASURE, AWAY, GONE = range(5)
"""Where a participant is at the end of a week (GONE: left the labour force for good)."""
STATE, BENEFIT, MEETING = 7, 8, 16
"""A week of a history: the state in the lowest bits, whether a benefit was paid, whether a meeting was held."""
UNSEEN = 255
OWN_RULES = 0
"""The regime of everybody to whom nothing special is done."""


@dataclass(frozen=True)
class Regimes:
    """The levers that act on persons, by regime: regime 0 is the service's own, the others are a trial's treatments.

    ``team`` says which team of caseworkers looks after people: 0 that of their office, k the k-th of the trial's own,
    with ``caseload[k - 1]`` clients a caseworker. ``loses`` marks regimes in which booked meetings are lost.
    """

    values: Mapping[str, NDArray[np.float64]]
    team: NDArray[np.int64]
    caseload: tuple[float, ...]
    loses: NDArray[np.bool_]

    @classmethod
    def of(cls, values: Mapping[str, float], treatments: tuple[Treatment, ...] = ()) -> Regimes:
        """The regimes this week, from the present ``values`` of the levers."""
        table = {path: np.full(len(treatments) + 1, values[path]) for path in PERSONAL}
        team, loses = np.zeros(len(treatments) + 1, dtype=np.int64), np.zeros(len(treatments) + 1, dtype=bool)
        caseload: list[float] = []
        for k, treatment in enumerate(treatments, 1):
            for change in treatment.sets:
                table[change.path][k] = change.target(table[change.path][k])
            if treatment.caseload is not None:
                caseload.append(treatment.caseload)
                team[k] = len(caseload)
            loses[k] = treatment.lost_meetings > 0
        return cls(table, team, tuple(caseload), loses)

    def __getitem__(self, path: str) -> NDArray[np.float64]:
        return self.values[path]

    @property
    def teams(self) -> int:
        """How many teams there are, offices' own included."""
        return len(self.caseload) + 1


class Participants:
    """Those who joined, in order of joining; arrays by participant.

    ``slot`` and ``generation`` say who it is, ``group`` is the place in the trial's groups, ``joined`` the week. The
    rest is as on joining. ``history`` is (participants, weeks since joining), see STATE, BENEFIT, MEETING.
    """

    COLUMNS = ("slot", "generation", "group", "joined", "region", "cell", "band", "slow", "spell", "quality", "lost")

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.columns: dict[str, NDArray[Any]] = {name: np.zeros(0, dtype=np.int64) for name in self.COLUMNS}
        self.columns["quality"] = np.zeros(0)
        self.history: NDArray[np.uint8] = np.zeros((0, trial.follow), dtype=np.uint8)
        self.known: set[tuple[int, int]] = set()
        self.rates: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []

    def __len__(self) -> int:
        return len(self.columns["slot"])

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def join(self, **who: NDArray[Any]) -> None:
        """Take in people, given all columns but ``lost``."""
        n = len(who["slot"])
        who["lost"] = np.zeros(n, dtype=np.int64)
        for name in self.COLUMNS:
            self.columns[name] = np.append(self.columns[name], who[name].astype(self.columns[name].dtype))
        self.history = np.vstack([self.history, np.full((n, self.trial.follow), UNSEEN, dtype=np.uint8)])

    def followed(self, week: int) -> NDArray[np.int64]:
        """Participants who are followed in ``week``."""
        return np.flatnonzero((week >= self["joined"]) & (week < self["joined"] + self.trial.follow))

    def regime(self, who: NDArray[np.int64], week: int) -> NDArray[np.int64]:
        """Regime in ``week`` of participants ``who``: that of the first treatment of their group that applies."""
        since, names = week - self["joined"][who], list(self.trial.groups)
        regime = np.zeros(len(who), dtype=np.int64)
        for k in range(len(self.trial.treatments), 0, -1):
            treatment = self.trial.treatments[k - 1]
            mine = (self["group"][who] == names.index(treatment.group)) & (since >= treatment.first)
            if treatment.end is not None:
                mine &= since < treatment.end
            if treatment.lost_meetings:
                mine &= self["lost"][who] < treatment.lost_meetings
            regime[mine] = k
        return regime

    def record(self) -> dict[str, NDArray[Any]]:
        """Everything known of the participants, as arrays."""
        registered, people = (np.array(rows) for rows in zip(*self.rates, strict=True)) if self.rates else (None, None)
        found: dict[str, NDArray[Any]] = {**self.columns, "history": self.history}
        if registered is not None and people is not None:
            found |= {"group_registered": registered, "group_people": people}
        return found
