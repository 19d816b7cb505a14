"""Which experiments there are: those in ./experiments/validation, then those that come with the package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pes_sim.runs.experiment import Experiment
from pes_sim.runs.experiment_reading import read_experiment
from pes_sim.scenario.problems import Fault, Problem, ScenarioError, nearest
from pes_sim.scenario.rules import vocabulary
from pes_sim.scenario.yaml_source import SUFFIXES


def packaged() -> Path:
    """The folder of experiments that come with the package: inside a wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_experiments"
    return (inside if inside.is_dir() else package.parent / "experiments") / "validation"


def paths() -> dict[str, Path]:
    """Every experiment by its id, which is its file's name; where two folders hold an id, the first wins."""
    found: dict[str, Path] = {}
    for folder in (Path("experiments") / "validation", packaged()):
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.suffix in SUFFIXES and not path.name.startswith("."):
                    found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def find(name: str) -> Path:
    """The file of the experiment called ``name``, or ``name`` as a path. Raises Fault."""
    known = paths()
    if name in known:
        return known[name]
    if name.endswith(SUFFIXES):
        return Path(name)
    near = nearest(name, known)
    raise Fault(f"no experiment {name!r}", "a name in experiments/validation, or a path ending in .yaml", near)


def experiments(names: Sequence[str] = ()) -> list[Experiment]:
    """The experiments called ``names``, each once; without names all there are. Raises ScenarioError."""
    found: dict[str, Experiment] = {}
    problems: list[Problem] = []
    words = vocabulary()
    for name in names or paths():
        try:
            experiment = read_experiment(find(name), words)
            found.setdefault(experiment.id, experiment)
        except Fault as fault:
            problems.append(fault.at(None, None))
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return list(found.values())
