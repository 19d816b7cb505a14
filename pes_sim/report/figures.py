"""The brief's figures: a KPI over time, its paired difference, and who gains and who loses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.analysis.trajectory import Curve, Trajectories
from pes_sim.kpis.definition import KPI
from pes_sim.report.labels import option_label
from pes_sim.report.palette import OPTIONS_LIGHT, dashes, option_variable
from pes_sim.report.svg import inline, paint, panel
from pes_sim.report.values import unit_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LABEL_GAP = 0.095
"""Least distance between two labels of one line at the end of curves, as a share of the height."""
LABEL_WIDTH = 19
"""Characters of a line of a label."""
MOST = len(OPTIONS_LIGHT)
"""Options a figure tells apart by colour: more cannot be told apart by everybody."""


MARKERS = (("o", "●"), ("s", "■"), ("D", "◆"), ("^", "▲"), ("v", "▼"))
"""Each option's marker, as matplotlib and as text know it."""


def foremost(sizes: Mapping[str, float]) -> list[str]:
    """The names a figure draws in colour, in their order: those of the greatest ``sizes`` where there are too many."""
    order = sorted(sizes, key=lambda name: -np.nan_to_num(sizes[name], nan=-1.0))[:MOST]
    return [name for name in sizes if name in order]


def _in_colour(curves: Trajectories) -> list[str]:
    """The options that move this KPI most, over all of the time."""
    return foremost(
        {
            name: float(np.abs(curve.middle[np.isfinite(curve.middle)]).sum())
            for name, curve in curves.differences.items()
        }
    )


def levels_svg(kpi: KPI, curves: Trajectories) -> str:
    """The baseline over time with the span of its seeds, and each option; at most five options in colour."""
    figure, axes = panel(6.0, 2.7, (0.68, 0.3, 1.3, 0.12))
    years = _years(curves.dates)
    factor = unit_of(kpi.unit).factor
    ends = []
    base, *options = curves.levels
    chosen = _in_colour(curves)
    _draw_the_others(axes, years, {name: curves.levels[name] for name in options if name not in chosen}, factor)
    for i, name in enumerate([base, *chosen]):
        curve, colour = curves.levels[name], paint(option_variable(i - 1) if i else "ink")
        _draw(axes, years, curve, factor, colour, dashes(i - 1) if i else (), 0.0 if i else 0.12)
        ends.append((f"{option_label(name)} (today)" if i == 0 else option_label(name), colour, curve.middle * factor))
    _finish(axes, years, ends)
    names = ", ".join(option_label(name) for name in curves.levels)
    return inline(figure, f"levels-{kpi.name}", f"{kpi.title} over time in {unit_of(kpi.unit).level}: {names}")


def differences_svg(kpi: KPI, curves: Trajectories, changes: Mapping[str, Sequence[date]]) -> str:
    """Each option less the baseline over time with its 95 % band; ``changes`` dates the options' steps."""
    figure, axes = panel(6.0, 2.7, (0.68, 0.3, 1.3, 0.12))
    years = _years(curves.dates)
    factor = unit_of(kpi.unit).factor
    axes.axhline(0, color=paint("ink"), linewidth=1)
    ends = []
    chosen = _in_colour(curves)
    others = {name: curve for name, curve in curves.differences.items() if name not in chosen}
    _draw_the_others(axes, years, others, factor)
    for i, name in enumerate(chosen):
        curve, colour = curves.differences[name], paint(option_variable(i))
        _draw(axes, years, curve, factor, colour, dashes(i), 0.16)
        ends.append((option_label(name), colour, curve.middle * factor))
        steps = _years(sorted(set(changes.get(name, ()))))
        axes.plot(
            steps, np.full(len(steps), 0.04 + 0.05 * i), ls="", marker=6, ms=5, color=colour,
            transform=axes.get_xaxis_transform(),
        )  # fmt: skip
    _finish(axes, years, ends)
    unit = unit_of(kpi.unit).change
    return inline(figure, f"differences-{kpi.name}", f"{kpi.title}: each option less the baseline over time, in {unit}")


