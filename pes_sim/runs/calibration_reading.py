"""From a calibration file to what is to be estimated; and which outcomes are declared as training anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from pes_sim.parameters.registry import UnknownParameter
from pes_sim.runs.calibration_grammar import CalibrationFile, PriorSpec, TrainingSpec
from pes_sim.runs.experiment import Experiment
from pes_sim.runs.experiment_catalogue import find, packaged
from pes_sim.runs.experiment_reading import read_experiment
from pes_sim.scenario.items import Reader
from pes_sim.scenario.problems import Fault, Problem, ScenarioError, nearest
from pes_sim.scenario.rules import Rules, vocabulary
from pes_sim.scenario.yaml_source import SUFFIXES, Source, read


@dataclass(frozen=True)
class Calibration:
    """``parameters`` by path with their (low, high); ``experiments`` with the outcomes in the training set only."""

    id: str
    title: str
    parameters: Mapping[str, tuple[float, float]]
    experiments: tuple[Experiment, ...]
    waves: int
    runs_a_wave: int
    seeds: int
    seed: int

    def training(self) -> list[str]:
        """The outcomes trained on, as experiment.outcome."""
        return [f"{e.id}.{outcome.name}" for e in self.experiments for outcome in e.outcomes]


def read_calibration(path: Path) -> Calibration:
    """The calibration in the file at ``path``. Raises ScenarioError with every problem found."""
    source = read(path)
    problems = list(source.problems)
    reader = Reader(source, path.stem, Rules(vocabulary(), "experiment"), problems)
    head = reader.model(CalibrationFile, source.data, ())
    if head is None:
        raise ScenarioError(problems)
    parameters = _parameters(source, head.parameters, problems)
    experiments = [_experiment(source, i, spec, problems) for i, spec in enumerate(head.targets)]
    if problems:
        raise ScenarioError(problems)
    return Calibration(
        path.stem, head.title, parameters, tuple(e for e in experiments if e), head.waves, head.runs_a_wave,
        head.seeds, head.seed,
    )  # fmt: skip


def calibrations() -> dict[str, Path]:
    """Every calibration file by its name: in ./experiments/calibration, then those that come with the package."""
    found: dict[str, Path] = {}
    for folder in (Path("experiments") / "calibration", packaged().parent / "calibration"):
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            # An experiment may lie beside the calibration that reads it; it says its own kind.
            with suppress(ScenarioError):
                if path.suffix in SUFFIXES and read(path).data.get("kind") == "calibration":
                    found.setdefault(path.stem, path)
    return found


def find_calibration(name: str) -> Path:
    """The calibration called ``name``, or ``name`` as a path. Raises ScenarioError."""
    known = calibrations()
    if name in known:
        return known[name]
    if name.endswith(SUFFIXES):
        return Path(name)
    expected = "a name in experiments/calibration, or a path ending in .yaml"
    raise ScenarioError([Problem(None, None, f"no calibration {name!r}", expected, tuple(nearest(name, known)))])


def training_outcomes() -> frozenset[str]:
    """Every outcome (experiment.outcome) that some calibration file trains on; all others are out of sample."""
    return frozenset(name for path in calibrations().values() for name in read_calibration(path).training())


def marked(experiment: Experiment) -> Experiment:
    """``experiment`` with every outcome marked as training that some calibration file trains on."""
    names = training_outcomes()
    outcomes = tuple(
        replace(outcome, training=outcome.training or f"{experiment.id}.{outcome.name}" in names)
        for outcome in experiment.outcomes
    )
    return replace(experiment, outcomes=outcomes)


def _parameters(
    source: Source, given: Mapping[str, PriorSpec], problems: list[Problem]
) -> dict[str, tuple[float, float]]:
    registry = vocabulary().registry
    found = {}
    for path, prior in given.items():
        try:
            parameter = registry[path]
            if parameter.kind != "uncertainty":
                raise Fault(f"{path} is a {parameter.kind}: it is not estimated", "an uncertainty")
            low = parameter.low if prior.low is None else prior.low
            high = parameter.high if prior.high is None else prior.high
            if why := parameter.problem(low) or parameter.problem(high):
                raise Fault(f"{path}: {why}", f"a range within {parameter.least:g} to {parameter.most:g}")
            if not low < high:
                raise Fault(f"{path} from {low:g} to {high:g} leaves nothing to estimate", "low less than high")
            found[path] = (low, high)
        except UnknownParameter as error:
            problems.append(
                source.problem(("parameters", path), f"no parameter {path!r}", "a declared path", error.near)
            )
        except Fault as fault:
            problems.append(fault.at(source.file, source.line(("parameters", path))))
    if not 1 <= len(given) <= 12:
        message = f"{len(given)} parameters to estimate"
        problems.append(source.problem(("parameters",), message, "1 to 12: more are hardly ever identified"))
    return found


def _experiment(source: Source, place: int, spec: TrainingSpec, problems: list[Problem]) -> Experiment | None:
    """The experiment of one target with the outcomes trained on; None with its problems noted."""
    where = ("targets", place)
    try:
        beside = source.path.parent / spec.experiment
        path = beside if spec.experiment.endswith(SUFFIXES) and beside.exists() else find(spec.experiment)
        experiment = read_experiment(path)
    except Fault as fault:
        problems.append(fault.at(source.file, source.line(where)))
        return None
    except ScenarioError as error:
        problems += error.problems
        return None
    known = {outcome.name: outcome for outcome in experiment.outcomes}
    for name in spec.outcomes:
        if name not in known:
            near = nearest(name, known)
            problems.append(source.problem(where, f"{experiment.id} has no outcome {name!r}", "one it has", near))
    chosen = [known[name] for name in spec.outcomes or known if name in known]
    for outcome in chosen:
        published = outcome.published
        if not (isfinite(published.low) and isfinite(published.high) and published.low < published.high):
            message = f"{experiment.id}.{outcome.name} has no two-sided published range to be trained on"
            problems.append(source.problem(where, message, "`low:` and `high:`, low less than high"))
        if outcome.measure == "share_of_seeds":
            problems.append(source.problem(where, f"{outcome.name} is a share of seeds", "an outcome of each seed"))
    return replace(experiment, outcomes=tuple(chosen))
