"""A session: one service flown live, beside the same service left alone, with the same people and the same luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pes_sim.live import orders
from pes_sim.live.orders import Order
from pes_sim.live.warm import WarmWorlds, release
from pes_sim.model import PESModel
from pes_sim.parameters import REGISTRY
from pes_sim.runs.errors import CallError
from pes_sim.runs.result import Result
from pes_sim.scenario.catalogue import find
from pes_sim.scenario.loading import load
from pes_sim.scenario.problems import Fault, Problem, ScenarioError
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.writing import scenario_text
from pes_sim.whole_file import whole_file

FLIGHT, NO_DECISION, BASELINE = "flight", "no_decision", "baseline"
SNAPSHOTS = 12
"""Worlds kept to go back to; what lies before the oldest is reached by flying again."""
QUARTER = 13

Tick = Callable[[], None]


@dataclass
class Line:
    """One of the worlds that fly side by side; ``scenario`` holds all it was told so far."""

    scenario: Scenario
    model: PESModel


class Session:
    """``base`` with the luck of ``seed``, flown live.

    Beside the line ``flight`` runs ``no_decision``, the same world in which events happen and nothing is decided.
    ``without`` is a third world to compare with, such as ``base`` without an option it begins with (``baseline``). With
    ``alone`` the flight has no company. ``worlds`` shares warm-ups between sessions.

    >>> session = Session(load("austria").sized(scale=200, years=3), seed=1)
    >>> session.step(26)
    >>> session.set("staffing.phone", "+10%", ramp="13 weeks")
    >>> session.step(26)
    >>> session.undo()
    >>> session.to_scenario()
    """

    def __init__(
        self, base: Scenario | str | Path, seed: int = 1, *, without: Scenario | None = None, alone: bool = False,
        worlds: WarmWorlds | None = None, tick: Tick | None = None,
    ) -> None:  # fmt: skip
        self.base = base if isinstance(base, Scenario) else load(base)
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**53:
            raise CallError(f"seed is {seed!r}; expected a whole number from 0 to 2^53")
        if without is not None and (without.start, without.years) != (self.base.start, self.base.years):
            raise CallError(f"{without.name} cannot fly beside {self.base.name}: expected the same start and years")
        self.seed = seed
        self.worlds = worlds or WarmWorlds(1)
        self.begun = {FLIGHT: self.base}
        if not alone:
            self.begun[NO_DECISION] = self.base
            if without is not None:
                self.begun[BASELINE] = without
        self.log: list[Order] = []
        self._back: list[dict[str, Line] | None] = []
        self.lines: dict[str, Line] = self._begin(tick)

    def _begin(self, tick: Tick | None = None) -> dict[str, Line]:
        return {name: Line(base, self.worlds.begin(base, self.seed, tick)) for name, base in self.begun.items()}

    # -- where it stands

    @property
    def model(self) -> PESModel:
        """The world that is flown."""
        return self.lines[FLIGHT].model

    @property
    def week(self) -> int:
        """Weeks flown; the week that comes next."""
        return self.model.week

    @property
    def weeks(self) -> int:
        """Weeks of the whole horizon."""
        return self.base.weeks

    @property
    def ended(self) -> bool:
        """Whether the horizon is reached."""
        return self.week >= self.weeks

    def levers(self) -> dict[str, float]:
        """Every lever's value now."""
        return {p.path: self.model.values[p.path] for p in REGISTRY.values() if p.kind == "lever"}

    def result(self, line: str = FLIGHT) -> Result:
        """What ``line`` has recorded so far, as a result with one seed."""
        if line not in self.lines:
            raise CallError(f"there is no line {line!r}; expected one of {', '.join(self.lines)}")
        each = self.lines[line]
        return Result(each.scenario, (self.seed,), each.model.history[None])

    # -- going on

    def step(self, weeks: int = 1, tick: Tick | None = None) -> int:
        """Fly ``weeks`` weeks, all lines together, at most to the horizon; returns the week reached."""
        if isinstance(weeks, bool) or not isinstance(weeks, int) or weeks < 1:
            raise CallError(f"weeks is {weeks!r}; expected a whole number from 1")
        for _ in range(min(weeks, self.weeks - self.week)):
            for line in self.lines.values():
                line.model.step()
            if tick is not None:
                tick()
        return self.week

    # -- deciding

    def set(self, path: str, value: float | str, ramp: str | int | None = None) -> Order:
        """Move a lever, from this week on: to a number, "+20%", "+3", "-3" or "x0.5". Raises ScenarioError."""
        item: dict[str, Any] = {"set": path, "to": value}
        if ramp is not None:
            item["ramp"] = f"{ramp} weeks" if isinstance(ramp, int) and not isinstance(ramp, bool) else ramp
        return self.decide(item)

    def decide(self, item: Mapping[str, Any]) -> Order:
        """Any item of an option file: a lever, a project, a condition that is watched from now on."""
        return self._take(orders.decision(self._scenario(), self.week, item))

    def lay(self, name: str | Path) -> Order:
        """An option laid now, or a shock that hits now: the first of its changes happens this week.

        A shock hits every line. Raises ScenarioError.
        """
        try:
            path = find(name)
        except Fault as fault:
            raise ScenarioError([fault.at(None, None)]) from None
        return self._take(orders.layer(self._scenario(), self.week, path, str(name)))

    def can(self, name: str | Path) -> None:
        """Raise ScenarioError where `lay` would."""
        order = orders.layer(self._scenario(), self.week, find(name), str(name))
        self._agreed(order)

    def _scenario(self) -> Scenario:
        if self.ended:
            raise ScenarioError([Problem(None, None, "the flight has reached its end", "undo, or a new flight")])
        return self.lines[FLIGHT].scenario

    def _agreed(self, order: Order) -> dict[str, Scenario]:
        """The scenario of every line that ``order`` concerns, with it; all or none. Raises ScenarioError."""
        concerned = self.lines if order.kind == "event" else (FLIGHT,)
        found = {}
        for name in concerned:
            scenario = self.lines[name].scenario
            found[name] = replace(scenario, changes=(*scenario.changes, *orders.again(scenario, order)))
        return found

    def _take(self, order: Order) -> Order:
        agreed = self._agreed(order)
        kept = {name: Line(line.scenario, line.model.snapshot()) for name, line in self.lines.items()}
        for name, scenario in agreed.items():
            self._tell(self.lines[name], scenario, order)
        self.log.append(order)
        self._back.append(kept)
        self._forget()
        return order

    def _tell(self, line: Line, scenario: Scenario, order: Order) -> None:
        """The world of ``line`` goes on as one that had known ``order`` from the start."""
        line.scenario = scenario
        for change in order.changes:
            line.model.agenda.add(change)

    def _forget(self) -> None:
        kept = [place for place, lines in enumerate(self._back) if lines is not None]
        for place in kept[:-SNAPSHOTS]:
            _let_go(self._back[place])
            self._back[place] = None

    # -- going back

    def undo(self) -> Order:
        """Go back to the moment before the last decision or event, exactly. Raises CallError where there is none."""
        if not self.log:
            raise CallError("nothing was decided, so nothing can be taken back")
        order, lines = self.log.pop(), self._back.pop()
        if lines is None:
            lines = self._flown_again(order.week)
        _let_go(self.lines)
        self.lines = lines
        return order

    def _flown_again(self, week: int) -> dict[str, Line]:
        """The lines at ``week`` with what the log still holds, from the start: the luck is keyed, so it is the same."""
        twin = Session.__new__(Session)
        twin.__dict__ |= self.__dict__ | {"log": [], "_back": [], "lines": self._begin()}
        for order in self.log:
            if order.week > twin.week:
                twin.step(order.week - twin.week)
            agreed = twin._agreed(order)
            for name, scenario in agreed.items():
                twin._tell(twin.lines[name], scenario, order)
        if week > twin.week:
            twin.step(week - twin.week)
        return twin.lines

    def ahead(self, weeks: int = QUARTER) -> Result:
        """The flight with ``weeks`` more weeks as they would come; the flight itself stays where it is.

        The weeks beyond now are written where the flight's own will be: read the result before it goes on.
        """
        scout = self.model.snapshot()
        for _ in range(min(weeks, self.weeks - self.week)):
            scout.step()
        result = Result(self.lines[FLIGHT].scenario, (self.seed,), scout.history[None])
        release(scout)
        return result

    # -- keeping

    def to_scenario(self, name: str | None = None) -> Scenario:
        """The flight as a scenario: run in batch with the flight's seed it gives the same numbers to the bit."""
        flown = self.lines[FLIGHT].scenario
        title = f"{self.base.title}, as flown" if self.log else self.base.title
        return replace(flown, name=name or f"{self.base.name}_as_flown", title=title, based_on=self.base.name)

    def save(self, path: str | Path, extends: str | Path | None = None) -> Path:
        """Write `to_scenario` to ``path`` as a scenario file, whole or not at all; see `scenario_text`."""
        text = scenario_text(self.to_scenario(), extends)
        with whole_file(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
        return Path(path)

    def close(self) -> None:
        """Let go of all worlds."""
        for lines in (*self._back, self.lines):
            _let_go(lines)
        self.lines, self._back = {}, []


def _let_go(lines: Mapping[str, Line] | None) -> None:
    for line in (lines or {}).values():
        release(line.model)


def fly(session: Session, log: Sequence[tuple[int, Mapping[str, Any]]], week: int, tick: Tick | None = None) -> None:
    """Fly ``session`` to ``week``, deciding on the way what ``log`` holds: weeks, and what orders say of themselves."""
    for at, what in log:
        if at > session.week:
            session.step(at - session.week, tick)
        if "item" in what:
            session.decide(what["item"])
        else:
            session.lay(what.get("option") or what["event"])
    if week > session.week:
        session.step(week - session.week, tick)
