"""Training: the score and caseworkers' judgement take their shape from those who are registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.profiling.accuracy import Classes
from pes_sim.processes.weather import WEEKS
from pes_sim.scenario.profile import Figures
from pes_sim.world.profiling import Profiler
from pes_sim.world.steady_state import SteadyState

if TYPE_CHECKING:
    from pes_sim.model import PESModel

Counts = NDArray[np.int64]
YEAR = 52
"""Weeks after which the score is to tell who is still registered."""


def profiler(figures: Figures, steady: SteadyState) -> Profiler:
    """Nobody is scored yet; what there is to see of people comes from the profile's steady state."""
    hazard = steady.exit_hazard
    region = np.array([row.foreign_origin for row in figures.regions.rows])
    education = np.array([row.foreign_origin for row in figures.education.rows])
    mean = float(education @ np.array([row.labour_force for row in figures.education.rows]))
    foreign = np.minimum(1.0, np.outer(region, education) / mean) if mean > 0 else np.outer(region, education)
    return Profiler(-np.log(hazard), np.exp(-YEAR * hazard), foreign)


def follow_the_market(model: PESModel) -> None:
    """Tightness as the year's average sees it: vacancies a registered jobseeker."""
    profiler = model.profiler
    now = float(model.market.vacancies.sum()) / max(1, model.registered * model.scale)
    profiler.tightness += (now - profiler.tightness) / WEEKS if profiler.tightness > 0 else now


def due(model: PESModel) -> bool:
    """Whether the score is to be trained this week: once, and every so many weeks where that is the policy."""
    trained, every = model.profiler.trained_week, model.values["profiling.retrain_weeks"]
    return trained is None or (every > 0 and model.week - trained >= every)


def train(model: PESModel, people: Counts, by_education: Counts) -> None:
    """Fit score and judgement to the registered: ``people`` by (region, band, occupation, type), ``by_education``
    by (region, education). The accuracy declared is that of today's market."""
    profiler, values = model.profiler, model.values
    # those who come are the stock times the hazard of leaving it
    arriving = np.asarray(people * np.exp(-profiler.signal), dtype=np.float64)
    here = people > 0
    classes = Classes(profiler.signal[here], arriving[here], profiler.risk[here])
    foreign = float((by_education * profiler.foreign).sum()) / max(1, int(by_education.sum()))
    weight = classes.weight_of(values["profiling.accuracy"])
    profiler.tool = classes.score(weight, classes.shift_of(weight, values["profiling.bias"]), foreign)
    profiler.judgement = classes.score(classes.weight_of(values["profiling.judgement"]), 0.0, foreign)
    profiler.trained_at, profiler.trained_week = profiler.tightness, model.week
