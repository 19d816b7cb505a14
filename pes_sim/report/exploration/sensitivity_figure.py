"""Which assumptions matter: bars with their intervals, most important on top."""

from __future__ import annotations

import numpy as np

from pes_sim.analysis.exploration.sensitivity import Sensitivity
from pes_sim.report.exploration.words import grade, parameter_label
from pes_sim.report.svg import inline, paint, panel

MOST = 10
AXES = {
    "morris": "mean effect of moving it over its whole range",
    "sobol": "share of variance: light with interactions, dark alone",
    "first_order": "share of variance, alone",
}


def sensitivity_svg(found: Sensitivity, title: str, unit: str, factor: float = 1.0) -> str:
    """The parameters that matter most for one KPI under one option; ``unit`` and ``factor`` show a KPI's effects."""
    rows = found.table.head(MOST)
    at = np.arange(len(rows))
    figure, axes = panel(7.4, 0.75 + 0.3 * len(rows), (3.7, 0.5, 0.2, 0.1))
    scale = factor if found.method == "morris" else 1.0
    main, half = rows[found.main].to_numpy(float) * scale, rows[f"{found.main}_half"].to_numpy(float) * scale
    colour = paint("option-0")
    axes.barh(at, np.maximum(main, 0), 0.62, color=colour, alpha=0.45 if found.method == "sobol" else 0.85)
    if found.method == "sobol":
        axes.barh(at, np.maximum(rows["first"].to_numpy(float), 0), 0.3, color=colour)
    axes.errorbar(main, at, xerr=half, fmt="none", ecolor=paint("ink"), elinewidth=1.1, capsize=2)
    labels = [f"{parameter_label(path)} ({grade(path)})" if grade(path) else path for path in rows["parameter"]]
    axes.set_yticks(at, labels)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(left=0)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=paint("line"), linewidth=0.5)
    axes.tick_params(axis="y", labelcolor=paint("ink"))
    words = f"{AXES[found.method]}{f', {unit}' if found.method == 'morris' else ''}"
    axes.set_xlabel(words, color=paint("muted"), fontsize=9)
    return inline(
        figure, f"sensitivity-{found.kpi}-{found.option}", f"{title}: the assumptions that matter most. {words}"
    )
