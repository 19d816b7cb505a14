"""Robotisation: the outside world automates occupations, and measures can retrain people for others.

With exposure x of an occupation and level L:

    separations     x (1 + L robotisation.separations x)
    postings        x (1 - lost + made),  lost = min(1, L robotisation.posts_lost x)
    made_o          = robotisation.posts_made x (posts lost in all) x (1 - x_o) / sum of postings x (1 - x)

so posts lost come back, as far as they do, where exposure is low. At level 0 every factor is 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters.robotisation import OCCUPATIONS
from pes_sim.random import Stream, draws, salt

if TYPE_CHECKING:
    from pes_sim.model import PESModel

Array = NDArray[np.float64]


def robotisation(model: PESModel) -> None:
    """Set this week's factors on separations and postings by occupation."""
    values, market = model.values, model.market
    level = values["robotisation.level"]
    exposure = np.array(
        [values[f"robotisation.exposure.{OCCUPATIONS[row.isco]}"] for row in model.figures.occupations.rows]
    )
    market.displacement = 1.0 + level * values["robotisation.separations"] * exposure
    lost = np.minimum(1.0, level * values["robotisation.posts_lost"] * exposure)
    posted = market.postings.sum(axis=0)
    sheltered = float(posted @ (1.0 - exposure))
    made = values["robotisation.posts_made"] * float(posted @ lost) / sheltered if sheltered > 0 else 0.0
    market.structure = 1.0 - lost + made * (1.0 - exposure)


def openings(model: PESModel) -> Array:
    """(regions, own occupation, education, occupations) chance of each group somebody may be retrained for.

    In proportion to open posts and to the share of the group with that education, among the groups where search
    meets more posts than in the own one; all zero where there is none.
    """
    market = model.market
    mix = np.array([[row.low, row.middle, row.high] for row in model.figures.occupations.rows]).T
    better = market.pull[:, None, :] > market.pull[:, :, None]
    weight = (better * market.vacancies[:, None, :])[:, :, None, :] * mix[None, None]
    total = weight.sum(axis=-1, keepdims=True)
    return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)


def retrain(model: PESModel, slots: NDArray[np.int64]) -> None:
    """Give a share of ``slots``, who come out of a measure, another occupation (keyed by person and week)."""
    share = model.values["measures.retraining_share"]
    if share <= 0 or not len(slots):
        return
    force, keys = model.jobseekers.labour_force, model.jobseekers.keys(slots)
    taught, picked = np.empty(len(slots)), np.empty(len(slots))
    draws(keys, salt(Stream.RETRAINING, model.week), taught)
    draws(keys, salt(Stream.RETRAINED_FOR, model.week), picked)
    law = np.cumsum(openings(model)[force.region[slots], force.occupation[slots], force.education[slots]], axis=-1)
    changed = (taught < share) & (law[:, -1] > 0)
    chosen = np.minimum((picked[:, None] * law[:, -1:] >= law).sum(axis=1), law.shape[1] - 1)
    force.occupation[slots[changed]] = chosen[changed]
