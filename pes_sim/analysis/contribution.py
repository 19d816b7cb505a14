"""What a mechanism contributes to an option's effect: the effect with it less the effect without it, seed by seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pes_sim.analysis.paired import Paired, paired

if TYPE_CHECKING:
    from pes_sim.analysis.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Contribution:
    """On one KPI, in its unit: an option's effect with the mechanism and without it, and the paired difference.

    ``paired.difference`` is ``effect_with`` less ``effect_without``; its verdict says whether the mechanism makes
    the option's effect better. Seeds in which either effect is undefined are left out of all three.
    """

    effect_with: float
    effect_without: float
    paired: Paired


def contributions(whole: Comparison, ablated: Comparison) -> dict[tuple[str, str], Contribution]:
    """(kpi, option) to what the mechanism that is off in ``ablated`` contributes to the effects found in ``whole``.

    Both hold the same options in the same order, run with the same seeds.
    """
    return {
        (name, option.scenario.name): _contribution(whole, ablated, place, name)
        for name in whole.kpis
        for place, option in enumerate(whole.options)
    }


def _contribution(whole: Comparison, ablated: Comparison, place: int, kpi: str) -> Contribution:
    with_it, without = (
        comparison.options[place].overall(kpi) - comparison.baseline.overall(kpi) for comparison in (whole, ablated)
    )
    found = paired(without, with_it, whole.kpis[kpi].direction)
    return Contribution(found.baseline + found.difference, found.baseline, found)
