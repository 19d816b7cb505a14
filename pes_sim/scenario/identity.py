"""What makes two scenarios the same run: a hash of everything results depend on, and of nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pes_sim.scenario.scenario import Scenario
    from pes_sim.scenario.trial import Trial

WORDS = {"source", "grade", "labour_force_source", "origin", "assumed", "labour_force_assumed"}
"""Keys that say where a figure comes from: results do not depend on them."""


def key(scenario: Scenario) -> str:
    """See `Scenario.key`."""
    return hashlib.sha256(json.dumps(resolved(scenario), sort_keys=True).encode()).hexdigest()


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Everything a run's results depend on but the seed, as plain JSON: figures, size, values, changes, targets."""
    content = {
        "figures": scenario.profile.figures.model_dump(),
        "start": scenario.start,
        "years": scenario.years,
        "scale": scenario.scale,
        "values": dict(scenario.values),
        "changes": [{"type": type(change).__name__, **asdict(change)} for change in scenario.changes],
        "targets": [asdict(target) for target in scenario.targets],
    }
    if scenario.trial is not None:
        content["trial"] = _plain(scenario.trial)
    found: Any = _canonical(content)
    return dict(found)


def _canonical(content: object) -> object:
    """Plain JSON without words, in which 1 and 1.0 are one."""
    if isinstance(content, dict):
        return {str(key): _canonical(value) for key, value in content.items() if key not in WORDS}
    if isinstance(content, (list, tuple)):
        return [_canonical(value) for value in content]
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, (int, float)) and not isinstance(content, bool):
        return float(content) + 0.0  # adding zero turns -0.0 into 0.0
    return content


def _plain(trial: Trial) -> dict[str, object]:
    """A trial with its sets in order."""
    eligible = {
        name: sorted(value) if isinstance(value, frozenset) else value for name, value in vars(trial.eligible).items()
    }
    treatments = [asdict(treatment) for treatment in trial.treatments]
    return {
        "eligible": eligible, "groups": list(trial.groups.items()), "follow": trial.follow, "lot": trial.lot,
        "treatments": treatments,
    }  # fmt: skip
