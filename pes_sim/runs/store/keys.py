"""What makes a run the same run: the resolved scenario, the future, the seed and the model's version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pes_sim.runs.provenance import model_version
from pes_sim.scenario.changes import Origin
from pes_sim.scenario.scenario import Scenario

Future = Mapping[str, float]
"""One sampled value for each uncertain parameter, by path."""


@dataclass(frozen=True)
class Keyed:
    """A scenario with its key, which takes a millisecond to work out and is asked for with every run."""

    scenario: Scenario
    key: str

    @classmethod
    def of(cls, scenario: Scenario) -> Keyed:
        """``scenario`` with its key."""
        return cls(scenario, scenario.key())

    def run_key(self, future: Future, seed: int) -> str:
        """SHA-256 (hex) of all that the run's results depend on.

        A value of ``future`` that the scenario has anyway is left out: the run without it is the same run.
        """
        other = {path: value for path, value in future.items() if value != self.scenario.values[path]}
        content = [self.key, sorted(other.items()), seed, model_version()]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def under(scenario: Scenario, future: Future) -> Scenario:
    """``scenario`` in ``future``: its values hold from before the warm-up on."""
    if not future:
        return scenario
    origin = (Origin("sampled by the study"),)
    setters = dict(scenario.setters) | dict.fromkeys(future, origin)
    return replace(scenario, values={**scenario.values, **future}, setters=setters)
