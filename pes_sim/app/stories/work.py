"""The job behind a person's story: somebody is found, and traced in every scenario asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from pes_sim.app.document import plain
from pes_sim.app.errors import AppError
from pes_sim.app.flights.spec import FlightSpec, Name, Strict, scenarios
from pes_sim.app.jobs.watch import DONE, TOTAL, WISH, Cancelled
from pes_sim.app.settings import Limits
from pes_sim.model import PESModel
from pes_sim.runs.errors import CallError
from pes_sim.runs.trace.finding import Wish
from pes_sim.runs.trace.finding import find as found_in
from pes_sim.runs.trace.story import trace_model
from pes_sim.runs.trace.telling import teller
from pes_sim.runs.trace.watching import Watched
from pes_sim.scenario.scenario import Scenario

MOST_YEARS = 5


class StoryRequest(Strict):
    """``person`` by number, or the ``number``-th whom ``find`` fits ("digital_skill:low", "outcome:gave_up")."""

    base: Name
    options: list[Name] = Field([], max_length=1)
    years: int = Field(2, ge=1, le=MOST_YEARS)
    scale: int = Field(500, ge=1, le=1_000_000)
    seed: int = Field(1, ge=0, lt=2**53)
    person: int | None = Field(None, ge=0)
    find: list[Name] = Field([], max_length=6)
    number: int = Field(1, ge=1, le=10_000)
    language: Annotated[str, Field(max_length=5)] = "en"

    def told_in(self) -> list[Scenario]:
        """The service as it is, then with the option. Raises AppError, ScenarioError."""
        spec = FlightSpec(base=self.base, options=self.options, years=self.years, scale=self.scale, seed=self.seed)
        flown, ground = scenarios(spec, Limits())
        return [flown] if ground is None else [ground, flown]

    def check(self) -> None:
        """Raises AppError for a group, outcome or language there is not."""
        try:
            teller(self.language)
            Wish.of(self.find)
        except CallError as error:
            raise AppError("invalid", str(error)) from None


class _Counted(Watched):
    """A traced world that tells how far it is, and stops where that is wished."""

    board: Any = None

    def step(self) -> None:
        super().step()
        if self.board is not None:
            _tick(self.board)


def _tick(board: Any) -> None:
    board[DONE] += 1
    if board[WISH]:
        raise Cancelled


def story(request: dict[str, Any], place: Path, shared: Any, limits: Limits) -> dict[str, Any]:
    """Trace as ``request`` says: ``{"stories": [..]}``, one a scenario, of the same person with the same luck."""
    asked = StoryRequest.model_validate(request)
    told_in = asked.told_in()
    runs = len(told_in) + (asked.person is None)
    warmup = round(told_in[0].values["world.warmup_weeks"])
    shared[TOTAL] = runs * (warmup + told_in[0].weeks)
    person = asked.person
    try:
        if person is None:
            person = _sought(told_in[0], asked, shared)
        stories = [_told(scenario, asked, person, shared) for scenario in told_in]
    except CallError as error:
        raise AppError("not_found", str(error)) from None
    return dict(plain({"stories": stories}))


def _sought(scenario: Scenario, asked: StoryRequest, shared: Any) -> int:
    """The number of somebody as wished, by the end of the world as it is. Raises CallError where there is nobody."""
    world = PESModel(scenario, asked.seed)
    while world.week < scenario.weeks:
        world.step()
        _tick(shared)
    return found_in(world, Wish.of(asked.find), asked.number)


def _told(scenario: Scenario, asked: StoryRequest, person: int, shared: Any) -> dict[str, Any]:
    world = _Counted(scenario, asked.seed, [person])
    world.board = shared
    return trace_model(world, asked.language)[person].to_dict() | {"title": scenario.title}
