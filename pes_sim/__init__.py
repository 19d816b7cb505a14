"""pes_sim: an agent-based simulator of a public employment service, to compare strategies before they are bought.

The names below are the public interface. Each is imported when it is first used, so that ``import pes_sim`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pes_sim.analysis.comparison import Comparison
    from pes_sim.api import compare, load, run
    from pes_sim.kpis.definitions import KPIS
    from pes_sim.live.session import Session
    from pes_sim.model import PESModel
    from pes_sim.parameters import REGISTRY
    from pes_sim.runs.errors import CallError, RunError
    from pes_sim.runs.result import Result
    from pes_sim.runs.trace import Story, trace
    from pes_sim.scenario.problems import ScenarioError
    from pes_sim.scenario.scenario import Scenario
    from pes_sim.studies.study import Study

    __version__: str

__all__ = [
    "KPIS",
    "REGISTRY",
    "CallError",
    "Comparison",
    "PESModel",
    "Result",
    "RunError",
    "Scenario",
    "ScenarioError",
    "Session",
    "Story",
    "Study",
    "compare",
    "load",
    "run",
    "trace",
]

_HOMES = {
    "CallError": "pes_sim.runs.errors",
    "Comparison": "pes_sim.analysis.comparison",
    "KPIS": "pes_sim.kpis.definitions",
    "PESModel": "pes_sim.model",
    "REGISTRY": "pes_sim.parameters",
    "Result": "pes_sim.runs.result",
    "RunError": "pes_sim.runs.errors",
    "Scenario": "pes_sim.scenario.scenario",
    "ScenarioError": "pes_sim.scenario.problems",
    "Session": "pes_sim.live.session",
    "Story": "pes_sim.runs.trace",
    "Study": "pes_sim.studies.study",
    "compare": "pes_sim.api",
    "load": "pes_sim.scenario.loading",
    "run": "pes_sim.api",
    "trace": "pes_sim.runs.trace",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            found: Any = version("pes-sim")
        except PackageNotFoundError:
            found = "unknown"
    elif name in _HOMES:
        found = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'pes_sim' has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
