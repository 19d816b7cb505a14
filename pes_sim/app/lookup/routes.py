"""End points that look things up."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from pes_sim.app.lookup import library, numbers
from pes_sim.kpis.definitions import KPIS

router = APIRouter(prefix="/api")
Base = Annotated[str | None, Query(max_length=100)]


@router.get("/profiles")
def profiles() -> list[dict[str, Any]]:
    """What can be stood on."""
    return library.bases()


@router.get("/options")
def options() -> list[dict[str, Any]]:
    """What can be chosen."""
    return library.layers("option")


@router.get("/shocks")
def shocks() -> list[dict[str, Any]]:
    """What may happen."""
    return library.layers("shock")


@router.get("/kpis")
def kpis() -> list[dict[str, Any]]:
    """What is measured."""
    return [numbers.kpi_row(kpi) for kpi in KPIS.values()]


@router.get("/kpis/{name}")
def kpi(name: str) -> dict[str, Any]:
    """One KPI."""
    return numbers.kpi_page(name)


@router.get("/segments")
def segments() -> dict[str, list[str]]:
    """The groups KPIs are kept for."""
    return numbers.segments()


@router.get("/parameters")
def parameters(
    kind: Literal["lever", "uncertainty", "constant"] | None = None, base: Base = None
) -> list[dict[str, Any]]:
    """Every number the model leans on."""
    return numbers.parameters(kind, base)


@router.get("/parameters/{path}")
def parameter(path: str, base: Base = None) -> dict[str, Any]:
    """One parameter."""
    return numbers.parameter_page(path, base)


@router.get("/mechanisms")
def mechanisms() -> list[dict[str, Any]]:
    """What can be switched off."""
    return numbers.mechanisms()
