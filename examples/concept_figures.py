"""Draw the figures of docs/concepts/, one a concept, from runs of the simulator.

    python examples/concept_figures.py                                                  # all five, as in the docs
    python examples/concept_figures.py --only legacy                                    # one of them
    python examples/concept_figures.py --scale 4000 --years 3 --seeds 2 --out results   # a quick look

The first command made the pictures in docs/img/. Each figure has a size of its own (SIZES) unless one is given. Lines
are medians over seeds, bands hold eight seeds in ten.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import matplotlib
import numpy as np
import typer
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

import pes_sim as pes
from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.evaluation import ratio
from pes_sim.processes.steering.seen import seen
from pes_sim.report.palette import LIGHT, OPTIONS_LIGHT, dashes
from pes_sim.runs.projects import Fates, draw_fates
from pes_sim.scenario.changes import ProjectPlan

YEAR = 52
POST = 78_000 / 104_500
"""Euro a minute of a post: what it costs a year over its working minutes (experiment automation_portfolio)."""
SEEDS_IN_BAND = (10, 90)
STYLE = {
    "svg.hashsalt": "pes_sim",
    "svg.fonttype": "none",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": LIGHT["muted"],
    "axes.labelcolor": LIGHT["muted"],
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.color": LIGHT["muted"],
    "ytick.color": LIGHT["muted"],
    "text.color": LIGHT["ink"],
    "path.simplify_threshold": 0.5,
}


@dataclass(frozen=True)
class Size:
    """How much is simulated: people a simulated person, years, seeds, processes."""

    scale: int
    years: int
    seeds: int
    workers: int = 2

    @property
    def base(self) -> pes.Scenario:
        """Austria at this size."""
        return pes.load("austria").sized(scale=self.scale, years=self.years)

    def __str__(self) -> str:
        return f"Austria, {self.years} years, {self.seeds} seeds, 1 simulated person for {self.scale}."


SIZES = {
    "legacy": Size(2000, 12, 16),
    "projects": Size(2000, 1, 20),
    "channels": Size(400, 5, 6),
    "steering": Size(400, 5, 6),
    "automation": Size(2000, 10, 20),
}
"""Systems, projects and automated rules are one to one at any scale: where only they are shown, scale may be coarse."""


def main(
    only: Annotated[list[str] | None, typer.Option(help=f"One of {', '.join(SIZES)}; may be repeated.")] = None,
    scale: int | None = None,
    years: int | None = None,
    seeds: int | None = None,
    workers: int = 2,
    out: Path = Path("docs/img"),
) -> None:
    if wrong := sorted(set(only or []) - set(SIZES)):
        raise typer.BadParameter(f"no figure called {', '.join(wrong)}; there are {', '.join(SIZES)}")
    out.mkdir(parents=True, exist_ok=True)
    given = {"scale": scale, "years": years, "seeds": seeds}
    for name in only or SIZES:
        size = replace(SIZES[name], workers=workers, **{key: n for key, n in given.items() if n is not None})
        with matplotlib.rc_context(STYLE):
            figure = FIGURES[name](size)
            drawing = io.StringIO()
            figure.savefig(drawing, format="svg", metadata={"Date": None})
        text = drawing.getvalue().replace("'DejaVu Sans'", "Arial, 'DejaVu Sans', sans-serif")
        (out / f"{name}.svg").write_text(text, encoding="utf-8")
        print(f"wrote {out / name}.svg")


# The five figures.


def legacy(size: Size) -> Figure:
    """The trap and three ways out of it or not: what runs costs, and what is left to change anything."""
    options = ["legacy_leave_alone", "legacy_strangler", "legacy_big_bang"]
    found = pes.compare(size.base, options, seeds=size.seeds, workers=size.workers)
    names = ["as today", "looked after, 8 % more money", "replaced piece by piece", "replaced in one go"]
    figure, (left, right) = canvas("Old systems eat the money for change, until one of them goes", str(size))
    for place, (name, result) in enumerate(zip(names, [found.baseline, *found.options], strict=True)):
        lines(left, result.moving("it_run_cost", weeks=YEAR), place, name, band=place in (0, 2))
        lines(right, result.moving("change_money", weeks=YEAR), place, name, band=place in (0, 2))
    label(left, "Running what there is", "million euro a year")
    label(right, "Left for projects", "million euro a year")
    left.legend(frameon=False, loc="upper left", fontsize=9)
    return figure


def projects(size: Size) -> Figure:
    """One plan, cut three ways: how often it ends how far over budget; and what late users cost when it is stopped."""
    plan = ProjectPlan(
        name="programme", kind="digital_service", method="waterfall", budget_meur=100, planned_weeks=208,
        increment_weeks=208, delivers=(),
    )  # fmt: skip
    ways = {"in one go": 208, "yearly releases": 52, "quarterly releases": 13}
    note = f"One plan of EUR 100 m and four years that touches no old system, drawn {size.seeds * 10_000:,} times each."
    figure, (left, right) = canvas("Cut smaller, the same programme explodes less often", note)
    for place, (name, weeks) in enumerate(ways.items()):
        cost = np.sort(np.concatenate([fates.cost for fates in drawn(replace(plan, increment_weeks=weeks), size)]))
        chance = 1 - np.arange(len(cost)) / len(cost)
        some = np.unique(np.geomspace(1, len(cost), 400).astype(int)) * -1
        left.plot(cost[some], chance[some], color=OPTIONS_LIGHT[place], dashes=dashes(place), label=name)
    left.set(xscale="log", yscale="log", xlim=(0.9, 31), ylim=(0.003, 1))
    left.set_xticks([1, 1.5, 2, 3, 5, 10, 30], labels=["1", "1.5", "2", "3", "5", "10", "30"])
    left.set_yticks([0.01, 0.03, 0.1, 0.3, 1], labels=["1 %", "3 %", "10 %", "30 %", "100 %"])
    left.minorticks_off()
    label(left, "Chance to end beyond", "share of programmes", "real cost over planned cost")
    left.legend(frameon=False, loc="upper right", fontsize=9)
    bars = {
        "in one go,\nusers at 90 %": replace(plan, field_exposure=0.9),
        "in one go,\npilot at 5 %": replace(plan, field_exposure=0.05),
        "yearly\nreleases": replace(plan, increment_weeks=52),
        "quarterly\nreleases": replace(plan, increment_weeks=13),
    }
    for place, (name, cut) in enumerate(bars.items()):
        fates = drawn(cut, size)
        lost = 100 * float(np.mean([f.lost.mean() for f in fates]))
        stopped = 100 * float(np.mean([f.cancelled.mean() for f in fates]))
        right.bar(name, lost, color=OPTIONS_LIGHT[max(place - 1, 0)], alpha=1 if place != 1 else 0.55, width=0.6)
        right.text(place, lost, f"{lost:.1f}\n{stopped:.0f} in 100 stopped", ha="center", va="bottom", fontsize=8.5)
    right.margins(y=0.2)
    label(right, "Written off by stopping", "euro of each 100 planned, mean over all programmes", "")
    return figure


def drawn(plan: ProjectPlan, size: Size) -> list[Fates]:
    """Fates of ``plan`` by the model's own rules, with nobody in its way."""
    base = size.base
    return [
        draw_fates([(1.0, plan)], base.profile.figures.systems.rows, base.values, seed, 10_000)
        for seed in range(size.seeds)
    ]


