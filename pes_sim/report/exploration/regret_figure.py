"""What choosing an option could cost: its regret in the middle, in one future of ten, and in the worst."""

from __future__ import annotations

import numpy as np

from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.exploration.robustness import regret
from pes_sim.kpis.definition import KPI
from pes_sim.report.labels import option_label
from pes_sim.report.svg import inline, paint, panel
from pes_sim.report.values import unit_of


def regret_svg(outcomes: Outcomes, kpi: KPI) -> str:
    """A line an option from the median to the worst regret on ``kpi``, a dot at nine futures of ten; least on top."""
    table = regret(outcomes, kpi.name).dropna() * unit_of(kpi.unit).factor
    order = table.max().sort_values(kind="stable").index
    figure, axes = panel(6.4, 0.75 + 0.34 * len(order), (2.2, 0.5, 0.3, 0.1))
    for place, option in enumerate(order):
        middle, most, worst = np.quantile(table[option], [0.5, 0.9, 1.0])
        axes.plot([middle, worst], [place, place], color=paint("muted"), linewidth=2, solid_capstyle="round")
        axes.plot([middle], [place], marker="|", ms=11, mew=2, color=paint("ink"))
        axes.plot([most], [place], marker="o", ms=6, color=paint("option-0"))
        axes.plot([worst], [place], marker="X", ms=7, color=paint("worse"))
    today = outcomes.baseline
    axes.set_yticks(range(len(order)), [f"{option_label(o)} (today)" if o == today else option_label(o) for o in order])
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=paint("line"), linewidth=0.5)
    axes.tick_params(axis="y", labelcolor=paint("ink"))
    unit = unit_of(kpi.unit).change
    axes.set_xlabel(f"{unit} worse than the best option of the same future", color=paint("muted"), fontsize=9)
    return inline(figure, f"regret-{kpi.name}", f"{kpi.title}: regret of each option over the futures, in {unit}")
