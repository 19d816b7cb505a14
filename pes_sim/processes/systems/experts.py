"""Experts in old technology retire faster than they are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.processes.weather import WEEKS
from pes_sim.world.experts import STEPS

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def experts(model: PESModel) -> None:
    """A week of retiring and hiring, by generation of systems.

    d experts / year = (systems.expert_posts x needed - experts) / (systems.expert_hiring_years x generations behind)
                       - systems.expert_retirement x experts
    In balance a share 1 / (1 + retirement x hiring years x generations behind) of the posts is filled.
    """
    values, found = model.values, model.landscape.experts
    found.needed = model.landscape.experts_needed()
    for generation, needed in found.needed.items():
        years = values["systems.expert_hiring_years"] * STEPS[generation]
        hired = max(0.0, values["systems.expert_posts"] * needed - found.fte[generation]) / years
        retired = values["systems.expert_retirement"] * found.fte[generation]
        found.fte[generation] = max(0.0, found.fte[generation] + (hired - retired) / WEEKS)
