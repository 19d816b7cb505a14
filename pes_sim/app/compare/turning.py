"""What would turn a ranking: the weight at which another option takes the lead, and how far one looks ahead.

With the values v of alternatives on the KPIs and weights w, the score is sum(w v) / sum(w). Raising the weight of one
KPI alone, the leader a falls level with b where sum over the others of w (v_a - v_b) + x (v_a - v_b) on that KPI = 0.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.ranking import rank, swing_values


def turning(comparison: Comparison, weights: dict[str, float]) -> dict[str, Any]:
    """Best and second under ``weights``, and what would change that."""
    chosen = weights or {n: 1.0 for n in comparison.headline if comparison.kpis[n].direction != "neutral"}
    results = (comparison.baseline, *comparison.options)
    names = [result.scenario.name for result in results]
    values = {}
    for name in chosen:
        each = np.stack([result.overall(name) for result in results])
        sign = 1.0 if comparison.kpis[name].direction == "higher" else -1.0
        if np.isfinite(each).all():
            values[name] = swing_values(sign * each).mean(axis=1)
    score = sum((chosen[name] * v for name, v in values.items()), start=np.zeros(len(names)))
    order = np.argsort(-score, kind="stable")
    return {
        "best": names[order[0]], "second": names[order[1]],
        "weights": [
            {"kpi": name, "weight": chosen[name], **_turn(values[name], score, chosen[name], int(order[0]), names)}
            for name in values
        ],
        "windows": _windows(comparison, chosen, names),
    }  # fmt: skip


def _turn(v: Any, score: Any, weight: float, leader: int, names: list[str]) -> dict[str, Any]:
    """The weight of one KPI, above or below the present, nearest at which another leads; None where none does."""
    others = score - weight * v
    found: list[tuple[float, str]] = []
    for b in range(len(names)):
        steeper = v[leader] - v[b]
        if b == leader or steeper == 0:
            continue
        at = -(others[leader] - others[b]) / steeper
        if at >= 0:
            found.append((float(at), names[b]))
    if not found:
        return {"turns_at": None, "to": None}
    at, name = min(found, key=lambda each: abs(each[0] - weight))
    return {"turns_at": at, "to": name}


def _windows(comparison: Comparison, weights: dict[str, float], names: list[str]) -> list[dict[str, Any]]:
    """Who is best when one looks one, two, three ... years ahead."""
    rows = []
    results = (comparison.baseline, *comparison.options)
    for year in range(1, comparison.baseline.scenario.years + 1):
        values = {n: np.stack([r.overall(n, years=(0, year)) for r in results]) for n in weights}
        table = rank(values, names, comparison.kpis, weights)
        first = table[table["criterion"] == "score"]
        best = str(first.iloc[0]["option"]) if len(first) else None
        chance = float(first.iloc[0]["probability_best"]) if len(first) else None
        rows.append({"years": [0, year], "best": best, "probability_best": chance})
    return rows
