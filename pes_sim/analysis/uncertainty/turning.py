"""Which single assumption would turn the ranking, and at which value: looked for among futures, settled by runs.

The futures say which assumptions go with the leader's lead (rank correlation). Those are then moved alone to the ends
of their plausible ranges, with everything else as in the base and with the same luck, and where another option comes
first the value in between is closed in on by halving. So every value named has been run on both of its sides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.uncertainty.score import leads, scores

if TYPE_CHECKING:
    import pandas as pd

Point = Mapping[str, float]
Evaluate = Callable[[Sequence[Point]], Outcomes]
"""From futures (what differs from the base) to all options' outcomes in them."""

CANDIDATES = 8
"""Assumptions that are moved alone: those the futures say most of."""
HALVINGS = 4
"""Runs that close in on the turning value: it is then known to a sixteenth of the way."""
NAMED = 3


@dataclass(frozen=True)
class Turn:
    """Moving ``parameter`` from ``value`` towards ``end`` takes the leader's lead from ``lead`` to ``lead_there``.

    Where it turns the ranking, ``at`` is the value from which ``next_leader`` is first, known to lie between ``holds``
    (run: the leader still leads) and ``at`` (run: it does not). Without a turn ``at`` is None.
    """

    parameter: str
    value: float
    end: float
    lead: float
    lead_there: float
    at: float | None = None
    holds: float | None = None
    next_leader: str | None = None

    @property
    def turns(self) -> bool:
        """Whether it turns the ranking within the plausible range."""
        return self.at is not None


@dataclass(frozen=True)
class Turning:
    """The ``leader`` of the ranking by score, its ``lead``, and what would turn it: nearest turns first, then what
    takes most of the lead. ``tried`` is how many assumptions were moved alone."""

    leader: str
    lead: float
    turns: tuple[Turn, ...]
    tried: int

    def frame(self) -> pd.DataFrame:
        """A row a turn, in order."""
        import pandas as pd

        columns = list(Turn.__dataclass_fields__)
        return pd.DataFrame([{name: getattr(turn, name) for name in columns} for turn in self.turns], columns=columns)


def drivers(outcomes: Outcomes, lead: pd.Series[float], number: int = CANDIDATES) -> list[str]:
    """The parameters whose rank goes most with that of ``lead`` over the futures, either way."""
    from scipy.stats import spearmanr

    futures = outcomes.futures().loc[lead.index]
    if len(lead) < 3 or float(lead.std()) == 0:
        return list(futures.columns[:number])
    strength = {name: abs(float(spearmanr(futures[name], lead).statistic)) for name in futures.columns}
    return sorted(strength, key=lambda name: (-np.nan_to_num(strength[name]), name))[:number]


def turning(
    outcomes: Outcomes, kpis: Sequence[str], base: Mapping[str, float], ranges: Mapping[str, tuple[float, float]],
    evaluate: Evaluate, number: int = CANDIDATES,
) -> Turning:  # fmt: skip
    """What would turn the ranking by score on ``kpis`` that the ``base``'s own values give.

    ``outcomes`` holds the futures that say where to look; ``ranges`` the plausible (low, high) of every parameter.
    """
    now = scores(evaluate([{}]), kpis)
    leader = str(now.iloc[0].idxmax())
    lead = float(leads(now, leader).iloc[0])
    names = drivers(outcomes, leads(scores(outcomes, kpis), leader), number)
    ends = [(name, end) for name in names for end in ranges[name] if end != base[name]]
    if not ends:
        return Turning(leader, lead, (), 0)
    there = leads(scores(evaluate([{name: end} for name, end in ends]), kpis), leader)
    found = [Turn(n, base[n], end, lead, float(ahead)) for (n, end), ahead in zip(ends, there, strict=True)]
    turned = _settled([turn for turn in found if turn.lead_there < 0], leader, kpis, evaluate)

    def way(turn: Turn) -> float:
        """How much of its plausible range an assumption has to move before the ranking turns."""
        low, high = ranges[turn.parameter]
        return abs((turn.end if turn.at is None else turn.at) - turn.value) / (high - low)

    held = [turn for turn in found if turn.lead_there >= 0]
    order = [*sorted(turned, key=way), *sorted(held, key=lambda turn: turn.lead_there)]
    # An assumption has two ends; the one that comes first speaks for it.
    nearest = {turn.parameter: turn for turn in reversed(order)}
    return Turning(leader, lead, tuple(sorted(nearest.values(), key=order.index))[:NAMED], len(names))


def _settled(turns: list[Turn], leader: str, kpis: Sequence[str], evaluate: Evaluate) -> list[Turn]:
    """Each of ``turns`` with the value at which it turns, closed in on by halving; all at once, to run side by side."""
    if not turns:
        return []
    holds, fails = [turn.value for turn in turns], [turn.end for turn in turns]
    new = [""] * len(turns)
    for step in range(HALVINGS + 1):
        # The first look is at the far ends themselves, to learn who leads there.
        tried = fails if step == 0 else [(a + b) / 2 for a, b in zip(holds, fails, strict=True)]
        table = scores(evaluate([{t.parameter: x} for t, x in zip(turns, tried, strict=True)]), kpis)
        for i, (_, row) in enumerate(table.iterrows()):
            if float(row[leader]) < float(row.drop(leader).max()):
                fails[i], new[i] = tried[i], str(row.drop(leader).idxmax())
            else:
                holds[i] = tried[i]
    return [
        replace(turn, at=at, holds=held, next_leader=name)
        for turn, at, held, name in zip(turns, fails, holds, new, strict=True)
    ]
