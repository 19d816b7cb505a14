"""A review: staff go where staff is what is short, money where it is not.

Norms that are missed are looked at from the worst on. More posts help where the group behind the norm is busier (by
more than steering.load_gap) than another one that meets its own: then the least busy of these gives

    min(steering.strength x steering.most_moved x its posts, what makes both as busy as each other)

to the first norm of which that is so. Where no group is less busy, posts are not what is short: until the next review
the systems behind the first norm of which that is so get steering.strength x steering.most_money of the money for
small change, as maintenance on top of what they get anyway (see `repair`). Small change waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.processes.weather import WEEKS
from pes_sim.world.staff import GROUPS
from pes_sim.world.steering import Norm
from pes_sim.world.system import ITSystem

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def review(model: PESModel) -> None:
    """Act on the norms that are missed: one move of posts and one purpose for money, at most."""
    state = model.steering
    state.funded = None
    if model.values["steering.strength"] == 0:
        return
    moved = False
    for norm in state.missed():
        if found := spare(model, norm.group):
            if not moved:
                move(model, norm.group, *found)
                moved = True
        elif state.funded is None and behind(model, norm):
            state.funded = norm


def posts(model: PESModel, group: int) -> float:
    """Full-time posts of ``group`` as planned and moved so far."""
    return max(model.values[f"staffing.{GROUPS[group]}"] + float(model.steering.moved[group]), 0.0)


def spare(model: PESModel, receiver: int) -> tuple[int, float] | None:
    """Which group can spare posts for ``receiver``, and how many (FTE); None where posts are not what is short."""
    values, state = model.values, model.steering
    busy = state.load[receiver] - values["steering.load_gap"]
    givers = [g for g in range(len(GROUPS)) if state.pressed(g) == 0 and state.load[g] < busy]
    if not givers:
        return None
    giver = min(givers, key=lambda g: float(state.load[g]))
    have, there = posts(model, giver), posts(model, receiver)
    little, much = state.load[giver] * have, state.load[receiver] * there
    work = little + much  # none where a group without posts asks one without work
    evens_out = float((much * have - little * there) / work) if work > 0 else have
    return giver, min(values["steering.strength"] * values["steering.most_moved"] * have, evens_out)


def move(model: PESModel, receiver: int, giver: int, fte: float) -> None:
    """Move posts; who comes knows the house but not the work."""
    state = model.steering
    state.moved[giver] -= fte
    state.moved[receiver] += fte
    model.staff.move_in(receiver, model.values, state.moved, model.values["staffing.training_weeks"], model.week)


def behind(model: PESModel, norm: Norm) -> list[ITSystem]:
    """The live systems that ``norm`` stands on and that have debt to pay down."""
    return [system for system in model.landscape.live if norm.stands_on(system) and system.debt > 0]


def repair(model: PESModel, small_change: float) -> float:
    """Euro of this week's ``small_change`` that go to the systems behind the funded norm; notes what it does there.

    Maintenance at 1 costs systems.maintenance_cost of a system's run cost: so much more effort each of them gets.
    """
    values, state = model.values, model.steering
    for system in model.landscape.live:
        system.repair = 0.0
    systems = behind(model, state.funded) if state.funded else []
    normal = values["systems.maintenance_cost"] * sum(system.run_meur for system in systems) * 1e6 / WEEKS
    if normal <= 0:
        return 0.0
    spent = values["steering.strength"] * values["steering.most_money"] * small_change
    for system in systems:
        system.repair = spent / normal
    return spent
