"""What the service's risk score is made of: the signal it sees, the noise it sees it through, its cut-offs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SEEN, SCORED, FLAGGED, AT_RISK, FOREIGN, FOLLOWED_UP = 1, 2, 4, 8, 16, 32
"""Bits of a person's profile: judged at all; has a score; the score is high; treated as at risk; of foreign origin;
scored at registration, and what became of them not yet known."""

GRID = 1024
"""Points at which the distribution of a score is tabulated."""


@dataclass
class Score:
    """A score S = weight x signal + standard normal noise (+ shift for people of foreign origin), and its law.

    ``law`` is the share of those who register below each of GRID points from ``lowest`` on, ``step`` apart.
    """

    weight: float = 0.0
    shift: float = 0.0
    lowest: float = 0.0
    step: float = 1.0
    law: Array = field(default_factory=lambda: np.zeros(GRID))


@dataclass
class Profiler:
    """The tool, caseworkers' own judgement, and the labour market the tool was trained on."""

    signal: Array
    """(regions, bands, occupations, types) log of the expected weeks registered: what there is to see of a person."""
    risk: Array
    """The same cells: chance of still being registered after 52 weeks."""
    foreign: Array
    """(regions, education) share of people of foreign origin."""
    tightness: float = 0.0
    """Vacancies a registered jobseeker, average over a year."""
    trained_at: float = 0.0
    trained_week: int | None = None
    tool: Score = field(default_factory=Score)
    judgement: Score = field(default_factory=Score)

    def signal_left(self, drift: float) -> float:
        """Weight of the signal in today's scores: it fades as the market moves away from the one trained on."""
        distance = abs(np.log(self.tightness / self.trained_at)) if self.trained_at > 0 and self.tightness > 0 else 0.0
        return self.tool.weight * float(np.exp(-drift * distance))
