"""The Python interface: load a scenario, run it, compare options with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.joining import joined
from pes_sim.analysis.sequential import Stopping
from pes_sim.analysis.winners import person_changes
from pes_sim.kpis.definitions import KPIS
from pes_sim.runs.errors import CallError
from pes_sim.runs.pool import Runs, run_seeds, seed_list
from pes_sim.runs.progress import Progress, watcher
from pes_sim.runs.provenance import made_with
from pes_sim.runs.result import Result
from pes_sim.runs.simulate import same_people
from pes_sim.scenario.catalogue import kind_of
from pes_sim.scenario.laying import lay
from pes_sim.scenario.loading import load
from pes_sim.scenario.problems import nearest
from pes_sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from pes_sim.analysis.uncertainty.doubt import Doubt

__all__ = ["CallError", "compare", "laid_over", "load", "run"]

Name = str | Path
Seeds = int | Collection[int]
FEWEST_FUTURES, MOST_FUTURES = 5, 1000
Groups = Sequence[Sequence[Scenario]]


def run(
    base: Scenario | Name, seeds: Seeds = 20, workers: int | None = None, progress: Progress | bool | None = None
) -> Result:
    """Run ``base`` once a seed.

    ``seeds`` is how many (1 to N) or which; ``workers`` how many processes (as many as cores, unless said; results
    do not depend on it). ``progress``: True for a bar on the error stream, False for none, None for a bar in a
    terminal, or a Progress of your own. Raises ScenarioError for a scenario that cannot be used, CallError for
    other wrong arguments, RunError for a run that broke off.
    """
    scenario = base if isinstance(base, Scenario) else load(base)
    chosen = seed_list(seeds)
    began = time.monotonic()
    runs = run_seeds([scenario], chosen, watcher(progress), workers)
    return _results([scenario], chosen, runs, time.monotonic() - began)[0]


def compare(
    base: Scenario | Name,
    options: Scenario | Name | Iterable[Scenario | Name],
    seeds: Seeds = 20,
    workers: int | None = None,
    progress: Progress | bool | None = None,
    contribution_of: str | Collection[str] = (),
    futures: int = 0,
    until: Mapping[str, float] | None = None,
) -> Comparison:
    """Run ``base`` and every option with the same seeds, paired: same people, same luck.

    An option is a scenario, or the name or path of a file that is laid over ``base``; it must have the base's
    start, years and scale. For each mechanism named in ``contribution_of`` all of it is run once more with that
    mechanism switched off; see `Comparison.contributions`. With ``futures`` everything is run in so many plausible
    futures besides, and what would turn the ranking is looked for; see `Comparison.doubt`. ``until`` maps KPIs to
    half-widths of the 95 % interval: seeds are added, up to all of ``seeds``, until every option's difference is
    known that well; see `pes_sim.analysis.sequential`. The other arguments and errors are those of `run`.
    """
    baseline = base if isinstance(base, Scenario) else load(base)
    listed = [options] if isinstance(options, (Scenario, str, Path)) else list(options)
    scenarios = [baseline, *(o if isinstance(o, Scenario) else laid_over(o, baseline) for o in listed)]
    _comparable(scenarios)
    ablated = _ablated(scenarios, [contribution_of] if isinstance(contribution_of, str) else contribution_of)
    chosen = seed_list(seeds)
    refuse_futures(futures)
    once = partial(_compared, scenarios, ablated, workers, progress)
    comparison = _until(once, chosen, until) if until else once(chosen)
    if not futures:
        return comparison
    return replace(comparison, doubt=_doubt(comparison, scenarios, futures, workers, watcher(progress)))


def _compared(
    scenarios: list[Scenario], ablated: Mapping[str, list[Scenario]], workers: int | None,
    progress: Progress | bool | None, seeds: tuple[int, ...],
) -> Comparison:  # fmt: skip
    """Run the scenarios, and those with a mechanism off, once a seed."""
    everything = [*scenarios, *(scenario for each in ablated.values() for scenario in each)]
    began = time.monotonic()
    followed = [place for place, s in enumerate(scenarios) if place and same_people(scenarios[0], s)]
    weigh = partial(person_changes, weight=float(scenarios[0].scale))
    runs = run_seeds(everything, seeds, watcher(progress), workers, weigh, followed)
    results = iter(_results(everything, seeds, runs, time.monotonic() - began))
    whole, *without = ([next(results) for _ in scenarios] for _ in range(1 + len(ablated)))
    people = {scenarios[place].name: runs.people[place] for place in followed}
    parts = {name: Comparison(found[0], found[1:]) for name, found in zip(ablated, without, strict=True)}
    return Comparison(whole[0], whole[1:], people, without=parts)


def _until(
    once: Callable[[tuple[int, ...]], Comparison], seeds: tuple[int, ...], wanted: Mapping[str, float]
) -> Comparison:
    """As many of ``seeds`` as it takes for intervals as narrow as ``wanted``. Raises CallError."""
    for name in wanted:
        if name not in KPIS:
            near = nearest(name, KPIS)
            raise CallError(f"no KPI {name!r} to be sure of" + (f"; nearest: {', '.join(near)}" if near else ""))
    rule = Stopping(wanted, len(seeds))
    comparison = once(seeds[: rule.begin])
    while (more := rule.next(comparison.differences, len(comparison.baseline.seeds))) is not None:
        comparison = joined(comparison, once(seeds[len(comparison.baseline.seeds) : more]))
    return comparison


def refuse_futures(number: int) -> None:
    """Raise CallError for a number of futures that nothing can be told from."""
    if number and not FEWEST_FUTURES <= number <= MOST_FUTURES:
        raise CallError(f"{number} futures; expected {FEWEST_FUTURES} to {MOST_FUTURES}, or 0 for none")


def _doubt(
    comparison: Comparison, scenarios: list[Scenario], futures: int, workers: int | None, progress: Progress
) -> Doubt:
    from pes_sim.analysis.uncertainty.doubt import doubt
    from pes_sim.runs.run_table import run_groups

    def run_all(groups: Groups, heads: Sequence[dict[str, object]], seeds: Sequence[int]) -> pd.DataFrame:
        return run_groups(groups, heads, seeds, progress, workers)

    return doubt(comparison, scenarios, run_all, futures)


def _ablated(scenarios: list[Scenario], mechanisms: Collection[str]) -> dict[str, list[Scenario]]:
    """By mechanism: all ``scenarios`` with it switched off. Raises ScenarioError, CallError."""
    already = [name for name in mechanisms if any(name in scenario.off for scenario in scenarios)]
    if already:
        raise CallError(f"{', '.join(already)}: switched off throughout, so nothing shows what it contributes")
    scenarios[0].without(*mechanisms)  # every unknown name at once
    return {name: [scenario.without(name) for scenario in scenarios] for name in mechanisms}


def laid_over(name: Name, base: Scenario) -> Scenario:
    """The file called ``name`` as an alternative to ``base``, at its size.

    An option or a shock is laid over ``base``; a scenario or case stands on a profile of its own. Changes dated
    beyond a horizon that was shortened stay in it and do not happen. Raises ScenarioError.
    """
    if kind_of(name) in ("option", "shock"):
        whole = max(base.years, base.profile.years)
        return lay(name, base.sized(years=whole)).sized(years=base.years)
    return load(name).without(*base.off).sized(base.scale, base.years, base.start)


def _comparable(scenarios: list[Scenario]) -> None:
    base, *options = scenarios
    if not options:
        raise CallError("nothing to compare with: expected at least one option")
    names = [scenario.name for scenario in scenarios]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CallError(f"two of the scenarios compared are called {', '.join(twice)}; expected each name once")
    for option in options:
        if (option.start, option.years, option.scale) != (base.start, base.years, base.scale):
            raise CallError(
                f"{option.name} ({_size(option)}) cannot be compared with {base.name} ({_size(base)}): "
                "expected the same start, years and scale; see Scenario.sized"
            )


def _size(scenario: Scenario) -> str:
    return f"{scenario.years} years from {scenario.start}, scale {scenario.scale}"


def _results(scenarios: list[Scenario], seeds: tuple[int, ...], runs: Runs, seconds: float) -> list[Result]:
    made = made_with(seconds)
    return [
        Result(scenario, seeds, counters, {**made, "key": scenario.key()})
        for scenario, counters in zip(scenarios, runs.counters, strict=True)
    ]
