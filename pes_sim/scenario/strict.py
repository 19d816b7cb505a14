"""What every part of a profile has in common: no misspelt key, no missing source, numbers in their bounds."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pes_sim.scenario.problems import Fault, nearest

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
NonNegative = Annotated[float, Field(ge=0)]
TwelveMonths = Annotated[list[Positive], Field(min_length=12, max_length=12)]


class Strict(BaseModel):
    """Frozen, and a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


Span = Annotated[
    list[Positive],
    Field(min_length=2, max_length=2, description="plausible factors on the figure, such as [0.7, 1.5]"),
]


def span_fault(span: list[float]) -> Fault | None:
    """What is wrong with plausible factors: they must take in 1, the figure itself."""
    if span[0] <= 1 <= span[1]:
        return None
    return Fault(f"[{span[0]:g}, {span[1]:g}] leaves the figure itself out", "a factor up to 1 and one from 1 on")


class Sourced(Strict):
    """A figure with where it comes from, how far to trust it, and what of it is assumed."""

    source: str = Field(min_length=3, description="where the figure was read")
    grade: Literal["A", "B", "C", "D"] = Field(description="A audited, B observational, C reported, D assumption")
    assumed: dict[str, Span] = Field(
        {}, description="figures of this table that nobody published, by key, with the factors between which they lie"
    )

    @model_validator(mode="after")
    def _assumed(self) -> Self:
        known = self._figures()
        for name, span in self.assumed.items():
            if name not in known:
                raise Fault(
                    f"assumed: there is no figure {name!r} here", f"one of {', '.join(known)}", nearest(name, known)
                )
            if fault := span_fault(span):
                raise Fault(f"assumed.{name}: {fault.message}", fault.expected)
        return self

    def _figures(self) -> list[str]:
        """The keys that hold figures, those of rows too."""
        words = ("source", "grade", "assumed", "rows")
        rows = getattr(self, "rows", None) or []
        own = [key for key in type(self).model_fields if key not in words]
        return own + (list(type(rows[0]).model_fields) if rows else [])