def channels(size: Size) -> Figure:
    """Asking, obliging, and obliging while counters go: what is done digitally, with whose help, what is given up."""
    bound = size.base.change("channels.portal.mandate", 1, at=f"+{YEAR} weeks", name="mandate")
    cut = bound.change("channels.counter.hours", "-50%", at=f"+{2 * YEAR} weeks", ramp="26 weeks")
    cut = cut.change("staffing.front", "-50%", at=f"+{2 * YEAR} weeks", ramp="26 weeks", name="mandate, counters cut")
    found = pes.compare(size.base, ["digital_first_counters_kept", bound, cut], seeds=size.seeds, workers=size.workers)
    names = [
        "as today",
        "better portal, nobody obliged",
        "everybody obliged after a year",
        "the same, counters halved a year later",
    ]
    figure, axes = canvas("A mandate moves the number at once; the need for help stays", str(size), columns=3)
    shown = {
        "digital_take_up": ("Done digitally", "all"),
        "assisted_any": ("Digital, with somebody's help", "all"),
        "claims_given_up": ("Claims given up, low digital skill", "digital_skill:low"),
    }
    for axis, weeks, (kpi, (title, segment)) in zip(axes, (26, 26, YEAR), shown.items(), strict=True):
        for place, (name, result) in enumerate(zip(names, [found.baseline, *found.options], strict=True)):
            lines(axis, result.moving(kpi, segment, weeks=weeks), place, name, band=False)
        label(axis, title, f"share, last {weeks} weeks")
        axis.yaxis.set_major_formatter(PercentFormatter(1, decimals=1 if axis is axes[2] else 0))
        axis.set_ylim(bottom=0)
    axes[0].set_ylim(0, 1)
    figure.subplots_adjust(top=0.74)
    figure.legend(
        *axes[0].get_legend_handles_labels(),
        loc="upper left",
        bbox_to_anchor=(0.0, 0.925),
        ncols=4,
        frameon=False,
        fontsize=8.5,
        columnspacing=1.2,
    )
    return figure


