"""When plans stop working: the share of futures in which each still does, and a map of where one could go next."""

from __future__ import annotations

from math import isfinite

import numpy as np

from pes_sim.analysis.exploration.pathways import Pathways
from pes_sim.report.figures import MOST, spread
from pes_sim.report.labels import option_label
from pes_sim.report.palette import dashes, option_variable
from pes_sim.report.svg import inline, paint, panel

WORTH_A_LINE = 0.5
"""Share of the futures in which the other plan must still work when this one stops, for the map to draw the change."""


def holding_svg(found: Pathways, baseline: str | None) -> str:
    """A line an option: the share of futures in which it still works, year by year."""
    figure, axes = panel(6.4, 2.9, (0.6, 0.45, 1.5, 0.12))
    years = np.array([*found.years, found.years[-1] + 1])  # the last year lasts to its end
    ends = []
    others = [name for name in found.holding.columns if name != baseline][:MOST]
    for place, name in enumerate([*([baseline] if baseline in found.holding else []), *others]):
        own = name == baseline
        index = place - (1 if baseline in found.holding else 0)
        colour = paint("ink") if own else paint(option_variable(index))
        dash = () if own else dashes(index)
        shares = 100 * found.holding[name].to_numpy(float)[[*range(len(years) - 1), -1]]
        axes.step(years, shares, where="post", color=colour, linewidth=1.9, dashes=dash or (None, None))
        ends.append((f"{option_label(str(name))}{' (today)' if own else ''}", colour, shares[-1]))
    for (label, colour, _), height in zip(ends, spread([end / 108 + 0.03 for *_, end in ends], 0.09), strict=True):
        axes.text(1.015, height, label, color=colour, fontsize=9, va="center", transform=axes.transAxes, clip_on=False)
    axes.set_ylim(-3, 105)
    axes.set_xlim(years[0], years[-1])
    axes.set_xticks(years[:: 1 + len(years) // 9])
    axes.set_ylabel("% of futures", color=paint("muted"), fontsize=9)
    axes.set_xlabel("year", color=paint("muted"), fontsize=9)
    return inline(figure, "pathways-holding", "Share of futures in which each plan still works, by year")


def map_svg(found: Pathways, baseline: str | None) -> str:
    """A map like that of an underground line: a line a plan, which ends where half of the futures have tipped.

    The thin part reaches to where nine of ten have. A vertical line leads to plans that still work then in at
    least half of the futures concerned.
    """
    rows = found.frame()
    order = list(rows["option"])
    place = {option: i for i, option in enumerate(order)}
    end = found.years[-1] + 1
    first = found.years[0]
    figure, axes = panel(7.2, 0.9 + 0.42 * len(order), (2.1, 0.5, 0.4, 0.15))
    ink = [name for name in found.holding.columns if name != baseline]
    for row in rows.to_dict("records"):
        y, option = place[row["option"]], row["option"]
        colour = paint("ink") if option == baseline else paint(option_variable(ink.index(option)))
        middle, late = (min(row[key], end) if isfinite(row[key]) else end for key in ("middle", "late"))
        axes.plot([first, middle], [y, y], color=colour, linewidth=4, solid_capstyle="butt")
        axes.plot([middle, late], [y, y], color=colour, linewidth=1.2)
        if isfinite(row["middle"]):
            axes.plot([middle, middle], [y - 0.22, y + 0.22], color=colour, linewidth=3)
    for change in found.transfers().to_dict("records"):
        middle = rows.set_index("option")["middle"][change["option"]]
        if isfinite(middle) and change["longer"] >= WORTH_A_LINE and middle < _middle(rows, change["to"]):
            y, target = place[change["option"]], place[change["to"]]
            axes.plot([middle, middle], [y, target], color=paint("muted"), linewidth=0.9, linestyle=(0, (3, 2)))
            axes.plot([middle], [target], marker="o", ms=6, color=paint("page"), mec=paint("ink"), mew=1.4)
    axes.set_yticks(
        range(len(order)), [f"{option_label(o)} (today)" if o == baseline else option_label(o) for o in order]
    )
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.set_xlim(first, end)
    axes.set_xticks([year for year in range(first, end + 1)][:: 1 + (end - first) // 10])
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=paint("line"), linewidth=0.5)
    axes.tick_params(axis="y", labelcolor=paint("ink"))
    axes.set_xlabel("year", color=paint("muted"), fontsize=9)
    return inline(figure, "pathways-map", "How long each plan works, and which plans could take over where it stops")


def _middle(rows: object, option: str) -> float:
    return float(rows.set_index("option")["middle"][option])  # type: ignore[attr-defined]