def winners_svg(outcome: str, unit: str, table: pd.DataFrame, labels: Mapping[str, str], title: str) -> str:
    """Mean change a person by group, a dot and its 95 % interval for each option; left of zero is better.

    ``table`` has columns option, key (the group's segment), mean_change, ci_low, ci_high.
    """
    keys, options = list(dict.fromkeys(table["key"])), list(dict.fromkeys(table["option"]))
    height = 0.75 + 0.13 * len(keys) * max(2, len(options))
    figure, axes = panel(6.0, height, (1.5, 0.45, 0.2, 0.25))
    axes.axvline(0, color=paint("ink"), linewidth=1)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=paint("line"), linewidth=0.5)
    for i, option in enumerate(options):
        rows = table[table["option"] == option].set_index("key").loc[keys]
        middle = rows["mean_change"].to_numpy(float)
        at = np.arange(len(keys)) + (i - (len(options) - 1) / 2) * 0.8 / max(2, len(options))
        reach = [middle - rows["ci_low"].to_numpy(float), rows["ci_high"].to_numpy(float) - middle]
        colour, marker = paint(option_variable(i)), MARKERS[i % len(MARKERS)][0]
        axes.errorbar(middle, at, xerr=reach, fmt=marker, ms=4, color=colour, elinewidth=1.4)
    for line, (key, after) in enumerate(pairwise(keys)):
        if key.partition(":")[0] != after.partition(":")[0]:
            axes.axhline(line + 0.5, color=paint("line"), linewidth=0.8)
    axes.set_yticks(range(len(keys)), [labels[key] for key in keys])
    axes.set_ylim(len(keys) - 0.5, -0.5)
    axes.margins(x=0.08)
    axes.set_xlabel(f"{unit} a person, option less baseline", color=paint("muted"), fontsize=9)
    axes.set_title("← better", loc="left", fontsize=8.5, color=paint("muted"), pad=4)
    axes.set_title("worse →", loc="right", fontsize=8.5, color=paint("muted"), pad=4)
    return inline(figure, f"winners-{outcome}", f"{title}: mean change a person by group and option, in {unit}")


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """``positions`` moved apart, in their order, until neighbours are at least ``gap`` apart, and kept centred."""
    order = np.argsort(positions, kind="stable")
    blocks: list[tuple[float, int]] = []  # centre and size of runs of labels that touch
    for i in order:
        centre, size = float(positions[i]), 1
        while blocks and centre - blocks[-1][0] < gap * (size + blocks[-1][1]) / 2:
            other, count = blocks.pop()
            centre, size = (centre * size + other * count) / (size + count), size + count
        blocks.append((centre, size))
    placed = [centre + gap * (k - (size - 1) / 2) for centre, size in blocks for k in range(size)]
    result = [0.0] * len(placed)
    for i, place in zip(order, placed, strict=True):
        result[i] = place
    return result


def _years(dates: Sequence[date]) -> NDArray[np.float64]:
    return np.array([d.year + (d.timetuple().tm_yday - 1) / 365.25 for d in dates])


def _draw_the_others(axes: Axes, years: NDArray[np.float64], curves: Mapping[str, Curve], factor: float) -> None:
    for curve in curves.values():
        axes.plot(years, curve.middle * factor, color=paint("muted"), linewidth=0.7, alpha=0.6)


def _draw(
    axes: Axes,
    years: NDArray[np.float64],
    curve: Curve,
    factor: float,
    colour: str,
    dash: tuple[float, ...],
    alpha: float,
) -> None:
    if np.isfinite(curve.low).any():
        axes.fill_between(years, curve.low * factor, curve.high * factor, color=colour, alpha=alpha, linewidth=0)
    axes.plot(years, curve.middle * factor, color=colour, linewidth=1.8, dashes=dash or (None, None))


def _finish(axes: Axes, years: NDArray[np.float64], ends: Sequence[tuple[str, str, NDArray[np.float64]]]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_xlim(years[0], years[-1])
    whole = range(int(np.ceil(years[0])), int(years[-1]) + 1)
    axes.set_xticks(list(whole)[:: 1 + len(whole) // 9])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.10g}".replace("-", "\N{MINUS SIGN}")))
    axes.margins(y=0.08)
    low, high = axes.get_ylim()
    finite = [(label, colour, line[np.isfinite(line)]) for label, colour, line in ends]
    finite = [(fill(label, LABEL_WIDTH), colour, line) for label, colour, line in finite if len(line)]
    lines = max((label.count("\n") + 1 for label, _, _ in finite), default=1)
    heights = spread([(line[-1] - low) / (high - low) for _, _, line in finite], LABEL_GAP * (0.2 + 0.8 * lines))
    for (label, colour, _), height in zip(finite, heights, strict=True):
        axes.text(
            1.015,
            height,
            label,
            color=colour,
            fontsize=9,
            va="center",
            transform=axes.transAxes,
            clip_on=False,
            linespacing=0.95,
        )
    axes.set_ylim(low, high)