def steering(size: Size) -> Figure:
    """What is seen of what happens; what moving staff and money does; what a target counts when much is at stake."""
    found = pes.compare(size.base, ["agile_steering", "high_stakes_targets"], seeds=size.seeds, workers=size.workers)
    figure, (left, middle, right) = canvas(
        "One steers by what is on record, and gets what is counted", str(size), columns=3
    )
    true, view = watched(size.base, "unmet_need_share")
    left.plot(years_of(true), true, color=LIGHT["ink"], label="as it is")
    left.plot(years_of(view), view, color=OPTIONS_LIGHT[0], dashes=dashes(1), label="as the organisation sees it")
    label(left, "Needs given up, one world", "share, last 26 weeks")
    names = ["as today", "reviewed by the quarter", "reviewed by the year, much at stake"]
    for place, (name, result) in enumerate(zip(names, [found.baseline, *found.options], strict=True)):
        lines(middle, result.moving("claims_in_time", weeks=26), place, name, band=False)
    label(middle, "Claims settled in time", "share, last 26 weeks")
    counted = {"ltu_share": "as the target counts it", "ltu_share_bridged": "breaks of up to 62 days bridged"}
    for place, (kpi, name) in enumerate(counted.items()):
        gained = found.options[1].moving(kpi, weeks=26) - found.baseline.moving(kpi, weeks=26)
        lines(right, 100 * gained, place, name)
    label(right, "Out of work over a year", "points against today, where much is at stake")
    right.set_ylim(bottom=-3)
    for axis in (left, middle):
        axis.yaxis.set_major_formatter(PercentFormatter(1, decimals=1 if axis is left else 0))
        axis.set_ylim(0.5 if axis is middle else 0, 1 if axis is middle else None)
    for axis in (left, middle, right):
        axis.legend(frameon=False, fontsize=8.5, loc="lower left")
    return figure


def watched(scenario: pes.Scenario, kpi: str, weeks: int = YEAR // 2) -> tuple[Any, Any]:
    """``kpi`` of one world as it is, and as the organisation sees it in that week; means over the last ``weeks``."""
    model, true, view = pes.PESModel(scenario, seed=1), [], []
    definition = pes.KPIS[kpi]
    while model.week < scenario.weeks:
        model.step()
        if model.week > 0:
            true.append(ratio(definition, model.history[-1][:, 0], COUNTERS))
            view.append(seen(model, kpi))
    return tuple(
        np.array([np.nanmean(each[week - weeks : week]) if week >= weeks + 8 else np.nan for week in range(len(each))])
        for each in (true, view)
    )


def automation(size: Size) -> Figure:
    """What an automation option saves and costs as it goes on, and the worlds in which a fault is found late."""
    found = pes.compare(size.base, ["automation"], seeds=size.seeds, workers=size.workers)
    (option,) = found.options

    def more(*counters: str) -> Any:
        places = [option.counter_names.index(counter) for counter in counters]
        added = (option.counters - found.baseline.counters)[:, :, places, 0].sum(axis=2, dtype=float)
        return added.cumsum(axis=1) / 1e6

    figure, (left, right) = canvas("Automation pays slowly; what goes wrong is rare, large and late", str(size))
    lines(left, -POST * more("caseworker_admin_minutes", "back_minutes_used"), 0, "staff time saved, in money")
    lines(left, more("project_spend"), 1, "spent on the projects")
    label(left, "Added up since the start", "million euro")
    added = more("cost_repaid")
    worse = int((added[:, -1] > more("project_spend")[:, -1]).sum())
    for repaid in added:
        right.plot(years_of(repaid), repaid, color=OPTIONS_LIGHT[2], linewidth=0.8, alpha=0.6)
    label(
        right,
        "Repaid for wrong decisions, a line a world",
        f"million euro; in {worse} of {len(added)} more than the projects cost",
    )
    left.legend(frameon=False, loc="lower right", fontsize=9)
    return figure


FIGURES: dict[str, Callable[[Size], Figure]] = {
    "legacy": legacy,
    "projects": projects,
    "channels": channels,
    "steering": steering,
    "automation": automation,
}


# How they look.


def canvas(title: str, note: str, columns: int = 2) -> tuple[Figure, list[Axes]]:
    """An empty figure with a title that says what it shows and a note on what was simulated."""
    figure = Figure(figsize=(9.4, 4.2))
    axes = figure.subplots(1, columns)
    figure.subplots_adjust(left=0.075, right=0.985, top=0.80, bottom=0.18, wspace=0.26)
    figure.text(0.012, 0.94, title, fontsize=13, fontweight="bold")
    figure.text(0.012, 0.02, note, fontsize=8.5, color=LIGHT["muted"])
    return figure, list(axes)


def lines(axis: Axes, values: Any, place: int, name: str, band: bool = True) -> None:
    """The median over seeds of ``values`` (seed, week), with a band that holds eight seeds in ten."""
    known = np.isfinite(values).any(axis=0)
    weeks, values = years_of(values[0])[known], values[:, known]
    colour = OPTIONS_LIGHT[place]
    if band and len(values) > 1:
        low, high = np.nanpercentile(values, SEEDS_IN_BAND, axis=0)
        axis.fill_between(weeks[::4], low[::4], high[::4], color=colour, alpha=0.13, linewidth=0)
    axis.plot(weeks, np.nanmedian(values, axis=0), color=colour, dashes=dashes(place), label=name)


def years_of(values: Any) -> Any:
    """Years since the start at the end of each week."""
    return (np.arange(len(values)) + 1) / YEAR


def label(axis: Axes, title: str, unit: str, below: str = "years since the start") -> None:
    axis.set_title(f"{title}\n", pad=4)
    axis.text(0, 1.02, unit, transform=axis.transAxes, fontsize=9, color=LIGHT["muted"], va="bottom")
    axis.set_xlabel(below, fontsize=9)


if __name__ == "__main__":
    typer.run(main)
