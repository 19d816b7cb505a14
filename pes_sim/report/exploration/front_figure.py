"""Compromises: everything a search looked at, and the front that nothing beats."""

from __future__ import annotations

from pes_sim.analysis.exploration.search import Found
from pes_sim.kpis.definition import KPI
from pes_sim.report.svg import inline, paint, panel
from pes_sim.report.values import unit_of


def front_svg(found: Found, x: KPI, y: KPI, today: dict[str, float] | None = None) -> str:
    """Objective ``x`` against ``y``: grey what was looked at, blue the front, a cross where the service stands today.

    With more than two objectives a point of the front may look beaten: it is better on another one.
    """
    figure, axes = panel(6.2, 4.2, (0.95, 0.65, 0.3, 0.45))
    fx, fy = unit_of(x.unit).factor, unit_of(y.unit).factor
    table, front = found.table, found.front()
    axes.scatter(
        table[x.name] * fx, table[y.name] * fy, s=14, color=paint("muted"), alpha=0.45, lw=0, label="looked at"
    )
    axes.plot(
        front[x.name] * fx, front[y.name] * fy, ls=":" if len(found.question.objectives) == 2 else "", lw=1,
        marker="o", ms=6, color=paint("option-0"), label="nothing beats these",
    )  # fmt: skip
    if today is not None:
        axes.plot(
            [today[x.name] * fx], [today[y.name] * fy], ls="", marker="X", ms=9, color=paint("option-1"), label="today"
        )
    for axis, kpi, way in ((axes.xaxis, x, ("← better", "better →")), (axes.yaxis, y, ("↓ better", "better ↑"))):
        better = way[0] if kpi.direction == "lower" else way[1]
        label = f"{kpi.title}, {unit_of(kpi.unit).level}  ({better})"
        axis.set_label_text(label, color=paint("muted"), fontsize=9)
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3, frameon=False, fontsize=9, labelcolor=paint("ink"),
        borderpad=0.1, handletextpad=0.4,
    )  # fmt: skip
    return inline(figure, f"front-{x.name}-{y.name}", f"{x.title} against {y.title}: what was looked at and the front")
