"""Staff of the service, one to one at any scale of the jobseekers: four groups in every region."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pes_sim.kernel import kernel
from pes_sim.random import Stream, draws, person_keys, salt
from pes_sim.random.keyed import place_among, salt_of

GROUPS = ("caseworkers", "front", "phone", "back")
CASEWORKERS, FRONT_STAFF, PHONE_STAFF, BACK_STAFF = range(4)
_STAFF_OFFSET = 1 << 52
"""Keeps keys of staff apart from keys of jobseekers."""
_FOUNDING = -10_000
"""Week in which those in post when the world begins are said to have come."""
_COVER = int(Stream.STAFF_COVER)


@kernel
def find_cover(empty, keys, team, on_duty, cover):  # type: ignore[no-untyped-def]
    """Fill ``cover`` of the posts ``empty``: each has its own order of the ``team``; the first on duty it is."""
    for e in range(empty.size):
        turn = 0
        colleague = empty[e]
        while not on_duty[colleague]:
            colleague = team[place_among(keys[empty[e]], salt_of(_COVER, turn), team.size)]
            turn += 1
        cover[empty[e]] = colleague


class Staff:
    """Posts in columns. A post is held by one person after another; a vacated post waits to be filled.

    Luck belongs to the post and the week, not to who holds it: where an option makes somebody leave sooner, the two
    worlds come together again with the next who leaves and the next who comes.

    Arrays by post: ``group``, ``region``, ``fte``, ``open`` (the post exists), ``filled``, ``absent``,
    ``experience`` (weeks), ``trained`` (past the newcomer's training), ``quality`` (worth of a meeting, mean 1),
    ``strain`` and ``acceptance`` (0-1). By group and region: ``load`` of last
    week and this week's ``overtime``. For all: ``tool_training``, the level reached.
    """

    def __init__(self, seed: int, shares: NDArray[np.float64], values: Mapping[str, float]) -> None:
        self.seed = seed
        self.shares = shares
        self.closed = np.zeros((len(GROUPS), len(shares)))
        self.saved = np.zeros((len(GROUPS), len(shares)))
        empty = np.zeros(0)
        self.group, self.region, self.rank = (empty.astype(np.int64) for _ in range(3))
        self.fte, self.experience, self.quality, self.strain, self.acceptance = (empty.copy() for _ in range(5))
        self.open, self.filled, self.absent, self.trained = (empty.astype(bool) for _ in range(4))
        self.load, self.overtime = np.zeros((len(GROUPS), len(shares))), np.zeros((len(GROUPS), len(shares)))
        self.tool_training = values["staffing.tool_training"]
        self.adjust(values)
        self.filled[:] = True
        self.draw_quality(np.arange(len(self)), values["counselling.quality_floor"], _FOUNDING)
        uniform = self.draw(Stream.STAFF_EXPERIENCE, 0)
        # tenure under a constant rate of leaving is exponential
        self.experience = -np.log1p(-uniform) * 52.0 / max(values["staffing.turnover"], 0.01)
        self.finish_training(values["staffing.training_weeks"])
        self.cover = np.arange(len(self))
        self.update_cover()

    def __len__(self) -> int:
        return len(self.group)

    def keys(self) -> NDArray[np.uint64]:
        """Key of each post."""
        posts = _STAFF_OFFSET + (self.group * 64 + self.region) * (1 << 24) + self.rank
        out = np.empty(len(self), dtype=np.uint64)
        person_keys(self.seed, posts, out)
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

    def move_in(
        self, group: int, values: Mapping[str, float], moved: NDArray[np.float64], taught: float, week: int
    ) -> None:
        """Adjust to ``moved``; the posts that open in ``group`` are held at once, by colleagues new to the work.

        They know the house: ``taught`` weeks of training are behind them, practice is not.
        """
        before = self.open.copy()
        self.adjust(values, moved)
        opened = self.open & (self.group == group)
        opened[: len(before)] &= ~before
        posts = np.flatnonzero(opened)
        self.filled[posts] = True
        self.trained[posts] = True
        self.experience[posts] = taught
        self.strain[posts] = 0.0
        self.draw_quality(posts, values["counselling.quality_floor"], week)
        self.update_cover()

    def _fit(self, group: int, region: int, fte: float, values: Mapping[str, float]) -> bool:
        mine = np.flatnonzero((self.group == group) & (self.region == region))
        have = float(self.fte[mine][self.open[mine]].sum()) if len(mine) else 0.0
        if abs(have - fte) < 1e-9:
            return False
        posts = int(np.ceil(fte - 1e-9))
        if posts > len(mine):
            self._append(group, region, len(mine), posts - len(mine))
            mine = np.flatnonzero((self.group == group) & (self.region == region))
        size = np.clip(fte - np.arange(len(mine)), 0.0, 1.0)
        reopened = (size > 0) & ~self.open[mine]
        self.open[mine] = size > 0
        self.fte[mine] = size
        self.filled[mine[~self.open[mine] | reopened]] = False
        return True

    def _append(self, group: int, region: int, first: int, n: int) -> None:
        self.group = np.append(self.group, np.full(n, group))
        self.region = np.append(self.region, np.full(n, region))
        self.rank = np.append(self.rank, first + np.arange(n))
        for name in ("fte", "experience", "quality", "strain", "acceptance"):
            setattr(self, name, np.append(getattr(self, name), np.zeros(n)))
        for name in ("open", "filled", "absent", "trained"):
            setattr(self, name, np.append(getattr(self, name), np.zeros(n, dtype=bool)))

    def draw_quality(self, posts: NDArray[np.integer], floor: float, week: int) -> None:
        """Quality of who came into ``posts`` in ``week``: nothing below the ``floor`` quantile, then rising; mean 1."""
        uniform = self.draw(Stream.STAFF_QUALITY, week)[posts]
        self.quality[posts] = 2.0 * np.maximum(uniform - floor, 0.0) / (1.0 - floor) ** 2

    def update_cover(self) -> None:
        """Who looks after the clients of each caseworker's post: the holder, or a colleague while nobody can.

        Each post has an order of colleagues of its own, so who comes or goes elsewhere changes few covers.
        """
        self.cover = np.arange(len(self))
        posts, on_duty, keys = np.flatnonzero(self.group == CASEWORKERS), self.on_duty(), self.keys()
        for region in range(len(self.shares)):
            team = posts[self.region[posts] == region]
            if on_duty[team].any():
                find_cover(team[~on_duty[team]], keys, team, on_duty, self.cover)

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
