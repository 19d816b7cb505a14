"""From the section `futures` of a study file to the futures themselves. Every fault is placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from math import prod
from pathlib import Path

import numpy as np

from pes_sim.parameters.declaration import Parameter
from pes_sim.parameters.registry import Registry, UnknownParameter
from pes_sim.runs.futures import designs
from pes_sim.runs.futures.dimension import Dimension
from pes_sim.runs.futures.futures import Futures, as_it_is
from pes_sim.runs.futures.posterior import drawn, read_draws
from pes_sim.scenario.items import Reader
from pes_sim.scenario.problems import Fault, between, quoted
from pes_sim.scenario.yaml_source import Place, Source
from pes_sim.studies.grammar import MOST_FUTURES, DimensionSpec, FuturesSpec

Values = Mapping[str, float]


def futures_in(source: Source, reader: Reader, base: Values, registry: Registry) -> Futures | None:
    """The futures the file asks for; None where they cannot be made, with the problems noted."""
    if "futures" not in source.data:
        return as_it_is()
    section = source.part("futures")
    raw = source.data["futures"]
    rest = {k: v for k, v in raw.items() if k != "parameters"} if isinstance(raw, dict) else raw
    before = len(reader.problems)
    dimensions = _dimensions(section, reader, base, registry)
    if isinstance(rest, dict) and "parameters" in section.data:
        rest = {**rest, "parameters": []}
    spec = reader.model(FuturesSpec, rest, ("futures",))
    if spec is None or len(reader.problems) > before:
        return None
    try:
        return _drawn(spec, dimensions, source, base, registry)
    except _At as at:
        reader.problems.append(at.fault.at(source.file, source.line(("futures", *at.place))))
        return None


class _At(Exception):
    """A fault with its place in the section."""

    def __init__(self, fault: Fault, *place: str | int) -> None:
        super().__init__(fault)
        self.fault, self.place = fault, place


def _drawn(
    spec: FuturesSpec, dimensions: Sequence[Dimension], source: Source, base: Values, registry: Registry
) -> Futures:
    if spec.design == "explicit":
        return _explicit(spec, base, registry)
    if spec.design == "posterior":
        return _posterior(spec, source, registry)
    n = len(dimensions)
    if spec.design == "factorial":
        count = prod(len(dimension.levels(spec.levels)) for dimension in dimensions)
    else:
        count = designs.size(spec.design, n, spec.count or 0, spec.second_order)
    if count > MOST_FUTURES:
        raise _At(Fault(f"the design makes {count:,} futures of {n} parameters", f"at most {MOST_FUTURES:,}"), "design")
    settings = (
        ("count", spec.count),
        ("levels", spec.levels),
        ("second_order", spec.second_order),
        ("seed", spec.seed),
    )
    if spec.design == "factorial":
        return Futures(spec.design, tuple(dimensions), designs.factorial(dimensions, spec.levels), settings)
    assert spec.count is not None
    if spec.design == "sobol":
        points = designs.sobol(n, spec.count, spec.seed, spec.second_order)
    elif spec.design == "morris":
        points = designs.morris(n, spec.count, spec.seed, spec.levels)
    else:
        points = designs.latin_hypercube(n, spec.count, spec.seed)
    return Futures(spec.design, tuple(dimensions), designs.values_of(dimensions, points), settings)


def _explicit(spec: FuturesSpec, base: Values, registry: Registry) -> Futures:
    rows = spec.values or []
    paths = list(dict.fromkeys(path for row in rows for path in row))
    for i, row in enumerate(rows):
        for path, value in row.items():
            try:
                _possible(_sampled(path, registry), value)
            except Fault as fault:
                raise _At(fault, "values", i, path) from None
    table = np.array([[row.get(path, base[path]) for path in paths] for row in rows], dtype=float)
    dimensions = tuple(
        Dimension(path, float(column.min()), float(column.max())) for path, column in zip(paths, table.T, strict=True)
    )
    return Futures(spec.design, dimensions, table.reshape(len(rows), len(paths)))


def _posterior(spec: FuturesSpec, source: Source, registry: Registry) -> Futures:
    assert spec.file is not None
    try:
        paths, values, weights = read_draws(source.path.parent / Path(spec.file), registry)
        for path in paths:
            _sampled(path, registry)
    except Fault as fault:
        raise _At(fault, "file") from None
    dimensions = tuple(
        Dimension(path, float(column.min()), float(column.max())) for path, column in zip(paths, values.T, strict=True)
    )
    return Futures(spec.design, dimensions, drawn(values, weights, spec.count, spec.seed), (("seed", spec.seed),))


def _dimensions(section: Source, reader: Reader, base: Values, registry: Registry) -> list[Dimension]:
    """What is uncertain; every uncertainty with a range unless the file names some."""
    raw = section.data.get("parameters")
    if raw is None or raw == "all":
        return [Dimension.of(p) for p in registry.values() if p.kind == "uncertainty" and p.low < p.high]
    if not isinstance(raw, list) or not raw:
        message = f"futures.parameters is {quoted(raw)}"
        expected = "a list of paths, or of maps with path, low and high; or all"
        reader.problems.append(section.problem(("parameters",), message, expected))
        return []
    found: dict[str, Dimension] = {}
    for i, item in enumerate(raw):
        place: Place = ("futures", "parameters", i)
        spec = reader.model(DimensionSpec, {"path": item} if isinstance(item, str) else item, place)
        if spec is None:
            continue
        try:
            for dimension in _of(spec, base, registry):
                if dimension.path in found:
                    raise Fault(f"{dimension.path} is uncertain twice", "each parameter once")
                found[dimension.path] = dimension
        except Fault as fault:
            reader.problems.append(fault.at(section.file, reader.source.line(place)))
    return list(found.values())


def _of(spec: DimensionSpec, base: Values, registry: Registry) -> list[Dimension]:
    if "*" in spec.path:
        fitting = [p for p in registry.values() if p.kind == "uncertainty" and fnmatchcase(p.path, spec.path)]
        if not fitting:
            raise Fault(f"no uncertainty fits {spec.path!r}", "a pattern such as labour.*", registry.nearest(spec.path))
        if spec.model_fields_set - {"path"}:
            raise Fault("a pattern stands for the declared ranges", "a path, to give one of its own")
        return [Dimension.of(parameter) for parameter in fitting if parameter.low < parameter.high]
    parameter = _sampled(spec.path, registry)
    if spec.values is not None:
        for value in spec.values:
            _possible(parameter, value)
        return [Dimension(spec.path, min(spec.values), max(spec.values), values=tuple(spec.values))]
    low = parameter.low if spec.low is None else spec.low
    high = parameter.high if spec.high is None else spec.high
    for end in (low, high):
        _possible(parameter, end)
    if not low < high:
        raise Fault(f"{spec.path} goes from {low:g} to {high:g}", "low below high")
    return [_shaped(spec, low, high, base[spec.path])]


def _shaped(spec: DimensionSpec, low: float, high: float, usual: float) -> Dimension:
    if spec.distribution == "log_uniform" and not low > 0:
        raise Fault(f"{spec.path} from {low:g} has no logarithm", "low above 0")
    mode = usual if spec.mode is None else spec.mode
    if spec.distribution == "triangular" and not low <= mode <= high:
        raise Fault(f"the peak of {spec.path} at {mode:g} lies outside {low:g} to {high:g}", "a mode within the range")
    mean = usual if spec.mean is None else spec.mean
    sd = (high - low) / 4 if spec.sd is None else spec.sd
    if spec.distribution == "normal" and not low - 5 * sd < mean < high + 5 * sd:
        raise Fault(f"hardly anything of {spec.path} around {mean:g} lies in {low:g} to {high:g}", "a mean in reach")
    return Dimension(spec.path, low, high, spec.distribution, mode, mean, sd)


def _sampled(path: str, registry: Registry) -> Parameter:
    """The parameter at ``path``, if a study may sample it. Raises Fault."""
    try:
        parameter = registry[path]
    except UnknownParameter as error:
        raise Fault(
            f"no parameter {quoted(path)}", "a path that `pes-sim parameters` lists", registry.nearest(error.path)
        ) from None
    if parameter.kind == "constant":
        raise Fault(
            f"{path} is a constant: it is no more uncertain than the length of a week", "an uncertainty or a lever"
        )
    return parameter


def _possible(parameter: Parameter, value: float) -> None:
    if why := parameter.problem(value):
        raise Fault(f"{parameter.path}: {why}", between(parameter.least, parameter.most))
