"""Acceptance of tools by each member of staff: usefulness seen, ease, colleagues, training.

useful  = (benefit + (1 - benefit) min(1, saved / saving_seen)) x share of the week the tools were up x tool factor
ease    = untrained + (1 - untrained) x training
seen    = (1 - ease_usefulness) useful + ease_usefulness x ease                               usefulness as it is seen
intends = (w_useful x seen + w_ease x ease + w_colleagues x team's mean) / (w_useful + w_ease + w_colleagues)
loss    = acceptance_golive x go-live dip x (1 + acceptance_tenure x seniority)
acceptance += acceptance_rate (intends - loss - acceptance),     then  x (1 - acceptance_outage x outage loss)

The weights are standardised path coefficients, used as the weights of an index: usefulness counts most, ease often
not at all, colleagues little (King & He 2006; Taiwo & Downe 2013; Tamilmani et al. 2020). The long-serving begin lower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.parameters import TASKS
from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, GROUPS

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def saved(model: PESModel) -> NDArray[np.float64]:
    """By group of staff, the share of its casework that its tools save whoever uses them."""
    values = model.values
    found = np.zeros(len(GROUPS))
    found[CASEWORKERS] = values["automation.case_admin.assistance"]
    work = np.array([values[f"tasks.{task}.back_minutes"] for task in TASKS])
    helped = np.array([values.get(f"automation.{task}.assistance", 0.0) for task in TASKS])
    found[BACK_STAFF] = float(work @ helped) / max(float(work.sum()), 1e-9)
    return found


def seniority(model: PESModel) -> NDArray[np.float64]:
    """By post, 0 for the new to 1 for the longest-serving."""
    return np.asarray(-np.expm1(-model.staff.experience / model.values["staffing.senior_weeks"]))


def intends(model: PESModel, alone: bool = False) -> NDArray[np.float64]:
    """By post, the acceptance that what is seen of the tools leads to; ``alone`` without regard to colleagues."""
    staff, v = model.staff, model.values
    benefit, easy = v["staffing.acceptance_benefit"], v["staffing.acceptance_untrained"]
    gain = np.minimum(1.0, saved(model) / v["staffing.saving_seen"])
    useful = (benefit + (1 - benefit) * gain) * model.tool_factor * (1 - model.outage_loss)
    ease = easy + (1 - easy) * staff.tool_training
    indirect = v["staffing.ease_usefulness"]
    seen = (1 - indirect) * useful + indirect * ease
    weights = [v[f"staffing.weight_{what}"] for what in ("usefulness", "ease", "colleagues")]
    own = ((weights[0] * seen + weights[1] * ease) / max(weights[0] + weights[1], 1e-9))[staff.group]
    if alone:
        return np.asarray(own)
    pull = weights[2] / max(sum(weights), 1e-9)
    return np.asarray(own + pull * (team_mean(model) - own))


def team_mean(model: PESModel) -> NDArray[np.float64]:
    """By post, the mean acceptance of the team: the same group in the same region."""
    staff = model.staff
    team = staff.group * len(model.offices) + staff.region
    here = staff.fte * (staff.open & staff.filled)
    size = np.bincount(team, here)
    mean = np.bincount(team, here * staff.acceptance) / np.maximum(size, 1e-9)
    return np.asarray(mean[team])


def at_first(model: PESModel, alone: bool = False) -> NDArray[np.float64]:
    """By post, the acceptance of somebody who meets the tools with the holder's length of service."""
    return np.asarray(intends(model, alone) * (1 - model.values["staffing.acceptance_tenure"] * seniority(model)))


def acceptance(model: PESModel) -> None:
    """A week's experience with the tools."""
    staff, v = model.staff, model.values
    dip = model.dip[staff.group]
    loss = v["staffing.acceptance_golive"] * dip * (1 + v["staffing.acceptance_tenure"] * seniority(model))
    target = np.clip(intends(model) - loss, 0.0, 1.0)
    moved = staff.acceptance + v["staffing.acceptance_rate"] * (target - staff.acceptance)
    moved *= 1 - min(1.0, v["staffing.acceptance_outage"] * model.outage_loss)
    staff.acceptance = np.where(staff.open & staff.filled, moved, staff.acceptance)
