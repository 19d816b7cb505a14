"""Staff of the service, one to one at any scale of the jobseekers: four groups in every region."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pes_sim.random import Stream, draws, person_keys, salt

GROUPS = ("caseworkers", "front", "phone", "back")
CASEWORKERS, FRONT_STAFF, PHONE_STAFF, BACK_STAFF = range(4)
_STAFF_OFFSET = 1 << 52
"""Keeps keys of staff apart from keys of jobseekers."""


class Staff:
    """Posts in columns. A post is held by one person after another; a vacated post waits to be filled.

    Arrays by post: ``group``, ``region``, ``fte``, ``open`` (the post exists), ``filled``, ``absent``,
    ``experience`` (weeks), ``trained`` (past the newcomer's training), ``quality`` (worth of a meeting, mean 1),
    ``strain`` and ``acceptance`` (0-1), ``holder`` (how many held it before). By group and region: ``load`` of last
    week and this week's ``overtime``. For all: ``tool_training``, the level reached.
    """

    def __init__(self, seed: int, shares: NDArray[np.float64], values: Mapping[str, float]) -> None:
        self.seed = seed
        self.shares = shares
        self.closed = np.zeros((len(GROUPS), len(shares)))
        self.saved = np.zeros((len(GROUPS), len(shares)))
        empty = np.zeros(0)
        self.group, self.region, self.holder, self.rank = (empty.astype(np.int64) for _ in range(4))
        self.fte, self.experience, self.quality, self.strain, self.acceptance = (empty.copy() for _ in range(5))
        self.open, self.filled, self.absent, self.trained = (empty.astype(bool) for _ in range(4))
        self.load, self.overtime = np.zeros((len(GROUPS), len(shares))), np.zeros((len(GROUPS), len(shares)))
        self.tool_training = values["staffing.tool_training"]
        self.adjust(values)
        self.filled[:] = True
        uniform = self.draw(Stream.STAFF_EXPERIENCE, 0)
        # tenure under a constant rate of leaving is exponential
        self.experience = -np.log1p(-uniform) * 52.0 / max(values["staffing.turnover"], 0.01)
        self.finish_training(values["staffing.training_weeks"])
        self.cover = np.arange(len(self))
        self.update_cover()

    def __len__(self) -> int:
        return len(self.group)

    def keys(self) -> NDArray[np.uint64]:
        """Key of the person now in each post."""
        persons = _STAFF_OFFSET + (self.group * 64 + self.region) * (1 << 24) + self.rank * 256 + self.holder % 256
        out = np.empty(len(self), dtype=np.uint64)
        person_keys(self.seed, persons, out)
        return out

    def draw(self, stream: Stream, week: int) -> NDArray[np.float64]:
        """One uniform draw a post."""
        out = np.empty(len(self))
        draws(self.keys(), salt(stream, week), out)
        return out

    def adjust(self, values: Mapping[str, float], moved: NDArray[np.float64] | None = None) -> bool:
        """Open and close posts to what is wanted now, with ``moved`` FTE by group; True when something changed."""
        changed = False
        for g, name in enumerate(GROUPS):
            posts = values[f"staffing.{name}"] + (0.0 if moved is None else moved[g])
            wanted = np.maximum(self.shares * posts - self.closed[g], 0.0)
            for r, fte in enumerate(wanted):
                changed |= self._fit(g, r, float(fte), values)
        return changed

    def move_in(self, group: int, values: Mapping[str, float], moved: NDArray[np.float64], taught: float) -> None:
        """Adjust to ``moved``; the posts that open in ``group`` are held at once, by colleagues new to the work.

        They know the house: ``taught`` weeks of training are behind them, practice is not.
        """
        before = self.open.copy()
        self.adjust(values, moved)
        opened = self.open & (self.group == group)
        opened[: len(before)] &= ~before
        posts = np.flatnonzero(opened)
        self.holder[posts] += 1
        self.filled[posts] = True
        self.trained[posts] = True
        self.experience[posts] = taught
        self.strain[posts] = 0.0
        self.draw_quality(posts, values["counselling.quality_floor"])
        self.update_cover()

    def _fit(self, group: int, region: int, fte: float, values: Mapping[str, float]) -> bool:
        mine = np.flatnonzero((self.group == group) & (self.region == region))
        have = float(self.fte[mine][self.open[mine]].sum()) if len(mine) else 0.0
        if abs(have - fte) < 1e-9:
            return False
        posts = int(np.ceil(fte - 1e-9))
        if posts > len(mine):
            self._append(group, region, len(mine), posts - len(mine), values)
            mine = np.flatnonzero((self.group == group) & (self.region == region))
        size = np.clip(fte - np.arange(len(mine)), 0.0, 1.0)
        reopened = (size > 0) & ~self.open[mine]
        self.open[mine] = size > 0
        self.fte[mine] = size
        self.filled[mine[~self.open[mine] | reopened]] = False
        return True

    def _append(self, group: int, region: int, first: int, n: int, values: Mapping[str, float]) -> None:
        self.group = np.append(self.group, np.full(n, group))
        self.region = np.append(self.region, np.full(n, region))
        self.rank = np.append(self.rank, first + np.arange(n))
        self.holder = np.append(self.holder, np.zeros(n, dtype=np.int64))
        for name in ("fte", "experience", "strain", "acceptance"):
            setattr(self, name, np.append(getattr(self, name), np.zeros(n)))
        self.quality = np.append(self.quality, np.zeros(n))
        for name in ("open", "filled", "absent", "trained"):
            setattr(self, name, np.append(getattr(self, name), np.zeros(n, dtype=bool)))
        self.draw_quality(np.arange(len(self) - n, len(self)), values["counselling.quality_floor"])

    def draw_quality(self, posts: NDArray[np.integer], floor: float) -> None:
        """Quality of the people now in ``posts``: nothing below the ``floor`` quantile, then rising; mean 1."""
        uniform = self.draw(Stream.STAFF_QUALITY, 0)[posts]
        self.quality[posts] = 2.0 * np.maximum(uniform - floor, 0.0) / (1.0 - floor) ** 2

    def update_cover(self) -> None:
        """Who looks after the clients of each caseworker's post: the holder, or a colleague while nobody can."""
        cover = np.arange(len(self))
        posts, on_duty = np.flatnonzero(self.group == CASEWORKERS), self.on_duty()
        for region in range(len(self.shares)):
            team = posts[self.region[posts] == region]
            there, empty = team[on_duty[team]], team[~on_duty[team]]
            if len(there) and len(empty):
                cover[empty] = there[self.rank[empty] % len(there)]
        self.cover = cover

    def open_caseworkers(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Caseworkers' open posts sorted by region, and where each region's begin (one more at the end)."""
        posts = np.flatnonzero((self.group == CASEWORKERS) & self.open)
        posts = posts[np.argsort(self.region[posts], kind="stable")]
        return posts, np.searchsorted(self.region[posts], np.arange(len(self.shares) + 1))

    def finish_training(self, weeks: float) -> bool:
        """Newcomers with ``weeks`` in post are through with their training; True when somebody's state changed."""
        before, self.trained = self.trained, self.experience >= weeks
        return not np.array_equal(before, self.trained)

    def on_duty(self) -> NDArray[np.bool_]:
        """Posts whose holder serves clients: not in training."""
        return np.asarray(self.open & self.filled & self.trained)

    def working(self) -> NDArray[np.bool_]:
        """Posts whose holder is at work this week."""
        return np.asarray(self.on_duty() & ~self.absent)
