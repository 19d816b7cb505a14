"""What a team may decide: the levers and options of the exercise, each lever within its range."""

from __future__ import annotations

from typing import Any

from pes_sim.app.errors import AppError
from pes_sim.app.rooms.exercise import Exercise
from pes_sim.scenario.problems import Problem, ScenarioError


def allowed(exercise: Exercise, order: dict[str, Any]) -> None:
    """Raise where ``order`` is not a team's to give in ``exercise``."""
    if "option" in order:
        if order["option"] not in exercise.options:
            raise AppError("forbidden", f"{order['option']} is not among the options of this exercise")
        return
    item = order.get("item", {})
    if set(item) - {"set", "to", "ramp"}:
        raise AppError("forbidden", "in a room a team moves a lever (set, to, ramp) or lays one of the options")
    lever = next((lever for lever in exercise.levers if lever.path == item.get("set")), None)
    if lever is None:
        levers = ", ".join(each.path for each in exercise.levers)
        raise AppError("forbidden", f"{str(item.get('set'))[:60]} is not among the levers of this exercise: {levers}")
    to = item.get("to")
    if isinstance(to, bool) or not isinstance(to, (int, float)):
        raise AppError("invalid", "in a room a lever is set to a number")
    if not lever.low <= to <= lever.high:
        problem = Problem(None, None, f"{lever.path} is {to:g}", f"{lever.low:g} to {lever.high:g} in this exercise")
        raise ScenarioError([problem])
