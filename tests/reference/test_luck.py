"""The reference's plain draws and queues are the engine's, draw by draw and class by class."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pes_sim.processes.fifo import CLASSES, serve_up_to
from pes_sim.random import Stream, draws
from pes_sim.random import person_key as engine_key
from pes_sim.random import salt as engine_salt
from pes_sim.reference.luck import person_key, salt, uniform
from pes_sim.reference.queues import served

SEEDS, PEOPLE, WEEKS = st.integers(0, 10_000), st.integers(0, 1 << 40), st.integers(-520, 5_200)


@given(SEEDS, PEOPLE, WEEKS, st.sampled_from(Stream))
def test_a_plain_draw_is_the_engines_draw(seed: int, person: int, week: int, stream: Stream) -> None:
    key, salted = person_key(seed, person), salt(stream, week)
    assert key == int(engine_key(seed, person))
    assert salted == int(engine_salt(stream, week))
    out = np.empty(1)
    draws(np.array([key], dtype=np.uint64), np.uint64(salted), out)
    assert uniform(key, salted) == out[0]


@given(
    st.lists(st.tuples(st.integers(0, CLASSES - 1), st.integers(1, 500)), max_size=60),
    st.integers(0, 20_000),
)
def test_a_sorted_queue_serves_whom_the_histogram_serves(line: list[tuple[int, int]], capacity: int) -> None:
    histogram = np.zeros((1, CLASSES), dtype=np.int64)
    for rank, minutes in line:
        histogram[0, rank] += minutes
    limit, used = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    serve_up_to(histogram, np.array([capacity]), limit, used)
    done, waiting, spent = served([(rank, minutes, rank) for rank, minutes in line], capacity)
    assert spent == used[0]
    assert sorted(done) == sorted(rank for rank, _ in line if rank < limit[0])
    assert len(done) + len(waiting) == len(line)
