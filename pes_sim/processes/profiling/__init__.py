"""Profiling: who is at risk of long-term unemployment, as a score sees it and as caseworkers do.

The score sees a signal (the log of the weeks that people of this kind, hidden type included, stay registered)
through noise; the noise is such that its AUC for being registered after 52 weeks is the accuracy declared. It is
biased against people of foreign origin and drifts when the labour market moves away from the one it was trained on.
Caseworkers follow it or go by their own judgement, which sees the same signal through more noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.kpis.segments import SHAPE
from pes_sim.processes.profiling.scoring import NORMAL, education_of, profile_rows, settle_leavers
from pes_sim.processes.profiling.training import due, follow_the_market, profiler, train
from pes_sim.random import Stream, salt
from pes_sim.world.jobseekers import Part

if TYPE_CHECKING:
    from pes_sim.model import PESModel

__all__ = ["followed", "leave_profiles", "profiler", "profiling", "wanted"]


def wanted(model: PESModel) -> bool:
    """Whether anybody is judged at all: there is a score, or it matters for the diary who is at risk."""
    values = model.values
    return values["profiling.use"] > 0 or values["counselling.risk_priority"] > 0 or values["steering.stakes"] > 0


def followed(model: PESModel) -> float:
    """Share of scores that are followed, from how strict the rule is and what caseworkers think of their tools.

    strict x (strict + (1 - strict) x acceptance): where a rule leaves room those follow it who accept the tool
    (Behncke, Frölich & Lechner), and where it leaves none all do, whatever they think (Polish clerks).
    """
    strict = model.values["profiling.compliance"]
    return strict * (strict + (1 - strict) * model.acceptance["caseworkers"])


def profiling(model: PESModel) -> None:
    """A week of profiling: the market is watched, the score trained when due, new registrations are judged."""
    follow_the_market(model)
    if not wanted(model):
        return
    register, values, seen = model.jobseekers.register, model.values, model.profiler
    if due(model):
        train(model, *_stock(model))
    tool, own = seen.tool, seen.judgement

    def work(part: Part) -> None:
        profile_rows(
            part.lo, part.hi, register.key, register.spell, register.region, register.band, register.occupation,
            register.slow, register.cell, register.profile, register.risk_rank, seen.signal, seen.foreign, NORMAL,
            seen.signal_left(values["profiling.drift"]), tool.shift, tool.lowest, tool.step, tool.law,
            own.weight, own.lowest, own.step, own.law, values["profiling.use"], followed(model),
            values["profiling.flagged_share"], values["profiling.skip_share"], model.week,
            salt(Stream.PERSON_ORIGIN, 0), model.ledger.people[part.index],
        )  # fmt: skip

    model.jobseekers.each_part(work)


def _stock(model: PESModel) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The registered by (region, band, occupation, type) and by (region, education)."""
    register, seen = model.jobseekers.register, model.profiler
    n = register.n
    cells = np.ravel_multi_index(
        (register.region[:n], register.band[:n], register.occupation[:n], register.slow[:n]), seen.signal.shape
    )
    people = np.bincount(cells, minlength=seen.signal.size).reshape(seen.signal.shape)
    groups = register.region[:n].astype(np.int64) * SHAPE[2] + _educations(register.cell[:n])
    return people, np.bincount(groups, minlength=seen.foreign.size).reshape(seen.foreign.shape)


def _educations(cells: NDArray[np.uint8]) -> NDArray[np.int64]:
    table = np.array([education_of(cell) for cell in range(int(np.prod(SHAPE)))])
    return np.asarray(table[cells])


def leave_profiles(model: PESModel, rows: NDArray[np.int64]) -> None:
    """Note of ``rows``, about to leave the register within the year, what the score had said of them."""
    if wanted(model) and len(rows):
        register = model.jobseekers.register
        settle_leavers(rows, register.cell, register.profile, register.risk_rank, model.ledger.people[0])
