"""One room as the server keeps it: whose it is, who is in it, how far it is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

from pes_sim.app.rooms.exercise import Exercise
from pes_sim.app.sockets import Client

Phase = Literal["lobby", "briefing", "flying", "debrief", "closed"]


@dataclass(eq=False)
class Team:
    """One team; ``key`` is what its screens say hello with, ``flight`` what it flies."""

    id: str
    name: str
    key: str
    flight: str
    ready: bool = False
    standing: dict[str, Any] = field(default_factory=dict)
    score: float | None = None
    clients: set[Client] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def document(self) -> dict[str, Any]:
        """What is kept on disk."""
        return {"id": self.id, "name": self.name, "key": self.key, "flight": self.flight, "ready": self.ready}


@dataclass(eq=False)
class Room:
    """``reference`` is the flight in which nobody decides; ``events`` happened to all."""

    code: str
    key: str
    name: str
    exercise: Exercise
    reference: str
    phase: Phase = "lobby"
    week: int = 0
    weeks: int = 0
    teams: list[Team] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)
    most_teams: int = 12
    show_scores: bool = False
    search: str | None = None
    playing: bool = False
    speed: float = 4.0
    standing: dict[str, Any] = field(default_factory=dict)
    trainers: set[Client] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    player: asyncio.Task[None] | None = None

    @property
    def round_start(self) -> int:
        """The week the present round began in."""
        return self.week // self.exercise.round_weeks * self.exercise.round_weeks

    def document(self) -> dict[str, Any]:
        """What is kept on disk."""
        plain = ("code", "key", "name", "reference", "phase", "week", "weeks", "events", "weights", "most_teams",
                 "show_scores", "search")  # fmt: skip
        return {name: getattr(self, name) for name in plain} | {
            "exercise": self.exercise.model_dump(), "teams": [team.document() for team in self.teams],
        }  # fmt: skip

    @classmethod
    def kept(cls, document: dict[str, Any]) -> Room:
        """A room as it was kept."""
        teams = [Team(**each) for each in document.pop("teams")]
        return cls(**{**document, "exercise": Exercise.model_validate(document["exercise"]), "teams": teams})

    def view(self, role: str, me: Team | None = None) -> dict[str, Any]:
        """What ``role`` may know of the room: a team knows of the others who they are, no more."""
        each = self.exercise
        return {
            "type": "room", "code": self.code, "role": role, "team": me.id if me else None, "title": each.title,
            "phase": self.phase, "week": self.week, "weeks": self.weeks, "round": self.week // each.round_weeks + 1,
            "rounds": -(-self.weeks // each.round_weeks), "round_weeks": each.round_weeks, "playing": self.playing,
            "speed": self.speed, "weights": self.weights, "budget_meur": each.budget_meur,
            "decisions_per_round": each.decisions_per_round, "show_scores": self.show_scores, "events": self.events,
            "teams": [self._row(team, role == "trainer" or team is me) for team in self.teams],
            "exercise": public(self.name, each, trainer=role == "trainer" or self.phase == "debrief"),
        }  # fmt: skip

    def _row(self, team: Team, whole: bool) -> dict[str, Any]:
        row = {"team": team.id, "name": team.name, "online": bool(team.clients), "ready": team.ready}
        if whole or self.show_scores:
            row["score"] = team.score
        if whole:
            row |= {k: team.standing.get(k) for k in ("decisions", "spent_meur", "committed_meur", "left_meur")}
        return row


def public(name: str, each: Exercise, trainer: bool) -> dict[str, Any]:
    """The exercise; what gives it away (weather, plans, lesson) is the trainer's until the debrief."""
    document = each.model_dump()
    if not trainer:
        for secret in ("weather", "plans", "lesson", "debrief_questions", "seed"):
            document.pop(secret)
    return {"name": name, **document}
