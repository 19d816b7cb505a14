"""The job behind the guided start: where doing nothing leads, and which options are worth a look first.

Every option of the library is flown once, briefly; the best by the KPIs that were chosen are then compared with several
seeds. Nothing is recommended that was not run for this service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from pes_sim import api
from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.trajectory import trajectories
from pes_sim.app.compare.request import checked_weights
from pes_sim.app.document import plain, rounded
from pes_sim.app.errors import AppError
from pes_sim.app.flights.spec import FlightSpec, Name, Strict, over, settled, within
from pes_sim.app.guide.questions import settings
from pes_sim.app.jobs.watch import Watch
from pes_sim.app.lookup.library import base as base_called
from pes_sim.app.lookup.library import entries
from pes_sim.app.lookup.numbers import kpi_name
from pes_sim.app.settings import Limits
from pes_sim.kpis.definitions import KPIS
from pes_sim.report.answer import option_answers
from pes_sim.scenario.problems import ScenarioError
from pes_sim.scenario.scenario import Scenario, Target

SCALE, YEARS, SCREEN_YEARS, SEEDS, FINALISTS, SHOWN = 400, 5, 4, 4, 5, 3


class TargetSpec(Strict):
    """A KPI at ``value`` by the end of ``year`` (1 is the first)."""

    kpi: Name
    value: Annotated[float, Field(allow_inf_nan=False)]
    year: int = Field(ge=1, le=YEARS)


class StartRequest(Strict):
    """Answers, the KPIs that matter, and targets."""

    base: Name
    answers: dict[Name, Annotated[str, Field(max_length=100)]] = Field({}, max_length=40)
    kpis: list[Name] = Field(min_length=1, max_length=8)
    targets: list[TargetSpec] = Field([], max_length=8)
    scale: int = Field(SCALE, ge=1, le=1_000_000)


def described(asked: StartRequest, limits: Limits) -> tuple[Scenario, dict[str, float], list[str]]:
    """The service that was described. Raises AppError, ScenarioError."""
    checked_weights(dict.fromkeys(asked.kpis, 1.0))
    ground = within(FlightSpec(base=asked.base, years=YEARS, scale=asked.scale), limits)
    values, told = settings(asked.answers, base_called(asked.base))
    for target in asked.targets:
        if KPIS[kpi_name(target.kpi)].direction == "neutral":
            raise AppError("invalid", f"{target.kpi} has no better direction, so it is no target")
    return settled(ground, values), values, told


def start(request: dict[str, Any], place: Path, shared: Any, limits: Limits) -> dict[str, Any]:
    """Do as ``request`` says; returns what the page shows."""
    asked = StartRequest.model_validate(request)
    ground, values, told = described(asked, limits)
    weights = dict.fromkeys(asked.kpis, 1.0)
    screened = _options(ground.sized(years=SCREEN_YEARS))
    weeks = ground.sized(years=SCREEN_YEARS).weeks * (1 + len(screened))
    final = SEEDS * (1 + FINALISTS) * ground.weeks
    screen = api.compare(
        ground.sized(years=SCREEN_YEARS), screened, seeds=1, workers=1, progress=Watch(shared, 0, weeks + final)
    )
    tried = [row for row in _scores(screen, weights) if row["name"] != ground.name]
    chosen = {row["name"] for row in tried[:FINALISTS]}
    whole = [option for option in _options(ground) if option.name in chosen]
    comparison = api.compare(ground, whole, SEEDS, workers=1, progress=Watch(shared, weeks, weeks + final))
    best = [row for row in _scores(comparison, weights) if row["name"] != ground.name][:SHOWN]
    return dict(
        plain(
            {
                "profile": {"base": asked.base, "settings": values, "told": told},
                "nothing": _nothing(comparison, asked, ground),
                "options": [_worth(comparison, row, asked.kpis) for row in best],
                "tried": tried,
            }
        )
    )


def _options(ground: Scenario) -> list[Scenario]:
    """Every option of the library that fits this service."""
    found = []
    for name, entry in entries().items():
        if entry.kind == "option":
            try:
                found.append(over(ground, name, "option"))
            except ScenarioError:
                continue  # it names systems that are not here, say
    return found


def _scores(comparison: Comparison, weights: Mapping[str, float]) -> list[dict[str, Any]]:
    """Options by score, best first; as good as the service as it is where nothing differs."""
    table = comparison.rank(weights)
    titles = {option.scenario.name: option.scenario.title for option in comparison.options}
    rows = table[table["criterion"] == "score"].to_dict("records")
    return [{"name": r["option"], "title": titles.get(r["option"], r["option"]), "score": r["value"]} for r in rows]


def _nothing(comparison: Comparison, asked: StartRequest, ground: Scenario) -> dict[str, Any]:
    """Where the service goes by itself, and whether that meets the targets."""
    base = comparison.baseline
    curves, years = {}, {}
    dates: Sequence[date] = ()
    for name in asked.kpis:
        found = trajectories(base, {}, name)
        dates = found.dates
        curve = found.levels[base.scenario.name]
        curves[name] = {"middle": rounded(curve.middle), "low": rounded(curve.low), "high": rounded(curve.high)}
        years[name] = [float(base.overall(name, years=(y, y + 1)).mean()) for y in range(ground.years)]
    return {
        "dates": dates, "curves": curves, "year_by_year": years,
        "targets": [_target(comparison, target, ground) for target in asked.targets],
        "told": [_direction(name, values) for name, values in years.items()],
    }  # fmt: skip


def _target(comparison: Comparison, target: TargetSpec, ground: Scenario) -> dict[str, Any]:
    """Whether doing nothing meets a target: by its year's mean, in each seed."""
    values = comparison.baseline.overall(target.kpi, years=(target.year - 1, target.year))
    higher = KPIS[target.kpi].direction == "higher"
    met = values >= target.value if higher else values <= target.value
    day = Target(target.kpi, target.value, ground.date_of(min(ground.weeks - 1, round(target.year * 52.18)))).by
    return {
        "kpi": target.kpi, "value": target.value, "by": day, "reached": float(values.mean()),
        "share_of_seeds": float(met.mean()),
    }  # fmt: skip


