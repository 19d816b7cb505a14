"""Every number the answer leans on, with where it comes from; those an option touches first, then the weakest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pes_sim.analysis.comparison import Comparison
from pes_sim.parameters.declaration import Parameter
from pes_sim.report.labels import option_label
from pes_sim.report.steps import own_changes, paths
from pes_sim.report.values import number
from pes_sim.scenario.explain import plausible
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.strict import Sourced


@dataclass(frozen=True, slots=True)
class Assumption:
    """A parameter as the baseline has it at the start."""

    path: str
    meaning: str
    value: str
    unit: str
    span: str
    kind: str
    grade: str
    source: str
    touched_by: tuple[str, ...]
    assumed: bool = False
    """Whether the profile says that nobody published it for this country."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the profile's tables, with its source."""

    name: str
    grade: str
    source: str
    assumed: str = ""
    """What of it is assumed, and how wide."""


def assumptions(comparison: Comparison, declared: Mapping[str, Parameter]) -> list[Assumption]:
    """A row for every declared parameter."""
    scenario = comparison.baseline.scenario
    touched = {o.scenario.name: paths(own_changes(comparison.baseline, o)) for o in comparison.options}
    rows = []
    for path, parameter in declared.items():
        source, grade = parameter.source, parameter.grade
        setters = scenario.setters.get(path, ())
        low, high = plausible(parameter, setters)
        if setters:
            last = setters[-1]
            source, grade = last.source or f"{last.name}, which gives no source", last.grade or "D"
        rows.append(
            Assumption(
                path,
                parameter.meaning,
                number(scenario.values.get(path, parameter.value)),
                parameter.unit,
                f"{number(low)} to {number(high)}",
                parameter.kind,
                grade,
                source,
                tuple(option_label(name) for name, found in touched.items() if path in found),
                bool(setters) and setters[-1].assumed,
            )
        )
    return sorted(rows, key=lambda row: (not row.touched_by, -ord(row.grade)))


MOST_THAT_MATTER = 12
"""Rows of the short list."""


def that_matter(listing: Sequence[Assumption], turning: Sequence[str]) -> tuple[list[Assumption], str]:
    """The assumptions to look at first, and why these: those that would turn the ranking, or take most of its lead
    (``turning``, where that was tried); then what an option changes, the least measured first."""
    by_path = {row.path: row for row in listing}
    first = [by_path[path] for path in turning if path in by_path]
    touched = sorted((r for r in listing if r.touched_by and r not in first), key=lambda row: -ord(row.grade))
    why = "What an option changes, the least measured first"
    if first:
        why = "First what would turn the ranking or takes most of its lead, then what an option changes"
    return (first + touched)[:MOST_THAT_MATTER], why


def by_family(listing: Sequence[Assumption]) -> list[tuple[str, list[Assumption]]]:
    """``listing`` by the first word of the paths, in the order in which they are declared by name."""
    found: dict[str, list[Assumption]] = {}
    for row in listing:
        found.setdefault(row.path.partition(".")[0], []).append(row)
    return [(name.replace("_", " ").capitalize(), found[name]) for name in sorted(found)]


def figures(comparison: Comparison) -> list[Figure]:
    """The profile's tables with their sources; empty for a reopened result."""
    scenario = comparison.baseline.scenario
    if not isinstance(scenario, Scenario):
        return []
    tables = scenario.profile.figures
    whole = {"the figure": tables.labour_force_assumed} if tables.labour_force_assumed else {}
    rows = [Figure("labour force", "", tables.labour_force_source, _wide(whole))]
    for name in type(tables).model_fields:
        table = getattr(tables, name)
        if isinstance(table, Sourced):
            rows.append(Figure(name, table.grade, table.source, _wide(table.assumed)))
    return rows


def _wide(spans: Mapping[str, list[float]]) -> str:
    """ "stock (x0.8 to x1.3), ..." """
    return ", ".join(
        f"{key.replace('_', ' ')} (×{number(low)} to ×{number(high)})" for key, (low, high) in spans.items()
    )
