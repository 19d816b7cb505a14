"""What the phrases of a file may refer to: declared parameters, KPIs, systems, and the days of the horizon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import inf

from pes_sim.kpis.definition import KPI
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.parameters.declaration import Kind, Parameter
from pes_sim.parameters.registry import Registry
from pes_sim.parameters.setting import describes_setting
from pes_sim.scenario.changes import Change, Condition, StartProject
from pes_sim.scenario.conditions import EVERYBODY, ProjectEnd, Trigger, parts_of
from pes_sim.scenario.expressions import Moment
from pes_sim.scenario.problems import Fault, between, nearest
from pes_sim.scenario.profile import Profile

SETTABLE: Mapping[str, frozenset[Kind]] = {
    "profile": frozenset({"lever", "uncertainty", "constant"}),
    "scenario": frozenset({"lever", "uncertainty", "constant"}),
    "case": frozenset({"lever", "uncertainty", "constant"}),
    "option": frozenset({"lever"}),
    "shock": frozenset({"lever", "uncertainty"}),
    "experiment": frozenset({"lever"}),
}
"""Which kinds of parameter a kind of file may touch: an option is what the strategist chooses, so levers only.

An experiment may also set what describes its setting (`pes_sim.parameters.setting`), and nothing about behaviour.
"""

_MAY = {
    "option": "levers only",
    "shock": "levers and uncertainties only",
    "experiment": "levers and what describes its setting only, never behaviour",
}


@dataclass(frozen=True)
class Vocabulary:
    """The names that exist: parameters by path, KPIs by name."""

    registry: Registry
    kpis: Mapping[str, KPI]


def vocabulary() -> Vocabulary:
    """Everything this version of the model declares."""
    # Imported when asked for: the declarations of the whole model are more than reading one phrase needs.
    from pes_sim.kpis.definitions import KPIS
    from pes_sim.parameters import REGISTRY

    return Vocabulary(REGISTRY, KPIS)


@dataclass(frozen=True)
class Rules:
    """Checks for one file as it is read. ``start``, ``weeks`` and ``systems`` are None until they are known."""

    words: Vocabulary
    file_kind: str = "scenario"
    start: date | None = None
    weeks: int | None = None
    systems: frozenset[str] | None = None
    builds: frozenset[str] = field(default=frozenset())
    projects: frozenset[str] = field(default=frozenset())

    def parameter(self, path: str) -> Parameter:
        """The parameter at ``path``, if this kind of file may set it. Raises Fault."""
        registry = self.words.registry
        if path not in registry:
            near = [p for p in registry.nearest(path, 9) if self._may_touch(p)][:3]
            raise Fault(f"no parameter {path!r}", "a path that `pes-sim parameters` lists", near)
        parameter = registry[path]
        if not self._may_touch(path):
            article = "an" if self.file_kind in ("option", "experiment") else "a"
            may = _MAY[self.file_kind]
            near = [p for p in nearest(path, (p for p in registry if self._may_touch(p))) if p != path]
            kind = f"an {parameter.kind}" if parameter.kind == "uncertainty" else f"a {parameter.kind}"
            raise Fault(f"{path} is {kind}; {article} {self.file_kind} may touch {may}", "a lever", near)
        return parameter

    def _may_touch(self, path: str) -> bool:
        setting = self.file_kind == "experiment" and describes_setting(path)
        return setting or self.words.registry[path].kind in SETTABLE[self.file_kind]

    def kpi(self, name: str) -> KPI:
        """The KPI called ``name``. Raises Fault."""
        if name not in self.words.kpis:
            raise Fault(f"no KPI {name!r}", "a name that `pes-sim kpis` lists", nearest(name, self.words.kpis))
        return self.words.kpis[name]

    def moment(self, moment: Moment) -> Moment:
        """``moment``, if it lies within the horizon. Raises Fault."""
        if self.start is not None:
            self.within(moment.on(self.start))
        return moment

    def within(self, day: date) -> date:
        """``day``, if it lies within the horizon. Raises Fault."""
        if self.start is not None and day < self.start:
            raise Fault(f"{day} is before the start, {self.start}", f"{self.start} or later")
        if self.start is not None and self.weeks is not None:
            end = self.start + timedelta(weeks=self.weeks)
            if day >= end:
                raise Fault(f"{day} would never happen: the horizon ends on {end}", f"a day before {end}")
        return day

    def trigger(self, trigger: Trigger) -> Trigger:
        """``trigger``, if what it names is there and it can hold. Raises Fault."""
        for part in parts_of(trigger):
            if isinstance(part, ProjectEnd):
                self.project(part.project)
            else:
                self.condition(part)
        return trigger

    def project(self, name: str) -> str:
        """``name``, if a project of this file, or of what it stands on, is called so. Raises Fault."""
        if name not in self.projects:
            known = sorted(self.projects)
            raise Fault(
                f"no project {name!r} is ever started",
                f"one of {', '.join(known)}" if known else "a project that this file starts (`start: project`)",
                nearest(name, known),
            )
        return name

    def _segment(self, kpi: KPI, segment: str) -> None:
        """Refuses a group that does not exist, or that ``kpi`` is not kept for. Raises Fault."""
        if segment == EVERYBODY:
            return
        if segment not in SEGMENTS:
            raise Fault(f"no group {segment!r}", f"one of {', '.join(SEGMENTS[1:])}", nearest(segment, SEGMENTS))
        if not kpi.by_segment or kpi.gap:
            raise Fault(f"{kpi.name} is kept for the whole service only", f"kpi.{kpi.name} without a group")

    def condition(self, condition: Condition) -> Condition:
        """``condition``, if it names a KPI and a group that exist, and can hold. Raises Fault."""
        kpi = self.kpi(condition.kpi)
        self._segment(kpi, condition.segment)
        low, high = bounds(kpi)
        threshold, strict = condition.threshold, condition.comparison in "<>"
        above = condition.comparison.startswith(">")
        never = (
            (threshold >= high if strict else threshold > high)
            if above
            else (threshold <= low if strict else threshold < low)
        )
        if never or not low <= threshold <= high:
            rule = f"kpi.{kpi.name} {condition.comparison} {threshold:g}"
            what = "can never hold" if never else "always holds"
            raise Fault(f"{rule} {what}: {kpi.name} ({kpi.unit}) is {between(low, high)}", "a value that it can pass")
        if self.weeks is not None and condition.over > self.weeks:
            raise Fault(
                f"the condition can never hold: it looks at {condition.over} weeks and the horizon has {self.weeks}",
                f"at most {self.weeks} weeks",
            )
        if self.weeks is not None and condition.weeks > self.weeks:
            raise Fault(
                f"the condition can never hold for {condition.weeks} weeks: the horizon has {self.weeks}",
                f"at most {self.weeks} weeks",
            )
        return condition

    def system(self, name: str) -> str:
        """``name``, if the profile has that system or a project builds it. Raises Fault."""
        if self.systems is not None and name not in self.systems | self.builds:
            known = sorted(self.systems | self.builds)
            raise Fault(f"no system {name!r}", f"one of {', '.join(known)}", nearest(name, known))
        return name


def bounds(kpi: KPI) -> tuple[float, float]:
    """The least and the greatest value ``kpi`` can take."""
    if kpi.unit == "share":
        return (-1.0, 1.0) if kpi.gap else (0.0, 1.0)
    # Counters count up from zero, so a ratio of sums without a negative weight is never negative.
    signed = kpi.gap or kpi.less or kpi.factor < 0 or any(w < 0 for w in (*kpi.top.values(), *kpi.bottom.values()))
    return (-inf, inf) if signed else (0.0, inf)


def project_names(changes: Iterable[Change]) -> frozenset[str]:
    """The projects that ``changes`` start."""
    return frozenset(change.plan.name for change in changes if isinstance(change, StartProject))


def system_names(profile: Profile | None, changes: Iterable[Change]) -> frozenset[str] | None:
    """The systems there are, or will be once the projects among ``changes`` are done; None without a profile."""
    if profile is None:
        return None
    built = {change.plan.builds for change in changes if isinstance(change, StartProject) and change.plan.builds}
    return frozenset({row.name for row in profile.figures.systems.rows} | built)