def _direction(name: str, years: Sequence[float]) -> str:
    """One sentence on where a KPI goes by itself."""
    kpi = KPIS[name]
    change = years[-1] - years[0]
    size = abs(change) / abs(years[0]) if years[0] else 0.0
    if size < 0.01:
        return f"{kpi.title}: stays about where it is."
    better = (change > 0) == (kpi.direction == "higher")
    by = f"{100 * size:.0f}"
    if better:
        return f"{kpi.title}: better by {by} % between the first year and the last."
    return f"{kpi.title}: worse by {by} % between the first year and the last."


def _worth(comparison: Comparison, row: dict[str, Any], kpis: Sequence[str]) -> dict[str, Any]:
    """One option worth a look: what it gains, what it pays, on what it leans."""
    name = row["name"]
    answer = next(a for a in option_answers(comparison) if a.name == name)
    scenario: Any = next(o.scenario for o in comparison.options if o.scenario.name == name)
    differences = [{"kpi": kpi, **_difference(comparison, kpi, name)} for kpi in kpis]
    return {
        "name": name, "title": row["title"], "score": row["score"], "why": [c.words for c in answer.gains],
        "pays": [c.words for c in answer.losses], "losers": answer.losers, "differences": differences,
        "assumes": list(scenario.assumes),
    }  # fmt: skip


def _difference(comparison: Comparison, kpi: str, name: str) -> dict[str, Any]:
    d = comparison.differences[kpi, name]
    return {
        "baseline": d.baseline, "difference": d.difference, "ci_low": d.ci_low, "ci_high": d.ci_high,
        "verdict": d.verdict, "unit": KPIS[kpi].unit,
    }  # fmt: skip
