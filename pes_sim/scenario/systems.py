"""The IT systems of a profile and what couples them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from pes_sim.scenario.problems import Fault, nearest, quoted
from pes_sim.scenario.strict import NonNegative, Sourced, Strict

ChannelName = Literal["counter", "phone", "post", "message", "portal", "app", "chatbot", "video", "assistant"]
TaskName = Literal["registration", "claim", "report", "enquiry", "job_search_help", "complaint", "progress_chasing"]
Place = tuple[int | str, ...]


class System(Strict):
    """One IT system: what stops when it does, and who works on what it delivers."""

    name: Annotated[str, Field(min_length=1)]
    generation: Literal["mainframe", "client_server", "web", "cloud"]
    age_years: NonNegative = Field(description="years since it went live")
    debt: Annotated[float, Field(ge=0, le=3)] = Field(description="technical debt as a share of replacement cost")
    run_meur: NonNegative = Field(description="run cost a year, million euro")
    channels: list[ChannelName] = Field([], description="channels that stop when it does")
    tasks: list[TaskName] = Field([], description="tasks that stop when it does")
    coupled: list[str] = Field([], description="systems that work on what it delivers")
    staff_tool: bool = Field(False, description="caseworkers and back office work in it")


class Systems(Sourced):
    """The landscape as it is."""

    rows: list[System]

    @model_validator(mode="wrap")
    @classmethod
    def _names(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Wrong names come together with what else is wrong, each in its own line."""
        rows = data.get("rows") if isinstance(data, dict) else None
        found = [
            InitErrorDetails(type="value_error", loc=place, input=given, ctx={"error": fault})
            for place, given, fault in wrong_names(rows if isinstance(rows, list) else [])
        ]
        try:
            made = handler(data)
        except ValidationError as error:
            found += [
                InitErrorDetails(type=e["type"], loc=e["loc"], input=e["input"], ctx=e.get("ctx", {}))
                for e in error.errors(include_url=False)
            ]
        if found:
            raise ValidationError.from_exception_data(cls.__name__, found)
        return made


def wrong_names(rows: list[Any]) -> Iterator[tuple[Place, object, Fault]]:
    """Names given twice, couplings to no system, to itself or given twice, wherever ``rows`` can be read."""
    names: list[object] = [row.get("name") if isinstance(row, dict) else None for row in rows]
    for i, (name, row) in enumerate(zip(names, rows, strict=True)):
        if isinstance(name, str) and name in names[:i]:
            yield ("rows", i, "name"), name, Fault(f"two systems are called {quoted(name)}", "a name of its own")
        coupled = row.get("coupled") if isinstance(row, dict) else None
        for j, other in enumerate(coupled if isinstance(coupled, list) else ()):
            if not isinstance(other, str):
                continue
            known = list(dict.fromkeys(n for n in names if isinstance(n, str) and n != name))
            place: Place = ("rows", i, "coupled", j)
            if other == name:
                yield place, other, Fault(f"{quoted(other)} is coupled to itself", "another system")
            elif other not in known:
                fault = Fault(
                    f"{quoted(name)} is coupled to {quoted(other)}, which is no system",
                    f"one of {', '.join(known)}" if known else "no coupling, there is no other system",
                    nearest(other, known),
                )
                yield place, other, fault
            elif isinstance(coupled, list) and other in coupled[:j]:
                yield place, other, Fault(f"the coupling to {quoted(other)} is given twice", "each once")
