"""What other tools ask for: a SALib problem from the parameter registry, and an ema_workbench model.

Neither tool is needed to import this; ema_workbench comes with the extra science.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import numpy as np

from pes_sim.api import laid_over
from pes_sim.kpis.definitions import HEADLINE, KPIS
from pes_sim.kpis.unknown import UnknownKPI
from pes_sim.parameters import REGISTRY, Parameter, UnknownParameter
from pes_sim.runs.errors import CallError
from pes_sim.runs.simulate import simulate_together
from pes_sim.runs.store.keys import under
from pes_sim.runs.store.record import kpi_names, record_of
from pes_sim.scenario.loading import load
from pes_sim.scenario.scenario import Scenario

DOT = "__"
"""What stands for a dot in the names of ema_workbench, which must be names of Python."""


def uncertainties(*patterns: str) -> list[Parameter]:
    """Parameters of kind uncertainty whose path fits one of ``patterns`` (all without one). Raises CallError."""
    found = [
        parameter
        for path, parameter in REGISTRY.items()
        if parameter.kind == "uncertainty" and parameter.low < parameter.high
        if not patterns or any(fnmatchcase(path, pattern) for pattern in patterns)
    ]
    if not found:
        raise CallError(f"no uncertainty fits {', '.join(patterns)}; see `pes-sim parameters`")
    return found


def salib_problem(*patterns: str) -> dict[str, Any]:
    """What SALib calls a problem: names and plausible ranges of the uncertainties that fit ``patterns``."""
    found = uncertainties(*patterns)
    return {
        "num_vars": len(found),
        "names": [parameter.path for parameter in found],
        "bounds": [[parameter.low, parameter.high] for parameter in found],
    }


def evaluate(
    base: Scenario | str | Path,
    futures: Sequence[Mapping[str, float]],
    kpis: Sequence[str] = HEADLINE,
    options: Sequence[str | Path] = (),
    seed: int = 1,
) -> dict[str, np.ndarray[Any, np.dtype[np.float64]]]:
    """Run ``base`` and ``options`` in each of ``futures`` with one seed, here: option to [future, KPI].

    For many runs use a study, which stores them. Raises ScenarioError, UnknownKPI, CallError, RunError.
    """
    root = base if isinstance(base, Scenario) else load(base)
    for name in kpis:
        if name not in KPIS:
            raise UnknownKPI(name, tuple(KPIS))
    for path in {path for future in futures for path in future}:
        if path not in REGISTRY:
            raise CallError(str(UnknownParameter(path, REGISTRY.nearest(path))))
    arms = [root, *(laid_over(option, root) for option in options)]
    places = [kpi_names()[name] for name in kpis]
    found = {arm.name: np.full((len(futures), len(kpis)), np.nan) for arm in arms}
    for row, future in enumerate(futures):
        for place, run in simulate_together([under(arm, future) for arm in arms], seed):
            found[arms[place].name][row] = record_of(run).kpis[places]
    return found


def ema_model(
    base: Scenario | str | Path,
    options: Sequence[str | Path] = (),
    patterns: Sequence[str] = (),
    kpis: Sequence[str] = HEADLINE,
    seeds: int = 1,
) -> Any:
    """An `ema_workbench.Model`: uncertainties from the registry, the option as its lever, KPIs as outcomes.

    A KPI is the mean over ``seeds`` worlds. In ema_workbench's words a "scenario" is what is called a future here.
    Dots of paths are two underscores there. Raises CallError where ema_workbench is not installed.
    """
    try:
        import ema_workbench as ema
    except ImportError:
        raise CallError("ema_workbench is not installed: pip install 'pes-sim[science]'") from None
    root = base if isinstance(base, Scenario) else load(base)
    arms = {arm.name: arm for arm in (root, *(laid_over(option, root) for option in options))}
    model = ema.Model("pes", function=_function(arms, tuple(kpis), seeds))
    model.uncertainties = [ema.RealParameter(p.path.replace(".", DOT), p.low, p.high) for p in uncertainties(*patterns)]
    model.levers = [ema.CategoricalParameter("option", list(arms))]
    kinds = {"higher": ema.ScalarOutcome.MAXIMIZE, "lower": ema.ScalarOutcome.MINIMIZE}
    model.outcomes = [
        ema.ScalarOutcome(name, kind=kinds.get(KPIS[name].direction, ema.ScalarOutcome.INFO)) for name in kpis
    ]
    return model


def _function(arms: Mapping[str, Scenario], kpis: tuple[str, ...], seeds: int) -> Callable[..., dict[str, float]]:
    """What ema_workbench calls for each experiment."""

    def run(option: str, **values: float) -> dict[str, float]:
        future = {name.replace(DOT, "."): value for name, value in values.items()}
        rows = [evaluate(arms[option], [future], kpis, seed=seed)[option][0] for seed in range(1, 1 + seeds)]
        return dict(zip(kpis, np.mean(rows, axis=0).tolist(), strict=True))

    return run
