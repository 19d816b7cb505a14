"""What experiments measured, kept by content: the same experiment under the same model is not run again."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from pes_sim.runs.experiment import Experiment
from pes_sim.runs.provenance import model_version
from pes_sim.whole_file import whole_file

Values = dict[str, list[float | None]]
"""What was read, one value a seed, by the label of the term; None where it is not defined."""


def key(experiment: Experiment, seeds: tuple[int, ...]) -> str:
    """SHA-256 (hex) of all that what is measured depends on; titles, ranges and reasons are left out."""
    content = {
        "model": model_version("runs"),  # what is measured is read there
        "arms": {name: arm.key() for name, arm in experiment.arms.items()},
        "values": dict(experiment.base.values),
        "portfolios": {n: [(s, asdict(plan)) for s, plan in p] for n, p in experiment.portfolios.items()},
        "draws": experiment.draws,
        "seeds": seeds,
        "terms": sorted(term.label() for term in experiment.terms()),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def kept(folder: Path, experiment: Experiment, seeds: tuple[int, ...]) -> Values | None:
    """What was measured before, if it was and can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(_file(folder, experiment, seeds).read_text(encoding="utf-8"))["values"]
        if set(found) == {term.label() for term in experiment.terms()}:
            return {str(name): list(values) for name, values in found.items()}
    return None


def keep(folder: Path, experiment: Experiment, seeds: tuple[int, ...], values: Values) -> None:
    """Keep what was measured, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(_file(folder, experiment, seeds)) as temporary:
        text = json.dumps({"experiment": experiment.id, "seeds": seeds, "values": values}, indent=1)
        temporary.write_text(text, encoding="utf-8")


def _file(folder: Path, experiment: Experiment, seeds: tuple[int, ...]) -> Path:
    return folder / f"{experiment.id}-{key(experiment, seeds)[:16]}.json"
