"""The IT landscape: systems of several generations, what couples them, and the experts who still know them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from pes_sim.scenario.systems import System
from pes_sim.world.couplings import Couplings
from pes_sim.world.experts import STEPS, Experts
from pes_sim.world.system import GENERATIONS, WEEKS, ITSystem

_MONTH, _YEAR = 4, 52
"""Weeks."""


class Landscape:
    """``systems`` holds every system there ever was, ``graph`` the couplings of the live ones; ``experts``."""

    def __init__(self, model: Any, rows: Sequence[System]) -> None:
        self.model = model
        self.systems: list[ITSystem] = []
        self.graph = Couplings()
        for row in rows:
            behind = max(row.age_years, STEPS[row.generation] * self._value("generation_years"))
            self.systems.append(
                ITSystem(
                    model, row.name, row.generation, row.debt, row.run_meur, built=-round(row.age_years * WEEKS),
                    frontier=-behind, channels=tuple(row.channels), tasks=tuple(row.tasks), staff_tool=row.staff_tool,
                )
            )  # fmt: skip
            self.graph.join(row.name)
        for row in rows:
            self.graph.join(row.name, feeds=row.coupled)
        self._portal: deque[float] = deque(maxlen=_YEAR)
        self.experts = Experts(self.experts_needed(), self._value("expert_cover"))

    def _value(self, name: str) -> float:
        return float(self.model.values[f"systems.{name}"])

    # -- looking

    @property
    def live(self) -> list[ITSystem]:
        """The systems that are switched on."""
        return [system for system in self.systems if system.live]

    def find(self, names: Iterable[str]) -> list[ITSystem]:
        """The live systems among ``names``, oldest in the landscape first."""
        wanted = set(names)
        return [system for system in self.live if system.name in wanted]

    def couplings(self, names: Iterable[str]) -> int:
        """How many couplings a change of ``names`` crosses."""
        return self.graph.crossed(names)

    def experts_needed(self) -> dict[str, float]:
        """Full-time experts that keep the old generations running, in proportion to the run cost systems began with."""
        needed = {generation: 0.0 for generation, steps in STEPS.items() if steps}
        for system in self.live:
            if system.generation in needed:
                needed[system.generation] += self._value("experts_per_meur") * system.size_meur
        return needed

    def slowdown(self, names: Iterable[str]) -> float:
        """How much slower a change of ``names`` is than in a system without couplings, debt and missing experts (>= 1).

        1 + systems.slow_coupling x couplings crossed + systems.slow_debt x mean debt + systems.slow_experts x mean
        share of experts missing. Besker et al. 2019: 22-25 % of developers' time is lost to debt.
        """
        touched = self.find(names)
        if not touched:
            return 1.0
        debt = sum(system.debt for system in touched) / len(touched)
        missing = sum(self.experts.shortage(system.generation) for system in touched) / len(touched)
        crossed = self.couplings(system.name for system in touched)
        return (
            1.0
            + self._value("slow_coupling") * crossed
            + self._value("slow_debt") * debt
            + self._value("slow_experts") * missing
        )

    def worst_month(self, portal: float) -> float:
        """Availability of the portal in the worst four weeks in a row of the last 52; ``portal`` is this week's."""
        self._portal.append(portal)
        sums = np.convolve(self._portal, np.ones(min(_MONTH, len(self._portal))), "valid")
        return float(sums.min()) / min(_MONTH, len(self._portal))

    # -- changing

    def unsettle(self, names: Iterable[str], size: float, risk: float = 1.0, haste: float = 1.0) -> None:
        """A release of ``size`` (1 = a whole programme at once) in ``names``: incidents become likelier for some weeks.

        ``risk`` multiplies the unsettledness (a big-bang cutover); systems that work on theirs get a part of it. The
        release also leaves debt: systems.change_debt x size x haste for each coupling crossed.
        """
        for system in self.find(names):
            system.unsettled += size * risk
            for other in self.find(self.graph.feeds(system.name)):
                other.unsettled += self._value("unsettle_spread") * size * risk
            if self.model.week >= 0:  # the profile says how much debt there is at the start
                system.debt += self._value("change_debt") * size * haste * self.couplings([system.name])

    def add(
        self, name: str, run_meur: float, *, debt: float | None = None, generation: str = GENERATIONS[-1],
        feeds: Iterable[str] = (), fed_by: Iterable[str] = (), channels: Iterable[str] = (),
        tasks: Iterable[str] = (), staff_tool: bool = False, frontier: float | None = None,
    ) -> ITSystem:  # fmt: skip
        """A new system joins the pile; where its name is taken it gets a number."""
        taken = {system.name for system in self.systems}
        free = next(n for n in (name, *(f"{name} {k}" for k in range(2, 2 + len(taken)))) if n not in taken)
        system = ITSystem(
            self.model, free, generation, self._value("new_debt") if debt is None else debt, run_meur,
            built=self.model.week, frontier=self.model.frontier if frontier is None else frontier,
            channels=tuple(channels), tasks=tuple(tasks), staff_tool=staff_tool,
        )  # fmt: skip
        self.systems.append(system)
        self.graph.join(free, feeds, fed_by)
        return system

    def build(self, name: str, budget_meur: float, fed_by: Iterable[str] | None = None) -> ITSystem:
        """A system that replaces none: it costs systems.build_run_share of what it cost to build, year by year.

        It works on ``fed_by``; if that is not said, on the systems.build_couplings most coupled systems.
        """
        if fed_by is None:
            fed_by = self.graph.hubs(round(self._value("build_couplings")))
        return self.add(name, self._value("build_run_share") * budget_meur, fed_by=fed_by)

    def replace(self, names: Iterable[str], by: str | None, method: str) -> ITSystem | None:
        """A new system takes over from ``names``: work and couplings at once, the old run in parallel or stop.

        ``method`` is big_bang, strangler or lift_and_shift, which moves the machine and not the program: most of the
        debt, of the technology's age and of the run cost stay. Returns the new system, None where nothing live is left.
        """
        old = self.find(names)
        if not old:
            return None
        gone = {system.name for system in old}
        lifted = method == "lift_and_shift"
        carried = self._value("lift_debt") if lifted else 0.0
        saving = (1.0 - self._value("new_run_share")) * (self._value("lift_saving") if lifted else 1.0)
        behind = sum(system.distance for system in old) / len(old)
        new = self.add(
            by or f"new {old[0].name}", sum(system.run_meur for system in old) * (1.0 - saving),
            generation=min((s.generation for s in old), key=GENERATIONS.index) if lifted else GENERATIONS[-1],
            debt=sum(system.debt for system in old) / len(old) * carried if lifted else None,
            feeds=[n for s in old for n in self.graph.feeds(s.name) if n not in gone],
            fed_by=[n for s in old for n in self.graph.fed_by(s.name) if n not in gone],
            channels=dict.fromkeys(c for s in old for c in s.channels),
            tasks=dict.fromkeys(t for s in old for t in s.tasks),
            staff_tool=any(s.staff_tool for s in old), frontier=self.model.frontier - carried * behind,
        )  # fmt: skip
        for system in old:
            self._wind_down(system, new, 0 if method == "big_bang" else round(self._value("parallel_weeks")))
        return new

    def _wind_down(self, old: ITSystem, new: ITSystem, weeks: int) -> None:
        """``old`` has no work left; it goes on running for ``weeks``, kept in step by ``new``, then it is off."""
        old.off_week, old.successor = self.model.week + weeks, new.name
        old.run_meur *= float(self.model.values["delivery.parallel_share"])
        old.channels = old.tasks = ()
        old.staff_tool = False
        self.graph.cut_off(old.name)
        self.graph.join(new.name, feeds=[old.name])

    def encapsulate(self, names: Iterable[str]) -> None:
        """Put each of ``names`` behind one interface: one coupling stays, and debt bites less."""
        for system in self.find(names):
            system.debt *= self._value("capsule_debt")
            self.graph.cut_off(system.name, keep=1)

    def switch_off(self, system: ITSystem) -> None:
        """``system`` stops for good, and with it its couplings."""
        system.live = False
        self.graph.leave(system.name)
