"""What would turn a ranking, estimated from futures alone: where a straight line through the lead crosses zero.

A study has futures and no further runs. The lead of the option that is first on average is regressed on all sampled
assumptions together; for each, the value is told at which the line is zero with all others in their middle. An
estimate: `pes_sim.analysis.uncertainty.turning` runs the model there instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.uncertainty.score import leads, scores
from pes_sim.runs.errors import CallError

FUTURES_A_PARAMETER = 3
"""Futures for each assumption below which the line has nothing to stand on."""
CLEAR = 2.0
"""Standard errors a slope must be from zero to be spoken of."""
NAMED = 3


@dataclass(frozen=True)
class Crossing:
    """The lead crosses zero where ``parameter`` is ``at``; ``middle`` is its mean over the futures."""

    parameter: str
    middle: float
    at: float


@dataclass(frozen=True)
class Crossings:
    """``leader`` is first on average, and in ``first`` of all futures; ``found`` are the nearest values that turn it.

    ``told`` is the share of the lead's variance that the line tells; little means that the values are rough.
    """

    leader: str
    first: float
    found: tuple[Crossing, ...]
    told: float


def crossings(outcomes: Outcomes, kpis: Sequence[str]) -> Crossings:
    """The nearest single assumptions that would turn the ranking by score on ``kpis``. Raises CallError."""
    table = scores(outcomes, kpis)
    leader = str(table.mean().idxmax())
    lead = leads(table, leader).to_numpy(float)
    futures = outcomes.futures().loc[table.index]
    if len(lead) < FUTURES_A_PARAMETER * (len(futures.columns) + 1):
        wanted = FUTURES_A_PARAMETER * (len(futures.columns) + 1)
        raise CallError(f"{len(lead)} futures are too few to tell what turns the ranking; expected {wanted} or more")
    middle, spread = futures.mean(), futures.std(ddof=0).replace(0, 1)
    design = np.column_stack([np.ones(len(lead)), ((futures - middle) / spread).to_numpy(float)])
    slopes, *_ = np.linalg.lstsq(design, lead, rcond=None)
    rest = lead - design @ slopes
    noise = rest.var() * len(lead) / max(1, len(lead) - design.shape[1])
    errors = np.sqrt(noise * np.diag(np.linalg.pinv(design.T @ design)))
    found = []
    for name, slope, error in zip(futures.columns, slopes[1:], errors[1:], strict=True):
        if abs(slope) > CLEAR * error and slope != 0:
            at = float(middle[name] - slopes[0] / slope * spread[name])
            if futures[name].min() <= at <= futures[name].max():
                found.append(Crossing(str(name), float(middle[name]), at))
    found.sort(key=lambda crossing: abs(crossing.at - crossing.middle) / float(np.ptp(futures[crossing.parameter])))
    variance = float(lead.var())
    told = 1 - float(rest.var()) / variance if variance > 0 else float("nan")
    return Crossings(leader, float((lead > 0).mean()), tuple(found[:NAMED]), told)
