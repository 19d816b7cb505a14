"""The profile's steady state: job-loss hazards, market efficiency and postings that reproduce its stocks.

A profile states stocks (the register by region, age, education; vacancies by region). This solves, on the
cells region x age x education x occupation x {fast, slow}, for the flows behind them: the separation rates by
raking, the market's hazard by the matching function, the size of measures and inactivity by flow balance.
Flows are a week's, stocks are people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pes_sim.scenario.profile import Figures

Array = NDArray[np.float64]


@dataclass(frozen=True)
class SteadyState:
    """Rates and stocks that belong together; axes are region r, age band a, education e, occupation o, type k."""

    separation: Array
    """(r, a, o) weekly job-loss hazard before education."""
    education_factor: Array
    """(e,) factor on that hazard."""
    slow: Array
    """(a,) share of hard-to-place people in the labour force, such that entrants are as the profile says."""
    efficiency: float
    """Efficiency of the matching function: hazard per unit of search = efficiency x (vacancies / search)^elasticity."""
    vacancies: Array
    """(r, o) all open vacancies."""
    postings: Array
    """(r, o) vacancies posted a week."""
    registered: Array
    """(r, a, e, o, k) share of a cell's people who are on the register."""
    measures: Array
    """(r, a, e, o, k) share in measures."""
    inactive: Array
    """(r, a, e, o, k) share out of the labour force, for a while or lastingly."""
    lasting: Array
    """(r, a, e, o, k) share out of it lastingly."""
    exit_hazard: Array
    """(r, a, o, k) weekly hazard of leaving the register."""


def mobility(occupations: int, stay: float) -> Array:
    """(own, searched) occupation matrix: ``stay`` in the own group, the rest falling with distance in skill level."""
    distance = np.abs(np.subtract.outer(np.arange(occupations), np.arange(occupations)))
    off = np.where(distance > 0, 1.0 / np.maximum(distance, 1), 0.0)
    total = off.sum(axis=1, keepdims=True)
    spread = np.divide(off, total, out=np.zeros_like(off), where=total > 0)
    return np.where(total > 0, stay * np.eye(occupations) + (1 - stay) * spread, np.eye(occupations))


def solve(figures: Figures, people: Array, values: Mapping[str, float], rounds: int = 200) -> SteadyState:
    """The steady state of ``figures`` for ``people`` (r, a, e, o; real persons) under parameter ``values``.

    In every cell U (h - returns) = separation x employed and employed = N - U (1 + measures + inactive), where
    h is the hazard of leaving the register and the brackets are flow balances per registered person. The
    separation rate is a product of factors by region, age, education and occupation; the first three are found
    by raking U to the register's margins, the share of slow people by raking the entrants to the profile's.
    """
    regions, ages = figures.regions.rows, figures.ages.rows
    stock = figures.unemployed.stock
    targets = [
        np.array([row.registered for row in rows]) / sum(row.registered for row in rows)
        for rows in (regions, ages, figures.education.rows)
    ]
    slow_entrants = np.array([row.slow_entrants for row in ages])
    pace = np.array([row.pace for row in ages])[None, :, None, None]
    intake = np.array([row.measure_intake for row in ages])[None, :, None, None] * values["measures.capacity"]
    intake = intake * np.array([1.0, values["measures.slow_factor"]])
    work = np.array([values["labour.work_hazard_fast"], values["labour.work_hazard_slow"]])
    leaving = np.array([values["labour.leaving_hazard_fast"], values["labour.leaving_hazard_slow"]])
    to_work, to_register = values["measures.to_work"], values["measures.to_register"]
    back, away = values["inactivity.to_register"], max(0.0, 1 - to_work - to_register)

    elasticity = values["matching.vacancy_elasticity"]
    share_o = np.array([row.vacancies for row in figures.occupations.rows])
    vacancies = np.array([row.vacancies for row in regions])[:, None] * (share_o / share_o.sum())[None, :]
    vacancies = vacancies / values["matching.notified_share"]
    moves = mobility(len(share_o), values["matching.occupation_stay"])

    factors = [np.ones(len(target)) for target in targets]
    factors[0] *= 0.003
    occupation = np.array([row.separation for row in figures.occupations.rows])
    market, slow, efficiency = np.ones_like(vacancies), slow_entrants.copy(), 1.0
    fall = values["labour.duration_dependence"] * 12 * 7 / 365.25
    lasting: Array = np.ones((len(regions), len(ages), len(share_o), 2))
    for _ in range(rounds):
        hazard_work = (market @ moves.T)[:, None, :, None] * work * pace * lasting
        hazard_out = leaving * pace * np.ones_like(hazard_work)
        hazard_in = intake * np.ones_like(hazard_work)
        total = (hazard_work + hazard_out + hazard_in)[:, :, None]
        # the age of a spell in stock is exponential: the mean of exp(-fall x age) is hazard / (hazard + fall)
        lasting = (total / (total + fall))[:, :, 0]
        in_measures = (hazard_in * values["measures.mean_weeks"])[:, :, None]
        flow_out = (hazard_out + hazard_in * away)[:, :, None]
        lastingly = hazard_out[:, :, None] * values["inactivity.lasting_share"]
        away_for_long = lastingly * values["inactivity.lasting_weeks"]
        inactive = (flow_out - lastingly) * values["inactivity.mean_weeks"] + away_for_long
        returns = hazard_in[:, :, None] * to_register + flow_out * back
        separation = np.einsum("r,a,e,o->raeo", *factors, occupation)[..., None]
        by_type = people[..., None] * np.stack([1 - slow, slow], axis=-1)[None, :, None, None, :]
        registered = separation * by_type / (total - returns + separation * (1 + in_measures + inactive))
        now = registered.sum(axis=-1)
        for axis, target in enumerate(targets):
            others = tuple(k for k in range(4) if k != axis)
            factors[axis] *= (target * stock / now.sum(axis=others)) ** 0.7
        entries = (registered * total).sum(axis=(0, 2, 3))
        odds = (slow_entrants / (1 - slow_entrants)) / (entries[:, 1] / entries[:, 0])
        odds = slow / (1 - slow) * odds**0.7
        slow = odds / (1 + odds)
        search = np.einsum("raeok,raok->ro", registered, work * pace * lasting)
        tightness = (vacancies / (search @ moves)) ** elasticity
        efficiency = float(search.sum() / ((tightness @ moves.T) * search).sum())
        market = efficiency * tightness

    hires = np.einsum("raeok,raok->ro", registered, hazard_work)
    other = values["matching.other_fill_rate"] + values["matching.lapse_rate"]
    return SteadyState(
        separation=np.einsum("r,a,o->rao", factors[0], factors[1], occupation),
        education_factor=factors[2],
        slow=slow,
        efficiency=efficiency,
        vacancies=vacancies,
        postings=hires @ moves + vacancies * other,
        registered=_share(registered, by_type),
        measures=_share(registered * in_measures, by_type),
        inactive=_share(registered * inactive, by_type),
        lasting=_share(registered * away_for_long, by_type),
        exit_hazard=total[:, :, 0],
    )


def _share(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
