"""Which option is best, on each KPI and on all of them together, and how sure that is.

Each KPI is put on a local scale: 0 for the worst of the alternatives (doing nothing is one of them), 100 for the
best. The score is their weighted mean: an additive value function with swing weights (Belton and Stewart 2002,
Multiple Criteria Decision Analysis, ch. 5). A weight therefore says how much the step from worst to best on that
KPI is worth, and equal weights are a choice like any other. Where the alternatives differ by less than the seeds
can tell, the half-width of the interval takes the place of the step, so that noise cannot earn 100 points; nor can a
step of less than one per cent of the baseline's value, however sure it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.paired import half_widths
from pes_sim.kpis.definition import KPI

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

RESAMPLES = 2000
ROUNDING = 1e-7
"""Relative differences below this are rounding of counters kept in single precision, not effects."""
MATTERS = 0.01
"""The smallest step that earns full points: one per cent of the baseline's value. Smaller ones earn their part."""
_BOOTSTRAP_SEED = 20260101  # fixed: the same comparison gives the same ranking


def swing_values(values: Floats) -> Floats:
    """``values`` [alternative, seed], higher is better, on 0..100 by their means; zeros where nothing differs.

    The first alternative is the baseline. What luck a seed brings to all alternatives alike is taken out, so the
    baseline's values do not vary and every other alternative's vary as its difference to the baseline does.
    """
    change = values - values[0]
    noise = np.nan_to_num(half_widths(change.T))
    least = MATTERS * abs(float(values[0].mean()))
    step = max(float(np.ptp(change.mean(axis=1))), float(noise.max(initial=0.0)), least)
    if step <= ROUNDING * float(np.abs(values).max()):
        return np.zeros_like(values)
    return 100 * (change - change.mean(axis=1).min()) / step


def probability_best(scores: Floats) -> Floats:
    """Probability of each of ``scores`` [alternative, seed] to have the highest mean, by a paired bootstrap of seeds.

    Ties are shared. NaN with one seed.
    """
    n = scores.shape[1]
    if n < 2:
        return np.full(len(scores), np.nan)
    draws = np.random.Generator(np.random.PCG64(_BOOTSTRAP_SEED)).integers(0, n, size=(RESAMPLES, n))
    return shares_of_firsts(scores[:, draws].mean(axis=2))


def shares_of_firsts(scores: Floats) -> Floats:
    """Share of columns of ``scores`` [alternative, column] in which each alternative is first; ties are shared."""
    first = scores == scores.max(axis=0)
    return np.asarray((first / first.sum(axis=0)).mean(axis=1))


def rank(
    values: Mapping[str, Floats], alternatives: Sequence[str], kpis: Mapping[str, KPI], weights: Mapping[str, float]
) -> pd.DataFrame:
    """Rank ``alternatives`` (the baseline first) by ``weights`` over ``values``: KPI name to [alternative, seed].

    Returns a row for each criterion ("score" first, then the KPIs) and alternative, best first within a
    criterion: criterion, weight, option, value (0..100), ci_low, ci_high, share_of_seeds_best, probability_best.
    KPIs that are undefined in some seed carry no weight.
    """
    import pandas as pd

    scaled: dict[str, Floats] = {}
    for name in weights:
        if kpis[name].direction == "neutral":
            raise ValueError(f"{name} has no better direction, so nothing can be ranked by it")
        if weights[name] < 0:
            raise ValueError(f"weight of {name} is {weights[name]}; want zero or more")
        if np.isfinite(values[name]).all():
            scaled[name] = swing_values(values[name] if kpis[name].direction == "higher" else -values[name])
    # A KPI on which no alternative differs cannot rank them; it would only pull every score towards zero.
    telling = {name: weights[name] for name, each in scaled.items() if each.any()}
    total = sum(telling.values())
    shape = (len(alternatives), next(iter(values.values())).shape[1]) if values else (len(alternatives), 0)
    score = sum((w / total * scaled[name] for name, w in telling.items()), start=np.zeros(shape)) if total else None

    blocks = []
    for criterion, each in {**({} if score is None else {"score": score}), **scaled}.items():
        half = half_widths(each.T)
        block = pd.DataFrame(
            {
                "criterion": criterion,
                "weight": 1.0 if criterion == "score" else telling.get(criterion, 0.0) / (total or 1.0),
                "option": list(alternatives),
                "value": each.mean(axis=1),
                "ci_low": each.mean(axis=1) - half,
                "ci_high": each.mean(axis=1) + half,
                "share_of_seeds_best": shares_of_firsts(each),
                "probability_best": probability_best(each),
            }
        )
        blocks.append(block.sort_values("value", ascending=False, kind="stable"))
    columns = ["criterion", "weight", "option", "value", "ci_low", "ci_high", "share_of_seeds_best", "probability_best"]
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=columns)
