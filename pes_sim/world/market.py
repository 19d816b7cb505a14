"""Vacancies by region and occupation."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pes_sim.world.steady_state import SteadyState

Array = NDArray[np.float64]


@dataclass
class Market:
    """Open vacancies (regions, occupations) and the rates that move them. Posts are real posts."""

    vacancies: Array
    postings: Array
    efficiency: float
    moves: Array
    reference_fill: float
    fill: float
    owed: Array
    structure: Array = field(init=False)
    """(occupations,) factor on postings; 1 unless the structure of the economy shifts."""
    displacement: Array = field(init=False)
    """(occupations,) factor on job loss; likewise."""
    pull: Array = field(init=False)
    """(regions, occupations) hazard per unit of search of last week."""

    def __post_init__(self) -> None:
        occupations = self.vacancies.shape[-1]
        self.structure, self.displacement = np.ones(occupations), np.ones(occupations)
        self.pull = np.zeros_like(self.vacancies)

    @classmethod
    def of(cls, steady: SteadyState, moves: Array, other_fill: float) -> Market:
        """The market in its steady state."""
        hires = steady.postings.sum() - steady.vacancies.sum() * other_fill
        fill = hires / steady.vacancies.sum() + other_fill  # lapses count as filled elsewhere
        return cls(
            vacancies=steady.vacancies.copy(),
            postings=steady.postings.copy(),
            efficiency=steady.efficiency,
            moves=moves,
            reference_fill=fill,
            fill=fill,
            owed=np.zeros_like(steady.vacancies),
        )

    def hazards(self, search: Array, elasticity: float, season: float) -> tuple[Array, Array]:
        """Hazard per unit of search by market searched, and by own occupation (both regions x occupations).

        ``search`` is effective search by own occupation; it spreads over occupations by the mobility matrix.
        The hazard is capped so that no market hires more than its vacancies in a week.
        """
        spread = search @ self.moves
        open_posts = np.maximum(self.vacancies, 0.0)
        hazard = self.efficiency * season * (open_posts / np.maximum(spread, 1e-12)) ** elasticity
        hazard = np.minimum(hazard, open_posts / np.maximum(spread, 1e-12))
        self.pull = hazard
        return hazard, hazard @ self.moves.T

    def turn(
        self, hires: Array, demand: float, response: float, other_fill: float, lapse: float, memory: float
    ) -> dict[str, float]:
        """A week's turnover: ``hires`` from the register, other hires, lapses and new postings.

        Whole people are hired, so a small market can owe a post to next week's postings; stocks never go below zero.
        """
        open_posts = float(self.vacancies.sum())
        others = self.vacancies * other_fill
        lapsed = self.vacancies * lapse
        posted = self.postings * self.structure * demand * (self.fill / self.reference_fill) ** response
        stock = self.vacancies - others - lapsed - hires + posted - self.owed
        self.vacancies = np.maximum(stock, 0.0)
        self.owed = np.maximum(-stock, 0.0)
        filled = float(hires.sum() + others.sum())
        if open_posts > 0:
            self.fill += ((filled + float(lapsed.sum())) / open_posts - self.fill) / memory
        return {"posted": float(posted.sum()), "filled": filled, "lapsed": float(lapsed.sum())}
