"""What a client may say on a socket, each message checked by its type."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from pes_sim.app.errors import AppError
from pes_sim.app.flights.spec import Name, Strict

MOST_NESTING = 12


class Message(Strict):
    """``id`` comes back in the answer as ``re``."""

    id: int | Annotated[str, Field(max_length=64)] | None = None


class Step(Message):
    """Fly so many weeks."""

    type: Literal["step", "advance"]
    weeks: int = Field(ge=1, le=52)


class Play(Message):
    """Fly on, so many weeks a second."""

    type: Literal["play"]
    speed: float = Field(4.0, ge=0.5, le=60.0)


class Plain(Message):
    """A message that says all by its type."""

    type: Literal["pause", "undo", "look", "state"]


class SetLever(Message):
    """A lever, from now on."""

    type: Literal["set"]
    path: Name
    to: float | Annotated[str, Field(max_length=40)]
    ramp: str | None = Field(None, max_length=20)


class Change(Message):
    """Any item of an option file."""

    type: Literal["change"]
    item: dict[str, Any]


class Named(Message):
    """An option laid now, or an event that happens now."""

    type: Literal["option", "event"]
    name: Name


class Follow(Message):
    """Which curves to tell from now on."""

    type: Literal["kpis"]
    names: list[Name] = Field([], max_length=40)
    segment: Name = "all"


class Hello(Message):
    """Who speaks, in a room."""

    type: Literal["hello"]
    key: str = Field(max_length=100)


class Ready(Message):
    """A team has done what it wanted to this round."""

    type: Literal["ready"]
    ready: bool


class Phase(Message):
    """The trainer moves the room on."""

    type: Literal["phase"]
    phase: Literal["briefing", "flying", "debrief", "closed"]


class Weights(Message):
    """What the trainer counts, and how much."""

    type: Literal["weights"]
    weights: dict[Name, Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]] = Field(max_length=20)


class ShowScores(Message):
    """Whether teams see each other's scores."""

    type: Literal["show_scores"]
    show: bool


class OfTeam(Message):
    """About one team."""

    type: Literal["remove", "watch"]
    team: Name


Fly = Step | Play | Plain | SetLever | Change | Named | Follow
InRoom = Fly | Hello | Ready | Phase | Weights | ShowScores | OfTeam
_FLY: TypeAdapter[Fly] = TypeAdapter(Annotated[Fly, Field(discriminator="type")])
_ROOM: TypeAdapter[InRoom] = TypeAdapter(Annotated[InRoom, Field(discriminator="type")])


def read(text: str, room: bool = False) -> Any:
    """The message in ``text``. Raises AppError."""
    try:
        document = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise AppError("invalid", "the message is not JSON") from None
    if _depth(document) > MOST_NESTING:
        raise AppError("invalid", "the message is nested too deeply")
    try:
        return (_ROOM if room else _FLY).validate_python(document)
    except ValidationError as error:
        details = [f"{'.'.join(map(str, d['loc']))}: {d['msg']}".removeprefix(": ") for d in error.errors()[:10]]
        problems: list[dict[str, Any]] = [
            {"message": each, "expected": "", "nearest": [], "file": None, "line": None} for each in details
        ]
        raise AppError("invalid", details[0], problems) from None


def reference(text: str) -> Any:
    """The ``id`` of a message that may be wrong in everything else."""
    try:
        document = json.loads(text)
        found = document.get("id") if isinstance(document, dict) else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, int) or (isinstance(found, str) and len(found) <= 64) else None


def order_of(message: Any) -> dict[str, Any]:
    """What a Pilot is told to decide."""
    if isinstance(message, SetLever):
        item: dict[str, Any] = {"set": message.path, "to": message.to}
        return {"item": item | ({"ramp": message.ramp} if message.ramp else {})}
    if isinstance(message, Change):
        return {"item": message.item}
    return {message.type: message.name}


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _depth(document: Any) -> int:
    depth, level = 0, [document]
    while level and depth <= MOST_NESTING:
        depth += 1
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return depth
