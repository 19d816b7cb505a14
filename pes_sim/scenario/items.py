"""From the items of a file to changes, settings and targets; each item is checked apart, so one slip hides no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from pes_sim.scenario.changes import Change, Origin, ProjectPlan, SetValue, StartProject
from pes_sim.scenario.diagnosis import problems_in
from pes_sim.scenario.expressions import Moment
from pes_sim.scenario.grammar import Delivery, ProjectItem, ProjectSpec, SetItem, Setting, TargetItem
from pes_sim.scenario.problems import Fault, Problem, between, quoted
from pes_sim.scenario.profile import ParameterValue
from pes_sim.scenario.rules import Rules
from pes_sim.scenario.scenario import Target
from pes_sim.scenario.yaml_source import Place, Source

M = TypeVar("M", bound=BaseModel)
START = Moment()


class Reader:
    """Reads the sections of one file under ``rules``; what is wrong is added to ``problems``."""

    def __init__(self, source: Source, name: str, rules: Rules, problems: list[Problem]) -> None:
        self.source, self.name, self.problems = source, name, problems
        self.rules = replace(
            rules, builds=_planned(source, "builds"), projects=rules.projects | _planned(source, "name")
        )

    def model(self, model: type[M], data: object, place: Place) -> M | None:
        """``data`` as ``model``, or None with its problems noted."""
        try:
            return model.model_validate(data, strict=True, context=self.rules)
        except ValidationError as error:
            self.problems += problems_in(error, model, self.source, place)
            return None

    def changes(self) -> list[Change]:
        """The ``changes`` of the file, in its order."""
        changes: list[Change] = []
        for i, item in enumerate(self._list("changes")):
            place: Place = ("changes", i)
            origin = Origin(self.name, self.source.file, self.source.line(place))
            if isinstance(item, dict) and ("start" in item or "with" in item):
                project = self.model(ProjectItem, item, place)
                if project and self._week(project.moment) is not None:
                    changes.append(start_project(project, self._week(project.moment), origin))
            elif (setting := self.model(SetItem, item, place)) and self._week(setting.moment) is not None:
                changes.append(set_value(setting, self._week(setting.moment), origin))
        return changes

    def targets(self) -> list[Target]:
        """The ``targets`` of the file."""
        items = [self.model(TargetItem, item, ("targets", i)) for i, item in enumerate(self._list("targets"))]
        return [Target(item.kpi, item.value, item.by) for item in items if item]

    def settings(self) -> dict[str, tuple[float, Origin]]:
        """The ``parameters`` of a scenario: path to value and who says so."""
        return self._parameters(Setting, bare=True)

    def profile_values(self) -> dict[str, tuple[float, Origin]]:
        """The ``parameters`` of a profile, where source and grade must be given."""
        return self._parameters(ParameterValue, bare=False)

    def _parameters(self, model: type[Setting] | type[ParameterValue], bare: bool) -> dict[str, tuple[float, Origin]]:
        section = self.source.data.get("parameters")
        if section is None:
            return {}
        if not isinstance(section, dict):
            message = f"parameters is {quoted(section)}"
            self.problems.append(self.source.problem(("parameters",), message, "paths with values, `PATH: VALUE`"))
            return {}
        found: dict[str, tuple[float, Origin]] = {}
        for path, raw in section.items():
            place: Place = ("parameters", path)
            item = self.model(model, {"value": raw} if bare and not isinstance(raw, dict) else raw, place)
            try:
                parameter = self.rules.parameter(path)
                if item and (why := parameter.problem(item.value)):
                    raise Fault(f"{path} cannot be set: {why}", between(parameter.least, parameter.most))
            except Fault as fault:
                self.problems.append(fault.at(self.source.file, self.source.line((*place, "value"))))
                continue
            if item:
                line = self.source.line(place)
                told = (item.low, item.high, item.assumed) if isinstance(item, ParameterValue) else ()
                found[path] = item.value, Origin(self.name, self.source.file, line, item.source, item.grade, *told)
        return found

    def _list(self, key: str) -> list[object]:
        section = self.source.data.get(key)
        if section is None:  # a heading whose items are all commented out
            return []
        if isinstance(section, list):
            return section
        self.problems.append(
            self.source.problem((key,), f"{key} is {quoted(section)}", "a list of items, each with a -")
        )
        return []

    def _week(self, at: Moment | None) -> int | None:
        """The week of ``at``; None while the start is not known."""
        return None if self.rules.start is None else (at or START).week(self.rules.start)


def set_value(item: SetItem, week: int | None, origin: Origin) -> SetValue:
    """The change an item of a file asks for; with neither date nor condition it happens at the start."""
    when, since = (None, week or 0) if item.when else (week, 0)
    return SetValue(item.set, item.to.operation, item.to.value, when, item.ramp, item.when, origin, item.until, since)


def start_project(item: ProjectItem, week: int | None, origin: Origin) -> StartProject:
    """The project an item of a file starts."""
    when, since = (None, week or 0) if item.when else (week, 0)
    return StartProject(plan_of(item.plan, origin), when, item.when, origin, since)


def plan_of(spec: ProjectSpec, origin: Origin) -> ProjectPlan:
    """The plan a file describes."""
    return ProjectPlan(
        name=spec.name,
        kind=spec.kind,
        budget_meur=spec.budget_meur,
        planned_weeks=spec.planned_weeks,
        increment_weeks=spec.increment_weeks or spec.planned_weeks,
        delivers=tuple(_delivery(item, origin) for item in spec.delivers),
        replaces=tuple(spec.replaces),
        builds=spec.builds,
        method=spec.method or ("strangler" if spec.kind == "replacement" else "agile"),
        touches=tuple(spec.touches),
        field_exposure=spec.field_exposure,
    )


def _delivery(item: Delivery, origin: Origin) -> SetValue:
    return SetValue(item.set, item.to.operation, item.to.value, item.after, item.ramp, None, origin)


def _planned(source: Source, what: str) -> frozenset[str]:
    """``what`` (name, builds) the projects of this file say, so that another item may refer to it."""
    changes = source.data.get("changes")
    plans = [item.get("with") for item in changes if isinstance(item, dict)] if isinstance(changes, list) else []
    names = [plan.get(what) for plan in plans if isinstance(plan, dict)]
    return frozenset(name for name in names if isinstance(name, str))
