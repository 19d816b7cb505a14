"""Where an option fails: the futures by the two most telling assumptions, and the box that holds the failures."""

from __future__ import annotations

from math import isfinite

from matplotlib.patches import Rectangle

from pes_sim.analysis.exploration.discovery import Box, Discovery
from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.report.exploration.words import parameter_label
from pes_sim.report.svg import inline, paint, panel


def discovery_svg(found: Discovery, outcomes: Outcomes, number: int, title: str) -> str:
    """The ``number``-th box (from 0) over its two surest bounds; with a single bound the second axis is spread."""
    box = found.boxes[number]
    x_name, y_name = _axes(box, outcomes)
    fails = found.failure.futures(outcomes)
    futures = outcomes.futures().loc[fails.index]
    figure, axes = panel(5.6, 4.0, (0.9, 0.75, 0.2, 0.4))
    for state, colour, marker, words in ((False, "better", "o", "holds"), (True, "worse", "X", "fails")):
        rows = futures[fails.to_numpy(bool) == state]
        axes.scatter(
            rows[x_name], rows[y_name], s=26, marker=marker, color=paint(colour), alpha=0.75, lw=0, label=words
        )
    spans = {name: (float(futures[name].min()), float(futures[name].max())) for name in (x_name, y_name)}
    (left, right), (bottom, top) = (_within(box, name, spans[name]) for name in (x_name, y_name))
    frame = Rectangle((left, bottom), right - left, top - bottom, fill=False, edgecolor=paint("ink"), linewidth=1.8)
    axes.add_patch(frame)
    axes.set_xlabel(parameter_label(x_name, 60), color=paint("muted"), fontsize=9)
    axes.set_ylabel(parameter_label(y_name, 46), color=paint("muted"), fontsize=9)
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False, fontsize=9, labelcolor=paint("ink"),
        borderpad=0.1, handletextpad=0.3,
    )  # fmt: skip
    name = f"discovery-{found.failure.option}-{found.failure.kpi}-{number}"
    return inline(figure, name, f"{title}: futures in which it fails and holds, and the box of failures")


def _axes(box: Box, outcomes: Outcomes) -> tuple[str, str]:
    """The two parameters of the surest bounds; any other where there is one bound only."""
    order = sorted(box.limits, key=lambda name: box.quasi_p[name])
    others = [name for name in outcomes.parameters if name not in order]
    first, second, *_ = [*order, *others, *order]
    return first, second


def _within(box: Box, name: str, span: tuple[float, float]) -> tuple[float, float]:
    """The box's limits on ``name``, and a hair beyond the futures where it has none."""
    low, high = box.limits.get(name, (float("-inf"), float("inf")))
    edge = 0.03 * (span[1] - span[0])
    return low if isfinite(low) else span[0] - edge, high if isfinite(high) else span[1] + edge
