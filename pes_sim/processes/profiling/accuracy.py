"""How accurate a score is, in closed form, and which score has a given accuracy.

With S = w x + e, e standard normal, on classes of people j with signal x_j, weight n_j among those who register and
chance r_j of still being there after 52 weeks:

    AUC = sum over j, k of p_j q_k Phi(w (x_j - x_k) / sqrt 2),   p_j ~ n_j r_j,  q_k ~ n_k (1 - r_k)

The weight w is the one at which this equals the accuracy declared (or the best there is to see). Bias shifts the
score of a group. The shift is the one at which its false high risks are as many times others' as declared, at the
cut-off that flags as many as stay. (Where few stay, the cut-off of highest accuracy flags next to nobody and says
nothing of a bias.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

from pes_sim.world.profiling import GRID, Score

Array = NDArray[np.float64]
_BINS = 64
"""Classes the signal is gathered into before pairs are compared."""
_STRONGEST = 50.0
"""Weight beyond which noise plays no part."""
_TAIL, _FAR = 5.0, 8.0
"""Standard deviations of noise beyond the signal at which a law is cut off, and beyond which nobody is."""


class Classes:
    """People gathered by signal: ``x``, weight ``n`` (sums to one) and ``risk`` of being there after 52 weeks."""

    def __init__(self, signal: Array, weight: Array, risk: Array) -> None:
        edges = np.linspace(signal.min(), signal.max() + 1e-9, _BINS + 1)
        place = np.digitize(signal, edges) - 1
        n, x, r = (np.bincount(place, weight * what, _BINS) for what in (np.ones_like(signal), signal, risk))
        here = n > 0
        self.n, self.x, self.risk = n[here] / n.sum(), x[here] / n[here], r[here] / n[here]
        long, short = self.n * self.risk, self.n * (1 - self.risk)
        self.long, self.short = long / long.sum(), short / short.sum()

    def auc(self, weight: float) -> float:
        """Accuracy of a score that sees the signal with ``weight``."""
        above = ndtr(weight * np.subtract.outer(self.x, self.x) / np.sqrt(2.0))
        return float(self.long @ above @ self.short)

    def weight_of(self, accuracy: float) -> float:
        """The weight at which the score is as accurate as ``accuracy``, or as accurate as can be."""
        if self.auc(0.0) >= accuracy:
            return 0.0
        if self.auc(_STRONGEST) <= accuracy:
            return _STRONGEST
        return float(brentq(lambda weight: self.auc(weight) - accuracy, 0.0, _STRONGEST))

    def false_high(self, weight: float, cut: float) -> float:
        """Share of those who are gone after 52 weeks whose score is above ``cut``."""
        return float(self.short @ ndtr(weight * self.x - cut))

    def even_cut(self, weight: float) -> float:
        """The cut-off that flags as many as stay: errors of both kinds are then equally many."""
        stay = float(self.n @ self.risk)
        lowest, highest = weight * float(self.x.min()) - _FAR, weight * float(self.x.max()) + _FAR
        return float(brentq(lambda cut: float(self.n @ ndtr(weight * self.x - cut)) - stay, lowest, highest))

    def shift_of(self, weight: float, ratio: float) -> float:
        """What, added to a group's scores, makes its false high risks ``ratio`` times others' at the even cut-off."""
        cut = self.even_cut(weight)
        wanted = min(ratio * self.false_high(weight, cut), 1.0 - 1e-9)
        if ratio <= 1.0:
            return 0.0
        most = _FAR + weight * float(np.ptp(self.x))
        return float(brentq(lambda shift: self.false_high(weight, cut - shift) - wanted, 0.0, 2.0 * most))

    def score(self, weight: float, shift: float, foreign: float) -> Score:
        """The score with its law among those who register, of whom a share ``foreign`` is of foreign origin."""
        points = np.linspace(weight * self.x.min() - _TAIL, weight * self.x.max() + shift + _TAIL, GRID)
        law: Array = np.zeros(GRID)
        for share, moved in _groups(shift, foreign):
            law += share * (ndtr(points[:, None] - weight * self.x[None, :] - moved) @ self.n)
        return Score(weight, shift, float(points[0]), float(points[1] - points[0]), law)


def _groups(shift: float, foreign: float) -> Sequence[tuple[float, float]]:
    return ((1.0 - foreign, 0.0), (foreign, shift))
