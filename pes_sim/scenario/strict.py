"""What every part of a profile has in common: no misspelt key, no missing source, numbers in their bounds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
NonNegative = Annotated[float, Field(ge=0)]
TwelveMonths = Annotated[list[Positive], Field(min_length=12, max_length=12)]


class Strict(BaseModel):
    """Frozen, and a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Sourced(Strict):
    """A figure with where it comes from and how far to trust it."""

    source: str = Field(min_length=3, description="where the figure was read")
    grade: Literal["A", "B", "C", "D"] = Field(description="A audited, B observational, C reported, D assumption")
