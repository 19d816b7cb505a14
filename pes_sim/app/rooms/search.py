"""The best plan known: reference plans, and every set of the exercise's options, flown through the room's weather."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

from pes_sim.app.document import plain
from pes_sim.app.flights.pilot import Pilot
from pes_sim.app.flights.spec import FlightSpec
from pes_sim.app.jobs.watch import Watch
from pes_sim.app.lookup.library import entry
from pes_sim.app.rooms.exercise import Exercise
from pes_sim.app.rooms.scoring import scores
from pes_sim.app.settings import Limits
from pes_sim.live.warm import WarmWorlds
from pes_sim.scenario.problems import ScenarioError

MOST_TOGETHER = 3
"""Options laid at the start together; more of them are hardly ever affordable at once."""

Log = list[tuple[int, dict[str, Any]]]


def search(request: dict[str, Any], place: Path, shared: Any, limits: Limits) -> dict[str, Any]:
    """Fly every candidate up to the room's week; returns the reference plans and the best set of options."""
    exercise = Exercise.model_validate(request["exercise"])
    weights, week = request["weights"], request["week"]
    events: Log = [(at, {"event": name}) for at, name in request["events"]]
    worlds, watch = WarmWorlds(), Watch(shared)
    candidates = _candidates(exercise)
    flown = []
    for number, (kind, parts, why, log) in enumerate(candidates):
        watch.weeks(number * week, len(candidates) * week)
        try:
            line = _fly(exercise, log, events, week, list(weights), limits, worlds)
        except ScenarioError:
            continue  # two options that cannot go together
        name = " + ".join(parts)
        flown.append({"who": name, "name": name, "parts": parts, "kind": kind, "why": why, **line})
    alone = flown.pop(0)
    for line in flown:
        line["spent_meur"] -= alone["spent_meur"]
    marks = scores([alone["totals"], *(line["totals"] for line in flown)], weights)[1:]
    fitting = [
        (mark, line)
        for mark, line in zip(marks, flown, strict=True)
        if line["kind"] == "search" and mark is not None and line["spent_meur"] <= exercise.budget_meur
    ]
    best = [max(fitting, key=lambda each: each[0])[1]] if fitting else []
    plans = [line for line in flown if line["kind"] == "plan"]
    return dict(plain({"lines": plans + best, "tried": len(flown)}))


def _candidates(exercise: Exercise) -> list[tuple[str, list[str], str, Log]]:
    """(kind, titles, why, log): nothing first, then the reference plans, then sets of options."""
    found: list[tuple[str, list[str], str, Log]] = [("no_decision", ["no_decision"], "", [])]
    titles = {name: entry(name, "option").title for name in exercise.options}
    for plan in exercise.plans:
        found.append(("plan", [plan.title], plan.why, [(order.week, order.what()) for order in plan.orders]))
    for size in range(1, MOST_TOGETHER + 1):
        for chosen in combinations(exercise.options, size):
            why = "the best of all sets of this exercise's options, begun at once, within the budget"
            orders: Log = [(0, {"option": name}) for name in chosen]
            found.append(("search", [titles[name] for name in chosen], why, orders))
    return found


def _fly(
    exercise: Exercise, log: Log, events: Log, week: int, names: list[str], limits: Limits, worlds: WarmWorlds
) -> dict[str, Any]:
    """One candidate through the weather. Raises ScenarioError."""
    spec = FlightSpec(
        base=exercise.base, years=exercise.years, scale=exercise.scale, seed=exercise.seed, kpis=names, alone=True
    )
    # What is decided at the end of a round comes before the weather of the next, as in the room.
    merged = sorted(
        [*events, *(each for each in log if each[0] < week)], key=lambda each: (each[0], "event" in each[1])
    )
    pilot = Pilot(spec.model_dump(), merged, week, limits, worlds)
    standing, state = pilot.standing(names), pilot.state()
    line = {
        "spent_meur": standing["spent_meur"], "totals": standing["totals"], "series": pilot.curves(names),
        "log": [entry for entry in state["log"] if entry["kind"] != "event"], "start": state["start"],
    }  # fmt: skip
    pilot.close()
    return line
