"""Which systems and which staff a project touches: those it names, else those behind what it delivers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pes_sim.scenario.changes import ProjectPlan
from pes_sim.world.staff import BACK_STAFF, CASEWORKERS, FRONT_STAFF, GROUPS, PHONE_STAFF
from pes_sim.world.system import ITSystem

if TYPE_CHECKING:
    from pes_sim.model import PESModel

NO_RISK = ("training",)
"""Kinds of project that release nothing into a system."""
_USERS = {"phone": (PHONE_STAFF,), "counter": (FRONT_STAFF,), "post": (BACK_STAFF,), "message": (BACK_STAFF,),
          "video": (CASEWORKERS,)}  # fmt: skip
"""Who works in the systems that carry a channel; self-service has no staff in it."""
_CASE_ADMIN = "automation.case_admin.assistance"
_STAFF_TOOL = (CASEWORKERS, FRONT_STAFF, BACK_STAFF)


def touched(model: PESModel, plan: ProjectPlan) -> list[str]:
    """Names of the live systems that a release of ``plan`` changes."""
    if plan.kind in NO_RISK:
        return []
    named = {*plan.replaces, *(_now(model, name) for name in plan.touches)}
    if named:
        return [system.name for system in model.landscape.find(named)]
    return [s.name for s in model.landscape.live if any(_behind(s, change.path) for change in plan.delivers)]


def _now(model: PESModel, name: str) -> str:
    """The system that does today what ``name`` did: what replaced it, if anything did."""
    successors = {system.name: system.successor for system in model.systems}
    while (successor := successors.get(name)) is not None:
        name = successor
    return name


def _behind(system: ITSystem, path: str) -> bool:
    """Whether ``system`` carries the channel or the task that the parameter at ``path`` is about."""
    family, _, rest = path.partition(".")
    name = rest.split(".")[0]
    if family == "channels":
        return name in system.channels
    if family in ("automation", "tasks"):
        return name in system.tasks or (name == "case_admin" and system.staff_tool)
    return family == "organisation" and system.staff_tool


def pools(model: PESModel, names: Iterable[str]) -> list[int]:
    """Groups of staff that work in the systems called ``names``."""
    found: set[int] = set()
    for system in model.landscape.find(names):
        found.update(_STAFF_TOOL if system.staff_tool else ())
        for channel in system.channels:
            found.update(_USERS.get(channel, ()))
    return sorted(found)


def adoption(model: PESModel, plan: ProjectPlan) -> float:
    """Share of what ``plan`` delivers that is in use: what assists staff is as much so as they accept it.

    The effect itself follows acceptance where the tool is used (`service`, `counselling`); this is for the books.
    """
    users = {
        GROUPS[CASEWORKERS if change.path == _CASE_ADMIN else BACK_STAFF]
        for change in plan.delivers
        if change.path.endswith(".assistance")
    }
    return sum(model.acceptance[pool] for pool in users) / len(users) if users else 1.0
