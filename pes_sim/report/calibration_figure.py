"""A posterior at a glance: what the data left of each parameter's plausible range, and how the targets are met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.calibration.posterior import Posterior
from pes_sim.report.exploration.words import grade, parameter_label
from pes_sim.report.svg import inline, paint, panel

if TYPE_CHECKING:
    from matplotlib.patches import Rectangle

BINS = 24


def marginals_svg(found: Posterior) -> str:
    """A row a parameter over its plausible range: draws as a histogram, the profile's likelihood as a line."""
    task, unit = found.matched.task, found.unit
    count = len(task.names)
    figure, axes = panel(7.6, 0.6 + 0.62 * count, (3.6, 0.45, 0.25, 0.1))
    centres = (np.arange(BINS) + 0.5) / BINS
    for row, name in enumerate(task.names):
        base = count - 1 - row
        heights = np.histogram(unit[:, row], BINS, (0, 1))[0].astype(float)
        heights /= heights.max()
        axes.bar(centres, 0.8 * heights, 1 / BINS, base, color=paint("option-0"), alpha=0.75, lw=0)
        values, fall = found.profiles[name]
        at = (values - task.lows[row]) / task.widths[row]
        axes.plot(at, base + 0.8 * np.exp(fall), color=paint("option-1"), linewidth=1.4)
        axes.axhline(base, color=paint("line"), linewidth=0.8)
    labels = [f"{parameter_label(name)} ({grade(name)})" if grade(name) else name for name in task.names]
    axes.set_yticks([count - 1 - row + 0.4 for row in range(count)], labels)
    axes.set_ylim(-0.1, count)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], ["lowest plausible", "middle", "highest plausible"])
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", labelcolor=paint("ink"))
    return inline(figure, "calibration-marginals", "Posterior of each parameter over its plausible range")


def targets_svg(found: Posterior) -> str:
    """A row a target in standard deviations of what is not known of it: grey the published, dot and line the model."""
    rows = found.predictions()
    figure, axes = panel(7.6, 0.75 + 0.3 * len(rows), (3.6, 0.5, 0.25, 0.1))
    axes.axvspan(-1.96, 1.96, color=paint("muted"), alpha=0.18, lw=0)
    axes.axvline(0, color=paint("muted"), linewidth=0.8)
    scale = rows["sd"].to_numpy(float)
    middle, low, high = ((rows[key].to_numpy(float) - rows["published"]) / scale for key in ("mean", "low", "high"))
    at = np.arange(len(rows))
    axes.errorbar(
        middle, at, xerr=[middle - low, high - middle], fmt="o", ms=5, color=paint("option-0"), elinewidth=1.4
    )
    axes.set_yticks(at, [str(title) for title in rows["title"]])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", labelcolor=paint("ink"))
    axes.set_xlabel("model less published, in standard deviations of the published", color=paint("muted"), fontsize=9)
    return inline(figure, "calibration-targets", "How the calibrated model meets its targets")


def correlations_svg(found: Posterior) -> str:
    """Pairwise correlation of the draws: blue together, brown against each other, with the figure in each cell."""
    table = found.correlations()
    count = len(table)
    figure, axes = panel(3.5 + 0.5 * count, 0.5 + 0.42 * count, (3.4, 0.3, 0.1, 0.15))
    for i, row in enumerate(table.to_numpy(float)):
        for j, value in enumerate(row[:i]):
            colour = paint("better") if value > 0 else paint("worse")
            axes.add_patch(_square(j, count - 1 - i, colour, min(1.0, abs(value)) * 0.7))
            text = f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
            axes.text(j + 0.5, count - 0.5 - i, text, ha="center", va="center", fontsize=8, color=paint("ink"))
    axes.set_xlim(0, count)
    axes.set_ylim(0, count)
    axes.set_yticks([count - 0.5 - i for i in range(count)], [parameter_label(n, 48) for n in table.columns])
    axes.set_xticks([i + 0.5 for i in range(count)], [str(i + 1) for i in range(count)])
    axes.grid(visible=False)
    axes.tick_params(axis="y", labelcolor=paint("ink"))
    return inline(figure, "calibration-correlations", "Pairwise correlations of the parameters over the posterior")


def _square(x: float, y: float, colour: str, alpha: float) -> Rectangle:
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), 1, 1, facecolor=colour, alpha=alpha, linewidth=0)
