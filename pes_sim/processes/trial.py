"""A trial: the eligible join, the lot puts them into groups, and what is done to a group holds for its members.

The lot is keyed by person (or by region), so that it does not depend on what is done to anybody. Without a trial
nothing happens here, and every person is under the service's own rules (regime 0).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.profiling.scoring import NORMAL, rank_rows
from pes_sim.random import Stream, draw, draws, salt
from pes_sim.scenario.trial import Eligible, Trial
from pes_sim.world.labour_force import LabourForce
from pes_sim.world.register import ENTRANT, TO_INACTIVITY, TO_LASTING_INACTIVITY, TO_MEASURE, Register
from pes_sim.world.trial import (
    AWAY,
    BENEFIT,
    GONE,
    MEASURE,
    MEETING,
    OWN_RULES,
    REGISTERED,
    WORK,
    Participants,
    Regimes,
)

if TYPE_CHECKING:
    from pes_sim.model import PESModel

Rows = NDArray[np.int64]
_REGION_KEYS = 1 << 53
_HELD = 2
"""Value of the register's ``met`` at the end of a week in which a meeting was held."""


def trial(model: PESModel) -> None:
    """Enrol who is eligible this week, and say under which rules every participant is served."""
    model.regimes = regimes(model)
    part = model.participants
    if part is None or model.week < 0:
        return
    register = model.jobseekers.register
    rows = _eligible_rows(model, part.trial)
    if len(rows):
        _join(model, part, rows)
    register.regime[: register.n] = OWN_RULES
    who = part.followed(model.week)
    row = _row_of(model, part, who)
    here = row >= 0
    register.regime[row[here]] = part.regime(who[here], model.week)


def regimes(model: PESModel) -> Regimes:
    """This week's rules, by regime."""
    planned = () if model.participants is None else model.participants.trial.treatments
    return Regimes.of(model.values, planned)


def _eligible_rows(model: PESModel, plan: Trial) -> Rows:
    """Rows of those who meet the conditions this week and are not in the trial yet."""
    register, force, who = model.jobseekers.register, model.jobseekers.labour_force, plan.eligible
    n, week = register.n, model.week
    wanted = np.zeros(n, dtype=bool)
    if who.entries is not None and who.entries[0] <= week < who.entries[1]:
        wanted |= register.spell[:n] == 0
    if who.stock == week:
        wanted |= True
    rows = np.flatnonzero(wanted)
    if not len(rows):
        return rows
    rows = rows[_meets(model, who, register, force, rows)]
    known = model.participants.known if model.participants is not None else set()
    pairs = zip(register.slot[rows].tolist(), force.generation[register.slot[rows]].tolist(), strict=True)
    rows = rows[np.array([pair not in known for pair in pairs], dtype=bool)] if len(rows) else rows
    return rows[np.argsort(register.slot[rows])]


def _meets(model: PESModel, who: Eligible, register: Register, force: LabourForce, rows: Rows) -> NDArray[np.bool_]:
    """Which ``rows`` meet the conditions on the person."""
    fits = np.ones(len(rows), dtype=bool)
    slot = register.slot[rows]
    if who.registered_for is not None:
        fits &= (register.spell[rows] >= who.registered_for[0]) & (register.spell[rows] < who.registered_for[1])
    if who.ages is not None:
        age = model.tables.band_age[register.band[rows]]
        fits &= (age >= who.ages[0]) & (age <= who.ages[1])
    for name in ("sex", "education", "area"):
        if (levels := getattr(who, name)) is not None:
            fits &= np.isin(getattr(force, name)[slot], sorted(levels))
    if who.digital_skill is not None:
        fits &= np.isin(force.skill_class[slot], sorted(who.digital_skill))
    if who.regions is not None:
        named = [r for r, row in enumerate(model.figures.regions.rows) if row.name in who.regions]
        fits &= np.isin(register.region[rows], named)
    if who.from_work:
        fits &= ~np.isin(force.was[slot], (TO_MEASURE, TO_INACTIVITY, TO_LASTING_INACTIVITY, ENTRANT))
    if who.score is not None:
        rank = risk_ranks(model, register, rows)
        fits &= (rank >= who.score[0]) & (rank < who.score[1])
    if who.sample < 1:
        fits &= _lots(register.key[rows], Stream.TRIAL_SAMPLE) < who.sample
    return fits


