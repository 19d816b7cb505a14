"""Overruns: what a plan costs and takes in the end, as a mixture of typical good and terrible tail.

Reference class: 1,355 public IT projects, 35 months in the mean, mostly with few releases (Budzier & Flyvbjerg
2013). The typical one keeps its budget and takes 24 % longer; 18 % end more than 25 % over budget, with a Pareto
tail that has hardly a mean (Flyvbjerg et al. 2022). A programme in increments carries the risk of something between
itself and one of its increments taken as a project of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from pes_sim.scenario.changes import ProjectPlan

Floats = NDArray[np.float64]
_YEAR = 52.0
_MOST_RISK = 0.9
"""No project is certain to fail."""


def tail_chance(
    years: Any, budget_meur: Any, increment_years: Any, couplings: Any, values: Mapping[str, float]
) -> Floats:
    """Chance that projects end in the cost tail.

    part   = (increment / plan)^delivery.modularity                          1 = one release at the end
    chance = (tail_share + tail_share_year x (part x years - reference_years))
             x (part x budget / reference_budget)^tail_size x (1 + coupling_risk x couplings),      within 0..0.9
    """
    part = np.minimum(np.asarray(increment_years, dtype=float) / years, 1.0) ** values["delivery.modularity"]
    chance = values["delivery.tail_share"]
    chance = chance + values["delivery.tail_share_year"] * (part * years - values["delivery.reference_years"])
    size = (part * budget_meur / values["delivery.reference_budget"]) ** values["delivery.tail_size"]
    risk = np.maximum(chance, 0.0) * size * (1 + values["delivery.coupling_risk"] * np.asarray(couplings))
    return np.asarray(np.minimum(risk, _MOST_RISK))


def chance_of(plan: ProjectPlan, couplings: int, values: Mapping[str, float]) -> float:
    """Chance that ``plan`` ends in the cost tail."""
    weeks = plan.planned_weeks / _YEAR, plan.increment_weeks / _YEAR
    return float(tail_chance(weeks[0], plan.budget_meur, weeks[1], couplings, values))


def cost_ratio(chance: Any, u: Any, values: Mapping[str, float]) -> Floats:
    """Realised over planned cost: ``u`` in 0..1 says how badly it goes, the worst ``chance`` of it is the tail.

    body  cost_median x exp(cost_spread x normal(u / (1 - chance)))                     u < 1 - chance
    tail  tail_from x ((1 - u) / chance)^(-1 / tail_alpha), at most tail_cap
    """
    p, u = np.broadcast_arrays(np.asarray(chance, dtype=float), _inside(u))
    in_tail = u >= 1 - p
    body = values["delivery.cost_median"] * np.exp(
        values["delivery.cost_spread"] * ndtri(_inside(u / np.maximum(1 - p, 1e-9)))
    )
    rank = np.where(in_tail, (1 - u) / np.maximum(p, 1e-9), 1.0)
    tail = values["delivery.tail_from"] * rank ** (-1 / values["delivery.tail_alpha"])
    return np.where(in_tail, np.minimum(tail, values["delivery.tail_cap"]), body)


def time_ratio(agile: Any, u_cost: Any, u_time: Any, values: Mapping[str, float]) -> Floats:
    """Realised over planned length: lognormal, and the worse the cost the longer.

    schedule_median x (agile_schedule under agile) x exp(schedule_spread x n)
    n = r normal(u_cost) + sqrt(1 - r^2) normal(u_time),   r = delivery.overrun_correlation
    """
    r = values["delivery.overrun_correlation"]
    normal = r * ndtri(_inside(u_cost)) + np.sqrt(1 - r * r) * ndtri(_inside(u_time))
    median = values["delivery.schedule_median"] * np.where(agile, values["delivery.agile_schedule"], 1.0)
    return np.asarray(median * np.exp(values["delivery.schedule_spread"] * normal))


def _inside(u: Any) -> Floats:
    return np.clip(np.asarray(u, dtype=float), 1e-9, 1 - 1e-9)
