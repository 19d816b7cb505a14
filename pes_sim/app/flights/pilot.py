"""The pilot: one session, and what of it is told to whoever watches. Lives in a process that flies."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pes_sim.app.document import plain, rounded
from pes_sim.app.flights.spec import FlightSpec, scenarios
from pes_sim.app.lookup.library import entry, told
from pes_sim.app.lookup.numbers import kpi_name
from pes_sim.app.settings import Limits
from pes_sim.kpis.definitions import HEADLINE, KPIS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.live.curves import moving, overall, total
from pes_sim.live.orders import Order
from pes_sim.live.picture import picture, project_row
from pes_sim.live.session import FLIGHT, QUARTER, Session, fly
from pes_sim.live.warm import WarmWorlds
from pes_sim.runs.errors import CallError
from pes_sim.scenario.changes import ProjectPlan, StartProject
from pes_sim.scenario.writing import scenario_text

COST = ("cost_staff", "cost_channels", "cost_it_run", "cost_it_change", "cost_training")
"""Counters that add up to what the service spends."""

Log = Sequence[tuple[int, Mapping[str, Any]]]


class Pilot:
    """Flies ``spec`` from the start, or on from ``log`` and ``week``. Every method returns plain JSON."""

    def __init__(self, spec: Mapping[str, Any], log: Log, week: int, limits: Limits, worlds: WarmWorlds) -> None:
        self.spec = FlightSpec.model_validate(spec)
        flown, ground = scenarios(self.spec, limits)
        self.session = Session(flown, self.spec.seed, without=ground, alone=self.spec.alone, worlds=worlds)
        self.names = [kpi_name(name) for name in self.spec.kpis] or list(HEADLINE)
        self.segment = SEGMENTS[0]
        self._levers = self.session.levers()
        self._coming: tuple[int, int, dict[str, Any]] | None = None
        self._former: dict[str, Any] | None = None
        fly(self.session, log, week)

    # -- told

    def state(self) -> dict[str, Any]:
        """Everything a screen needs that knows nothing."""
        session = self.session
        self._levers = session.levers()
        return {
            "title": session.base.title, "week": session.week, "weeks": session.weeks, "date": self._date(),
            "start": str(session.base.start), "scale": session.base.scale, "seed": session.seed,
            "lines": list(session.lines), "kpis": self.names, "segment": self.segment,
            "series": self._series(self.names, self.segment, 0), "levers": self._levers,
            "log": [self._entry(n, order) for n, order in enumerate(session.log, 1)],
            "projects": self._projects(), "alerts": self._alerts(), "ended": session.ended,
        }  # fmt: skip

    def step(self, weeks: int) -> dict[str, Any]:
        """Fly ``weeks`` weeks and tell what they brought."""
        session, first = self.session, self.session.week
        session.step(weeks)
        before, self._levers = self._levers, session.levers()
        return {
            "from": first, "week": session.week, "date": self._date(),
            "series": self._series(self.names, self.segment, first),
            "levers": {path: value for path, value in self._levers.items() if before.get(path) != value},
            "projects": self._projects(), "alerts": self._alerts(), "ended": session.ended,
        }  # fmt: skip

    def decide(self, order: Mapping[str, Any], ahead: bool = True) -> dict[str, Any]:
        """Take an order: ``{"item": ..}``, ``{"option": name}`` or ``{"event": name}``; show what it would bring."""
        without = self._ahead() if ahead else None
        here = self.session.week, len(self.session.log)
        self._former = self._coming[2] if self._coming is not None and self._coming[:2] == here else None
        taken = self._take(order)
        return {
            "entry": self._entry(len(self.session.log), taken), "levers": self.session.levers(), "log": self._log(),
            "ahead": self._ahead() if ahead else None, "without": without,
        }  # fmt: skip

    def look_ahead(self) -> dict[str, Any]:
        """What the next quarter would bring with the last order, and without it where that was looked at before."""
        return {"ahead": self._ahead(), "without": self._former}

    def _take(self, order: Mapping[str, Any]) -> Order:
        if "item" in order:
            return self.session.decide(order["item"])
        kind, name = next(iter(order.items()))
        return self.session.lay(entry(name, "shock" if kind == "event" else "option").path)

    def can(self, name: str) -> None:
        """Raise ScenarioError where an event called ``name`` cannot happen now."""
        self.session.can(entry(name, "shock").path)

    def undo(self) -> dict[str, Any]:
        """Take the last order back."""
        n = len(self.session.log)
        entry_of = self._entry(n, self.session.log[-1]) if n else None
        self.session.undo()
        return {"entry": entry_of, "state": self.state()}

    def follow(self, names: Sequence[str], segment: str) -> dict[str, Any]:
        """Tell ``names`` of ``segment`` from now on; the whole curves are returned."""
        known = [kpi_name(name) for name in names] or list(HEADLINE)
        if segment not in SEGMENTS:
            raise CallError(f"there is no group {segment!r}; expected one of {', '.join(SEGMENTS)}")
        self.names, self.segment = known, segment
        return {"names": known, "segment": segment, "series": self._series(known, segment, 0)}

    def look(self) -> dict[str, Any]:
        """The service as a picture."""
        return dict(plain(picture(self.session.model)))

    def standing(self, names: Sequence[str]) -> dict[str, Any]:
        """KPIs over all weeks flown, and what the service spent: what teams are measured by."""
        history = self.session.model.history
        return {
            "week": self.session.week, "spent_meur": total(history, COST) / 1e6, "committed_meur": self._committed(),
            "totals": {name: overall(history, name) if len(history) else None for name in names},
        }  # fmt: skip

    def _committed(self) -> float:
        """What projects under way, and those still to begin, will take of what was planned for them, million euro."""
        begun = {project.plan.name: project for project in self.session.model.projects}
        under_way = sum(max(0.0, p.plan.budget_meur - p.spent_meur) for p in begun.values() if p.running)
        return under_way + sum(
            p.budget_meur for order in self.session.log for p in _plans(order) if p.name not in begun
        )

    def planned(self) -> float:
        """What the projects of the last order are planned to cost, million euro."""
        return sum(plan.budget_meur for plan in _plans(self.session.log[-1])) if self.session.log else 0.0

    def curves(self, names: Sequence[str]) -> dict[str, Any]:
        """Curves of the flight from the start, for a debrief."""
        history = self.session.model.history
        return {name: rounded(moving(history, name, 0, len(history))) for name in names}

    def scenario(self) -> dict[str, str]:
        """The log as a scenario file."""
        return {"text": scenario_text(self.session.to_scenario())}

    def data(self) -> dict[str, str]:
        """Every KPI by week and line, as CSV."""
        import pandas as pd

        frames = [self.session.result(line).frame(segments=["all"]).assign(line=line) for line in self.session.lines]
        stream = io.StringIO()
        pd.concat(frames).drop(columns=["scenario", "segment"]).to_csv(stream, index=False)
        return {"text": stream.getvalue()}

    def close(self) -> None:
        """Let the worlds go."""
        self.session.close()

    # -- parts of what is told

    def _date(self) -> str:
        return str(self.session.base.date_of(self.session.week))

    def _series(self, names: Sequence[str], segment: str, first: int) -> dict[str, Any]:
        return {
            line: {
                name: rounded(moving(each.model.history, name, first, each.model.recorded, self._of(name, segment)))
                for name in names
            }
            for line, each in self.session.lines.items()
        }  # fmt: skip

    @staticmethod
    def _of(name: str, segment: str) -> str:
        """``segment``, or everybody for a KPI that is kept for the whole service only."""
        return segment if KPIS[name].by_segment and KPIS[name].gap is None else SEGMENTS[0]

    def _ahead(self) -> dict[str, Any]:
        """What the next quarter would bring; looked at once a place."""
        here = self.session.week, len(self.session.log)
        if self._coming is None or self._coming[:2] != here:
            first = self.session.week
            history = self.session.ahead(QUARTER).counters[0]
            found = {
                name: rounded(moving(history, name, first, len(history), self._of(name, self.segment)))
                for name in self.names
            }
            self._coming = (*here, {"from": first, "weeks": len(history) - first, "series": found})
        return self._coming[2]

    def prepare(self) -> None:
        """Look ahead while nobody waits, so that the next decision has only its own future to show."""
        self._ahead()

    def cost_ahead(self) -> float:
        """What the service would spend in the next quarter, million euro."""
        first = self.session.week
        return total(np.asarray(self.session.ahead(QUARTER).counters[0][first:]), COST) / 1e6

    def _log(self) -> list[dict[str, Any]]:
        return [self._entry(n, order) for n, order in enumerate(self.session.log, 1)]

    def _entry(self, n: int, order: Order) -> dict[str, Any]:
        scenario = self.session.lines[FLIGHT].scenario
        return {
            "n": n, "week": order.week, "date": str(scenario.date_of(order.week)), "kind": order.kind,
            "title": order.title, "what": told(order.changes, scenario),
        }  # fmt: skip

    def _projects(self) -> list[dict[str, Any]]:
        model = self.session.model
        return [dict(plain(project_row(project, model))) for project in model.projects]

    def _alerts(self) -> list[dict[str, Any]]:
        """What is out of order now: systems down, staff beyond their hours, projects that ended last quarter."""
        model = self.session.model
        if not model.recorded:
            return []
        seen = picture(model)
        found = [
            {"kind": "outage", "name": s["name"], "value": s["available"], "what": f"{s['name']} is down"}
            for s in seen["systems"]
            if s["overload"]
        ]
        found += [
            {"kind": "overload", "name": s["name"], "value": s["load"], "what": f"more work than hours: {s['name']}"}
            for s in seen["staff"]
            if s["overload"]
        ]
        found += [
            {"kind": "project", "name": p.plan.name, "value": p.end, "what": f"project {p.plan.name}: {p.state}"}
            for p in model.projects
            if p.end is not None and model.week - p.end <= QUARTER
        ]
        return list(plain(found))


def _plans(order: Order) -> list[ProjectPlan]:
    """The projects an order starts."""
    return [change.plan for change in order.changes if isinstance(change, StartProject)]