def risk_ranks(model: PESModel, people: Register, rows: Rows) -> NDArray[np.float64]:
    """Rank of ``rows`` among those who register, by a score of the accuracy declared, with noise of its own."""
    seen, found = model.profiler, np.empty(len(rows))
    tool = seen.tool
    rank_rows(
        rows, people.key, people.region, people.band, people.occupation, people.slow, seen.signal, NORMAL, tool.weight,
        tool.lowest, tool.step, tool.law, salt(Stream.TRIAL_SCORE, 0), found,
    )  # fmt: skip
    return found


def _lots(keys: NDArray[np.uint64], stream: Stream) -> NDArray[np.float64]:
    out = np.empty(len(keys))
    draws(keys, salt(stream, 0), out)
    return out


def _join(model: PESModel, part: Participants, rows: Rows) -> None:
    register, force = model.jobseekers.register, model.jobseekers.labour_force
    slot = register.slot[rows].astype(np.int64)
    generation = force.generation[slot].astype(np.int64)
    part.known.update(zip(slot.tolist(), generation.tolist(), strict=True))
    bounds = np.cumsum(list(part.trial.groups.values()))
    if part.trial.lot == "region":
        group = region_groups(model, part.trial)[register.region[rows]]
    else:
        group = np.minimum(
            np.searchsorted(bounds, _lots(register.key[rows], Stream.TRIAL_LOT), side="right"), len(bounds) - 1
        )
    part.join(
        slot=slot, generation=generation, group=group, joined=np.full(len(rows), model.week),
        region=register.region[rows], cell=register.cell[rows], band=register.band[rows], slow=register.slow[rows],
        spell=register.spell[rows], quality=model.staff.quality[model.staff.cover[register.caseworker[rows]]],
    )  # fmt: skip


def region_groups(model: PESModel, plan: Trial) -> NDArray[np.int64]:
    """Group of every region where the lot is by region: regions in a keyed order, dealt out by their labour force."""
    weight = np.array([row.labour_force for row in model.figures.regions.rows])
    named = [
        plan.eligible.regions is None or row.name in plan.eligible.regions for row in model.figures.regions.rows
    ]  # fmt: skip
    weight = np.where(named, weight, 0.0)
    luck = [draw(model.seed, Stream.TRIAL_LOT, 0, _REGION_KEYS + r) for r in range(len(weight))]
    order = np.argsort(luck)
    middle = np.empty(len(weight))
    middle[order] = (np.cumsum(weight[order]) - weight[order] / 2) / weight.sum()
    bounds = np.cumsum(list(plan.groups.values())).tolist()
    return np.array([min(bisect_right(bounds, x), len(bounds) - 1) for x in middle], dtype=np.int64)


def _row_of(model: PESModel, part: Participants, who: Rows) -> Rows:
    """Row on the register of participants ``who``; -1 for those who are not on it, or have left for good."""
    register, force = model.jobseekers.register, model.jobseekers.labour_force
    place = np.full(force.n, -1, dtype=np.int64)
    place[register.slot[: register.n]] = np.arange(register.n)
    slot = part["slot"][who]
    return np.where(force.generation[slot] == part["generation"][who], place[slot], -1)


def follow(model: PESModel) -> None:
    """At the end of a week: note where every participant is, what was paid and who was met."""
    part = model.participants
    if part is None or model.week < 0:
        return
    register, force, clocks = model.jobseekers.register, model.jobseekers.labour_force, model.jobseekers.clocks
    who = part.followed(model.week)
    slot, row = part["slot"][who], _row_of(model, part, who)
    clock = force.clock[slot]
    state = np.select(
        [clock < clocks.measures, clock == clocks.measures, clock == clocks.inactive], [WORK, MEASURE, AWAY], REGISTERED
    )
    state[force.generation[slot] != part["generation"][who]] = GONE
    here = row >= 0
    at = row[here]
    state[here] += BENEFIT * (register.claim_ok[at] == 1)
    state[here] += MEETING * (register.met[at] == _HELD)
    part.history[who, model.week - part["joined"][who]] = state
    loses = model.regimes.loses[register.regime[at]]
    part["lost"][who[here]] += loses & (register.met[at] > 0) & (register.since_meeting[at] == 1)
    if part.trial.lot == "region":
        _rate(model, part, register.region[: register.n], force.region)


def _rate(model: PESModel, part: Participants, registered: NDArray[Any], everybody: NDArray[Any]) -> None:
    """Registered and labour force of the regions of each group."""
    of, groups = region_groups(model, part.trial), len(part.trial.groups)
    part.rates.append((np.bincount(of[registered], minlength=groups), np.bincount(of[everybody], minlength=groups)))
