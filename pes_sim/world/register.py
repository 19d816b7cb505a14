"""The register: the unemployed, dense in columns, swapped in on entry and out on exit."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, upcoming
from pes_sim.kernel import kernel
from pes_sim.parameters import CHANNELS
from pes_sim.world.columns import Column, Table

NONE, OPEN, QUEUE_FRONT, QUEUE_BACK, PROCESSING = range(5)
"""Stages of a need: none, to be taken up this week, waiting for a person, waiting as mail, waiting as a case."""

STAGE, WAIT, AGE, TRIES, CHANNEL, FAILED = range(6)
"""Fields of a need: stage; weeks in the present queue; weeks since it arose; failed attempts; channel of the
present attempt; channel that failed last, plus one."""

TASK_SLOTS = 8
"""Tasks are padded to eight, so that one 64-bit word tells whether a person needs anything at all."""

STAY, TO_WORK, TO_MEASURE, TO_INACTIVITY, TO_RETIREMENT = range(5)
"""Where a person leaves the register for."""

ENTRANT = 5
"""Instead of a place left for: the person is new to the labour force."""

PROMISED, TAKEN_BACK = 1, 2
"""The employer promised to take the person back; has done so this week."""

TO_LASTING_INACTIVITY = 6
"""Out of the labour force for care, disability, a pension or education; TO_INACTIVITY is for a while."""


@kernel
def _move(words, to, source):  # type: ignore[no-untyped-def]
    for k in range(to.size):
        prefetch(words, upcoming(to, k, to.size))
        prefetch(words, upcoming(source, k, source.size))
        for j in range(words.shape[1]):
            words[to[k], j] = words[source[k], j]


def _words(values: NDArray[Any]) -> NDArray[Any]:
    """The same memory as a table of words, a row a person."""
    size = values.itemsize * math.prod(values.shape[1:])
    word = math.gcd(size, 8)
    return values.view(np.uint8).reshape(-1).view(f"u{word}").reshape(len(values), size // word)


def _in_turn(work: Callable[[int], None], numbers: range) -> None:
    for number in numbers:
        work(number)


class Register(Table):
    """The registered unemployed; row order carries no meaning."""

    COLUMNS = (
        Column("slot", "i4", "slot", "inflow", "row in the labour force"),
        Column("key", "u8", "bits", "inflow", "key of the person's luck"),
        Column("region", "u1", "index", "inflow", "region"),
        Column("occupation", "u1", "index", "inflow", "occupation group"),
        Column("market", "u1", "index", "inflow", "region x occupation"),
        Column("band", "u1", "index", "people", "five-year age band"),
        Column("cell", "u1", "index", "people", "segment cell"),
        Column("offline", "u1", "flag", "inflow", "no internet access"),
        Column("slow", "u1", "flag", "inflow", "hard to place"),
        Column("birthday", "u2", "week", "inflow", "week of the five-year birthday, modulo 260"),
        Column("spell", "u2", "weeks", "people", "weeks since registration"),
        Column("bridged", "u2", "weeks", "inflow", "weeks out of work before this registration, when bridged"),
        Column("work_hazard", "f4", "1/week", "inflow", "hazard to work at the reference market"),
        Column("leaving_hazard", "f4", "1/week", "inflow", "hazard out of the labour force"),
        Column("measure_hazard", "f4", "1/week", "inflow", "hazard into a measure"),
        Column(
            "episode",
            "u8",
            "bits",
            "inflow",
            "key of this registration's luck: by the point it ends at, not by the week it began",
        ),
        Column("hazard_left", "f4", "hazard", "matching", "hazard still to add up until the person leaves"),
        Column("search", "f4", "hazard", "matching", "effective search this week"),
        Column("helped", "f4", "factor", "matching", "response to contact this week"),
        Column("effort", "f4", "factor", "people", "search effort, 1 = normal"),
        Column("skill", "f4", "0-1", "people", "digital skill"),
        Column("trust", "f4", "0-1", "people", "trust in digital channels"),
        Column("satisfaction", "f4", "0-1", "people", "satisfaction with the service"),
        Column("habit", "f4", "0-1", "people", "pull of each channel", width=len(CHANNELS)),
        Column("contact", "f4", "meetings", "counselling", "stock of meetings, fading"),
        Column(
            "worth", "f4", "factor", "counselling", "what contact does with the caseworker met last, 1 = the mean one"
        ),
        Column(
            "since_meeting",
            "u1",
            "weeks",
            "counselling",
            "weeks since the last meeting; fewer after a missed one",
        ),
        Column(
            "met",
            "u1",
            "weeks",
            "counselling",
            "weeks since a meeting was held, and one (0 = none was booked, 255 = long ago, or the first was lost)",
        ),
        Column("booked", "u1", "count", "counselling", "meetings booked in this spell, held or not (at most 255)"),
        Column("turn", "u1", "rank", "counselling", "rank by luck, for the next meeting, of those who waited as long"),
        Column("caseworker", "i4", "post", "counselling", "post of the assigned caseworker"),
        Column("need", "u1", "see fields", "service", "state of each task's need, by field", width=(6, TASK_SLOTS)),
        Column("registered_ok", "u1", "flag", "service", "registration is complete"),
        Column("claim_ok", "u1", "flag", "service", "claim is settled"),
        Column("account", "u1", "flag", "service", "has an account with the service"),
        Column("weeks_unemployed", "u2", "weeks", "people", "weeks on the register since the start"),
        Column("unmet_needs", "u1", "count", "service", "needs given up since the start"),
        Column("client_minutes", "f4", "minutes", "service", "own time spent since the start"),
        Column("wrong", "u1", "bits", "automation", "wrong decisions by task that nobody has noticed yet"),
        Column("profile", "u1", "bits", "profiling", "what was judged of the person (see pes_sim.world.profiling)"),
        Column("recall", "u1", "state", "inflow", "the employer's promise to take the person back: none, given, kept"),
        Column("risk_rank", "u1", "1/255", "profiling", "share of those who register with a lower risk score"),
        Column("leaving", "u1", "destination", "matching", "where the person goes at the end of the week"),
        Column(
            "regime", "u1", "index", "trial", "rules the person is served under: 0 the service's own, else a trial's"
        ),
    )

    # what the weekly passes do not read; all else is a column of its own, which they run through in step
    PACKS = (
        ("slot", "caseworker", "client_minutes", "birthday", "unmet_needs", "occupation"),
        ("band", "slow", "risk_rank", "wrong"),
    )

    newcomers_from = 0
    """Row from which on people have registered this week."""

    def _unfold(self) -> None:
        super()._unfold()
        self._tables = sorted((_words(values) for values in self.arrays()), key=lambda words: -words.shape[1])

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in super().__getstate__().items() if name != "_tables"}

    def remove(
        self,
        rows: NDArray[np.int64],
        run: Callable[[Callable[[int], None], range], object] = _in_turn,
        k: int = 1,
    ) -> None:
        """Drop ``rows`` (sorted indices): rows from the end move into the holes.

        ``run(work, numbers)`` does the columns in ``k`` groups.
        """
        gone = len(rows)
        if not gone:
            return
        keep = self.n - gone
        holes = rows[rows < keep]
        tail = np.ones(gone, dtype=bool)
        tail[rows[rows >= keep] - keep] = False
        movers = np.flatnonzero(tail) + keep

        def move(j: int) -> None:
            for words in self._tables[j::k]:
                _move(words, holes, movers)

        run(move, range(k))
        self.n = keep
