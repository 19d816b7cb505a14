"""What each lever does, measured: every trial of the table against its baseline, paired by seed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pes_sim.analysis.lever_trials import TRIALS, Trial
from pes_sim.analysis.paired import Paired, paired
from pes_sim.kpis.definitions import KPIS
from pes_sim.runs.errors import CallError
from pes_sim.runs.pool import run_seeds
from pes_sim.runs.progress import Progress
from pes_sim.runs.result import Result
from pes_sim.scenario.laying import lay
from pes_sim.scenario.problems import nearest
from pes_sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Effect:
    """One trial and what came of it: ``before`` is the lever's value in the trial's baseline."""

    trial: Trial
    before: float
    after: float
    found: Paired

    @property
    def moved(self) -> str:
        """Which way the KPI went beyond its interval: higher, lower, unclear or same."""
        if self.found.verdict in ("same", "undefined"):
            return self.found.verdict
        if not abs(self.found.difference) > self.found.half_width:
            return "unclear"
        return "higher" if self.found.difference > 0 else "lower"

    @property
    def as_said(self) -> bool:
        """Whether the lever did what its mechanism says."""
        return self.moved == self.trial.expect

    @property
    def verdict(self) -> str:
        """As said, or not and why, as far as that is known."""
        return "yes" if self.as_said else f"no: {self.trial.known or self.moved}"


def trials_of(levers: Collection[str] | None = None) -> list[Trial]:
    """The trials of ``levers`` (all, unless said). Raises CallError for a lever without one."""
    known = {trial.lever for trial in TRIALS}
    for lever in levers or ():
        if lever not in known:
            near = ", ".join(nearest(lever, known)) or "see `pes-sim parameters`"
            raise CallError(f"there is no lever {lever!r}; nearest: {near}")
    return [trial for trial in TRIALS if not levers or trial.lever in levers]


def try_levers(
    base: Scenario, seeds: Sequence[int], watch: Progress, trials: Sequence[Trial] = TRIALS, workers: int | None = None
) -> list[Effect]:
    """Run every trial over ``base`` with the same ``seeds``. Raises ScenarioError, RunError."""
    grounds: dict[tuple[object, ...], Scenario] = {}
    pairs: list[tuple[Scenario, Scenario]] = []
    for n, trial in enumerate(trials):
        ground = grounds.setdefault(_ground(trial), _laid(base, trial, f"ground {len(grounds)}"))
        pairs.append((ground, ground.change(trial.lever, trial.to, name=f"trial {n}")))
    scenarios = [*grounds.values(), *(option for _, option in pairs)]
    counters = run_seeds(scenarios, tuple(seeds), watch, workers).counters
    results = {s.name: Result(s, tuple(seeds), found, {}) for s, found in zip(scenarios, counters, strict=True)}
    return [_effect(trial, ground, option, results) for trial, (ground, option) in zip(trials, pairs, strict=True)]


def _ground(trial: Trial) -> tuple[object, ...]:
    return (trial.over, *sorted(trial.alongside.items()))


def _laid(base: Scenario, trial: Trial, name: str) -> Scenario:
    ground = base if trial.over is None else _over(base, trial.over)
    for path, value in trial.alongside.items():
        ground = ground.change(path, value)
    return replace(ground, name=name)


def _over(base: Scenario, option: str) -> Scenario:
    # laid over the whole horizon, so that a change beyond a shortened one is no mistake
    return lay(option, base.sized(years=max(base.years, base.profile.years))).sized(years=base.years)


def _effect(trial: Trial, ground: Scenario, option: Scenario, results: dict[str, Result]) -> Effect:
    before = ground.values[trial.lever]
    for change in ground.changes:
        if getattr(change, "path", None) == trial.lever and change.week == 0:
            before = change.target(before)  # type: ignore[union-attr]
    after = option.changes[-1].target(before)  # type: ignore[union-attr]
    kpi = KPIS[trial.kpi]
    found = paired(results[ground.name].overall(trial.kpi), results[option.name].overall(trial.kpi), kpi.direction)
    return Effect(trial, before, after, found)
