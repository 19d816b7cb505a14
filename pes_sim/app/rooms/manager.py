"""All rooms: opened, joined, flown round by round, talked over; found again after a restart."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any

from pes_sim.app.disk import Shelf
from pes_sim.app.errors import AppError, told
from pes_sim.app.flights.flight import Flight
from pes_sim.app.flights.manager import Flights
from pes_sim.app.flights.spec import FlightSpec
from pes_sim.app.jobs.manager import Jobs
from pes_sim.app.rooms.exercise import Exercise
from pes_sim.app.rooms.room import Room, Team
from pes_sim.app.rooms.scoring import scores
from pes_sim.app.security import same
from pes_sim.app.settings import Settings
from pes_sim.app.sockets import Client
from pes_sim.app.workers import URGENT
from pes_sim.scenario.problems import Problem, ScenarioError

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What codes are made of: nothing that looks like something else on a projector."""
_CODE = 6
FRAMES = 3.0
ROOM_CHUNK = 2
"""Weeks flown at a time: with many teams to a process, each has its first frame soon."""


class Rooms:
    """Rooms by code."""

    def __init__(self, settings: Settings, flights: Flights, jobs: Jobs) -> None:
        self.limits, self.flights, self.jobs = settings.limits, flights, jobs
        self.shelf = Shelf(settings.data / "rooms")
        self.known: dict[str, Room] = {}

    # -- opening, finding, joining

    def open(self, name: str, exercise: Exercise, most_teams: int) -> Room:
        """A new room. Raises AppError."""
        open_rooms = [room for room in self.known.values() if room.phase != "closed"]
        if len(open_rooms) >= self.limits.rooms:
            raise AppError("busy", f"{len(open_rooms)} rooms are open already", after=600)
        code = "".join(secrets.choice(LETTERS) for _ in range(_CODE))
        reference = self._flight(exercise, code)
        room = Room(
            code, secrets.token_urlsafe(16), name, exercise, reference.id, weeks=reference.weeks,
            weights=dict(exercise.weights), most_teams=min(most_teams, self.limits.teams),
        )  # fmt: skip
        self.known[code] = room
        self.save(room)
        return room

    def _flight(self, exercise: Exercise, code: str) -> Flight:
        spec = FlightSpec(
            base=exercise.base, years=exercise.years, scale=exercise.scale, seed=exercise.seed,
            kpis=list(exercise.weights), alone=True,
        )  # fmt: skip
        return self.flights.create(spec, room=code)

    def find(self, code: str) -> Room:
        """The room with ``code``, from memory or disk. Raises AppError."""
        code = code.upper()
        if code in self.known:
            return self.known[code]
        document = self.shelf.read(_file(code)) if set(code) <= set(LETTERS) and len(code) == _CODE else None
        if document is None:
            raise AppError("not_found", "there is no room with this code")
        self.known[code] = Room.kept(document)
        return self.known[code]

    def join(self, room: Room, name: str) -> Team:
        """A new team. Raises AppError."""
        if room.phase not in ("lobby", "briefing"):
            raise AppError("conflict", "the room has begun; ask the trainer")
        if len(room.teams) >= room.most_teams:
            raise AppError("conflict", f"the room is full: {room.most_teams} teams")
        if any(team.name.casefold() == name.casefold() for team in room.teams):
            raise AppError("conflict", "another team has this name")
        team = Team(secrets.token_hex(4), name, secrets.token_urlsafe(16), self._flight(room.exercise, room.code).id)
        room.teams.append(team)
        self.save(room)
        self.tell(room)
        return team

    def who(self, room: Room, key: str) -> Team | None:
        """The team ``key`` belongs to, or None for the trainer's. Raises AppError for anybody else's."""
        if same(key, room.key):
            return None
        for team in room.teams:
            if same(key, team.key):
                return team
        raise AppError("forbidden", "this key opens nothing in this room")

    def save(self, room: Room) -> None:
        """Keep the room."""
        self.shelf.write(_file(room.code), room.document())

    # -- telling

    def tell(self, room: Room) -> None:
        """Everybody learns how the room stands, each what is theirs to know."""
        for client in tuple(room.trainers):
            client.send(room.view("trainer"))
        for team in room.teams:
            for client in tuple(team.clients):
                client.send(room.view("team", team))

    def flight(self, team: Team) -> Flight:
        """What ``team`` flies."""
        return self.flights.find(team.flight)

    async def state(self, room: Room, team: Team) -> dict[str, Any]:
        """The state of a team's flight, with the service left alone beside it."""
        mine, beside = await asyncio.gather(
            self.flights.state(self.flight(team)),
            self.flights.ask(self.flights.find(room.reference), "curves", list(room.exercise.weights), urgency=URGENT),
        )
        mine["lines"], mine["flight"] = ["flight", "no_decision"], team.id
        mine["series"]["no_decision"] = beside
        return mine

    # -- the clock

    async def advance(self, room: Room, weeks: int) -> None:
        """All teams fly on together; the weather comes when it is due; a round's end stops the clock."""
        async with room.lock:
            until = min(room.weeks, room.week + weeks, room.round_start + room.exercise.round_weeks)
            while room.week < until:
                await self._weather(room)
                due = [w.week for w in room.exercise.weather if room.week < w.week < until]
                await self._fly(room, min([until, *due]) - room.week)
            await self._measure(room)
            if room.week == room.round_start:
                for team in room.teams:
                    team.ready = False
            self.save(room)
        self.tell(room)

    async def _fly(self, room: Room, weeks: int) -> None:
        reference = self.flights.find(room.reference)
        first = reference.week
        await asyncio.gather(*(self.flights.step(f, room.week + weeks - f.week, ROOM_CHUNK) for f in self._all(room)))
        room.week += weeks
        curves = await self.flights.ask(reference, "curves", list(room.exercise.weights))
        news = {name: values[first:] for name, values in curves.items()}
        for team in room.teams:
            for client in team.clients:
                client.send({"type": "reference", "from": first, "week": room.week, "series": {"no_decision": news}})

    def _all(self, room: Room) -> list[Flight]:
        return [self.flights.find(room.reference), *(self.flight(team) for team in room.teams)]

    async def _weather(self, room: Room) -> None:
        for number, weather in enumerate(room.exercise.weather):
            if weather.week == room.week and not any(e.get("weather") == number for e in room.events):
                await self._event(room, weather.shock, number)

    async def event(self, room: Room, name: str) -> None:
        """A shock hits every team alike. Raises ScenarioError where it cannot hit one of them, and then hits none."""
        async with room.lock:
            await self._event(room, name, None)
            self.save(room)
        self.tell(room)

    async def _event(self, room: Room, name: str, weather: int | None) -> None:
        everybody = self._all(room)
        await asyncio.gather(*(self.flights.ask(f, "can", name) for f in everybody))
        await asyncio.gather(*(self.flights.decide(f, {"event": name}, ahead=False) for f in everybody))
        room.events.append({"week": room.week, "name": name, "weather": weather})

    def play(self, room: Room, speed: float) -> None:
        """The clock runs until the round's end."""
        room.speed = speed
        if not room.playing and room.week < room.weeks:
            room.playing = True
            room.player = asyncio.get_running_loop().create_task(self._play(room))
        self.tell(room)

    async def _play(self, room: Room) -> None:
        weeks = max(1, round(room.speed / FRAMES))
        end = min(room.weeks, room.round_start + room.exercise.round_weeks)
        try:
            while room.playing and room.week < end:
                began = time.monotonic()
                await self.advance(room, min(weeks, end - room.week))
                await asyncio.sleep(max(0.0, weeks / room.speed - (time.monotonic() - began)))
        except Exception as error:
            for client in room.trainers:
                client.refuse(told(error))
        finally:
            room.playing = False
            self.tell(room)

    # -- measuring

    async def _measure(self, room: Room) -> None:
        names = list(room.weights)
        flights = self._all(room)
        found = await asyncio.gather(*(self.flights.ask(f, "standing", names) for f in flights))
        room.standing = found[0]
        marks = scores([each["totals"] for each in found], room.weights)
        for team, mark, each, flight in zip(room.teams, marks[1:], found[1:], flights[1:], strict=True):
            team.score = mark
            self._money(room, team, each, flight)

    def _money(self, room: Room, team: Team, standing: dict[str, Any], flight: Flight) -> None:
        extra = standing["spent_meur"] - room.standing.get("spent_meur", 0.0)
        left = room.exercise.budget_meur - extra - standing["committed_meur"]
        team.standing = {
            "totals": standing["totals"], "spent_meur": extra, "committed_meur": standing["committed_meur"],
            "left_meur": left, "decisions": len(self.decided(room, flight)),
        }  # fmt: skip

    def decided(self, room: Room, flight: Flight) -> list[dict[str, Any]]:
        """What a team has decided in the present round."""
        return [what for week, what in flight.log if week >= room.round_start and "event" not in what]

    # -- deciding

    async def decide(self, room: Room, team: Team, order: dict[str, Any], re: Any) -> None:
        """A team's decision, within the exercise's levers, ranges, decisions a round and budget."""
        if room.phase != "flying":
            raise AppError("conflict", f"the room is in its {room.phase}; nothing can be decided now")
        if room.lock.locked():
            await room.lock.acquire()  # the clock is moving: what is decided acts when it stands
            room.lock.release()
        allowed(room.exercise, order)
        async with team.lock:
            flight = self.flight(team)
            most = room.exercise.decisions_per_round
            if len(self.decided(room, flight)) >= most:
                raise AppError("conflict", f"{most} decisions a round; the next round begins soon")
            await self.flights.decide(flight, order, re, ahead=False)
            await self._account(room, team, flight)
            if team.standing["left_meur"] < 0:
                await self._hold_back(room, team, flight, order)
        self.flights.show_ahead(flight, re)
        self.tell(room)

    async def _account(self, room: Room, team: Team, flight: Flight) -> None:
        found = await self.flights.ask(flight, "standing", list(room.weights), urgency=URGENT)
        self._money(room, team, found, flight)

    async def _hold_back(self, room: Room, team: Team, flight: Flight, order: dict[str, Any]) -> None:
        """Take a decision back that the budget does not hold; one that makes the next quarter no dearer may stand."""
        missing = -team.standing["left_meur"]
        planned = await self.flights.ask(flight, "planned", urgency=URGENT)
        dearer = await self.flights.ask(flight, "cost_ahead", urgency=URGENT)
        await self.flights.undo(flight)
        before = await self.flights.ask(flight, "cost_ahead", urgency=URGENT)
        if planned == 0 and dearer <= before + 1e-9:
            await self.flights.decide(flight, order, ahead=False)
        await self._account(room, team, flight)
        if planned > 0 or dearer > before + 1e-9:
            raise AppError("conflict", f"the budget does not hold this: {missing:.1f} million EUR would be missing")

    async def undo(self, room: Room, team: Team, re: Any) -> None:
        """Take back a team's last decision of this round."""
        async with team.lock:
            flight = self.flight(team)
            if room.phase != "flying" or not self.decided(room, flight):
                raise AppError("conflict", "nothing was decided in this round")
            if "event" in flight.log[-1][1] or flight.log[-1][0] < flight.week:
                raise AppError("conflict", "time has passed since; it cannot be taken back")
            await self.flights.undo(flight, re)
            await self._account(room, team, flight)
        self.tell(room)

    # -- ending

    async def phase(self, room: Room, phase: Any) -> None:
        """The trainer moves the room on."""
        if phase == "flying" and not room.teams:
            raise AppError("conflict", "no team has joined yet")
        room.playing = False
        room.phase = phase
        if phase in ("flying", "debrief"):
            await self._measure(room)
        if phase == "debrief" and room.search is None:
            room.search = self.jobs.post("search", self._search(room)).id
        self.save(room)
        self.tell(room)
        if phase == "closed":
            self.close(room)

    def _search(self, room: Room) -> dict[str, Any]:
        return {
            "exercise": room.exercise.model_dump(), "weights": room.weights,
            "events": [[event["week"], event["name"]] for event in room.events], "week": room.week,
        }  # fmt: skip

    def remove(self, room: Room, name: str) -> None:
        """A team leaves."""
        for team in [team for team in room.teams if team.id == name]:
            room.teams.remove(team)
            for client in tuple(team.clients):
                client.drop()
            self.flights.end(self.flight(team))
        self.save(room)
        self.tell(room)

    def close(self, room: Room) -> None:
        """The room is over: its flights are let go; what it was stays on disk until it is old."""
        room.playing = False
        for flight in self._all(room):
            self.flights.let_go(flight)
        everybody: set[Client] = set(room.trainers).union(*(team.clients for team in room.teams))
        for client in everybody:
            client.drop()
        self.known.pop(room.code, None)

    def sweep(self, days: float) -> None:
        """Remove what is old."""
        self.shelf.sweep(days)


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


def _file(code: str) -> str:
    return f"room-code-{code}"
