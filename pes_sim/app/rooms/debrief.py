"""The debrief: every team beside the service left alone, the reference plans and the best plan that was found."""

from __future__ import annotations

import asyncio
from typing import Any

from pes_sim.app.errors import AppError
from pes_sim.app.rooms.manager import Rooms
from pes_sim.app.rooms.room import Room
from pes_sim.app.rooms.scoring import scores


async def debrief(rooms: Rooms, room: Room) -> dict[str, Any]:
    """All lines with their curves, decisions, money and scores. Raises AppError before the debrief."""
    if room.phase != "debrief":
        raise AppError("conflict", f"the room is in its {room.phase}")
    names = list(room.weights)
    lines = await _flown(rooms, room, names)
    search = {"state": "none", "done": 0, "total": 0}
    if room.search is not None:
        job = rooms.jobs.find(room.search)
        search = {"state": job.state, "done": job.done, "total": job.total}
        if job.state == "done":
            lines += rooms.jobs.result(job)["lines"]
    marks = scores([line["totals"] for line in lines], room.weights)
    for line, mark in zip(lines, marks, strict=True):
        line["score"] = mark
        line["within_budget"] = line["spent_meur"] <= room.exercise.budget_meur + 1e-9
    fit = [line for line in lines if line["within_budget"] and line["score"] is not None]
    best = max(fit, key=lambda line: line["score"], default=None)
    return {
        "title": room.exercise.title, "weights": room.weights, "questions": room.exercise.debrief_questions,
        "lesson": room.exercise.lesson, "week": room.week, "weeks": room.weeks,
        "start": None if not lines else lines[0].get("start"), "kpis": names, "lines": lines, "search": search,
        "best": None if best is None else {k: best[k] for k in ("name", "parts", "kind", "score", "log", "why")},
        "events": room.events, "budget_meur": room.exercise.budget_meur,
    }  # fmt: skip


async def _flown(rooms: Rooms, room: Room, names: list[str]) -> list[dict[str, Any]]:
    """The service left alone, and every team."""
    flights = [rooms.flights.find(room.reference), *(rooms.flight(team) for team in room.teams)]
    asked = [
        asyncio.gather(
            rooms.flights.ask(f, "curves", names),
            rooms.flights.ask(f, "standing", names),
            rooms.flights.ask(f, "state"),
        )
        for f in flights
    ]
    found = await asyncio.gather(*asked)
    alone = found[0][1]["spent_meur"]
    titles = ["No decision", *(team.name for team in room.teams)]
    return [
        {
            "who": "no_decision" if n == 0 else room.teams[n - 1].id, "name": title,
            "parts": [] if n else [title],
            "kind": "no_decision" if n == 0 else "team", "spent_meur": standing["spent_meur"] - alone,
            "series": curves, "totals": standing["totals"], "start": state["start"],
            "log": [entry for entry in state["log"] if entry["kind"] != "event"],
            "why": "" if n else "what would have come without anybody deciding",
        }
        for n, (title, (curves, standing, state)) in enumerate(zip(titles, found, strict=True))
    ]  # fmt: skip
