"""The back-test's page: stocks observed, forecast by the model, and forecast by anybody, on one self-contained page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pes_sim.report.page import environment
from pes_sim.report.palette import variables
from pes_sim.report.svg import inline, paint, panel
from pes_sim.runs.backtest import BackTest
from pes_sim.runs.backtest.data import SOURCE
from pes_sim.runs.backtest.run import TARGET


def render_backtest(found: Sequence[BackTest], made: Mapping[str, Any]) -> str:
    """The page as text."""
    return (
        environment()
        .get_template("backtest.html.jinja")
        .render(
            tests=[_told(test) for test in found],
            target=TARGET,
            source=SOURCE,
            made=made,
            light=variables(dark=False),
            dark=variables(dark=True),
        )
    )


def _told(found: BackTest) -> dict[str, Any]:
    errors = found.errors()
    rows = [
        {
            "month": month,
            "observed": f"{found.observed[i]:,.0f}",
            "model": f"{found.model[i]:,.0f}",
            "off": f"{100 * (found.model[i] / found.observed[i] - 1):+.1f} %",
            "naive": [f"{values[i]:,.0f}" for values in found.naive.values()],
            "told": i >= found.months.index(found.test.first_told),
        }
        for i, month in enumerate(found.months)
    ]
    best = min(errors, key=lambda name: errors[name])
    return {
        "test": found.test,
        "errors": {name: f"{value:.1f} %" for name, value in errors.items()},
        "inside": errors["model"] < TARGET,
        "best": best,
        "seeds": len(found.runs),
        "rows": rows,
        "naive": list(found.naive),
        "figure": figure(found),
    }


def figure(found: BackTest) -> str:
    """Stocks by month: observed, the model's mean and its seeds, the naive forecasts."""
    drawing, axes = panel(9.0, 3.6, (0.75, 0.75, 0.2, 0.15))
    at = range(len(found.months))
    for run in found.runs:
        axes.plot(at, run / 1000, color=paint("option-0"), lw=0.6, alpha=0.5)
    for (name, values), dashes in zip(found.naive.items(), ((4, 2), (1.4, 1.4)), strict=True):
        axes.plot(at, values / 1000, color=paint("muted"), lw=1.2, dashes=dashes, label=name)
    axes.plot(at, found.model / 1000, color=paint("option-0"), lw=2, label="model")
    axes.plot(at, found.observed / 1000, color=paint("ink"), lw=0, marker="o", ms=4, label="observed")
    free = found.months.index(found.test.first_told)
    if free:
        axes.axvspan(-0.5, free - 0.5, color=paint("line"), alpha=0.5, lw=0)
    step = max(1, len(found.months) // 9)
    axes.set_xticks(list(at)[::step])
    axes.set_xticklabels(found.months[::step])
    axes.set_xlim(-0.5, len(found.months) - 0.5)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("registered, thousand", color=paint("muted"))
    axes.legend(
        loc="lower center", bbox_to_anchor=(0.5, -0.32), ncols=4, frameon=False, fontsize=9, labelcolor=paint("ink")
    )
    label = f"{found.test.title}: stock by month, observed and forecast"
    return inline(drawing, f"backtest-{found.test.name}", label)
