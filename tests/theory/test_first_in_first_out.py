"""Queues without a sort serve whom a sort would serve: longest waiting first, capacity never exceeded."""

from __future__ import annotations

import mesa
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pes_sim.processes.fifo import CLASSES, LONGEST, queue_class, serve_up_to
from pes_sim.random import person_keys, salt
from pes_sim.world.office import Office

QUEUE = st.lists(st.tuples(st.integers(0, LONGEST), st.integers(1, 900)), max_size=60)
"""(weeks waited, sixteenths of a minute needed)"""


def served(waited: np.ndarray, minutes: np.ndarray, capacity: int, week: int) -> tuple[np.ndarray, np.ndarray, int]:
    """(rank of each, who is served, minutes used) by the engine."""
    keys = np.empty(len(waited), np.uint64)
    person_keys(1, np.arange(len(waited)), keys)
    salted = salt(331, week)
    rank = np.array([queue_class(w, k, salted) for w, k in zip(waited, keys, strict=True)], dtype=np.int64)
    histogram = np.zeros((1, CLASSES), dtype=np.int64)
    np.add.at(histogram[0], rank, minutes)
    limit, used = np.zeros(1, np.int64), np.zeros(1, np.int64)
    serve_up_to(histogram, np.array([capacity]), limit, used)
    return rank, rank < limit[0], int(used[0])


def oracle(rank: np.ndarray, minutes: np.ndarray, capacity: int) -> np.ndarray:
    """Who is served when classes are sorted and taken whole from the front while they fit."""
    out = np.zeros(len(rank), dtype=bool)
    left = capacity
    for k in np.unique(rank):
        need = int(minutes[rank == k].sum())
        if need > left:
            break
        out[rank == k] = True
        left -= need
    return out


@given(QUEUE, st.integers(0, 20_000), st.integers(-50, 500))
def test_the_queue_serves_whom_a_sort_would_serve(queue, capacity, week):
    waited = np.array([w for w, _ in queue], dtype=np.int64)
    minutes = np.array([m for _, m in queue], dtype=np.int64)
    rank, got, used = served(waited, minutes, capacity, week)
    assert got.tolist() == oracle(rank, minutes, capacity).tolist()
    assert used == int(minutes[got].sum()) <= capacity


@given(QUEUE, st.integers(0, 20_000), st.integers(-50, 500))
def test_nobody_is_overtaken_by_someone_who_waited_less(queue, capacity, week):
    waited = np.array([w for w, _ in queue], dtype=np.int64)
    minutes = np.array([m for _, m in queue], dtype=np.int64)
    _, got, _ = served(waited, minutes, capacity, week)
    if got.any() and not got.all():
        assert waited[got].min() >= waited[~got].max()


@given(QUEUE, st.integers(0, 20_000), st.integers(-50, 500))
def test_what_is_left_unspent_would_not_have_served_the_next_class(queue, capacity, week):
    waited = np.array([w for w, _ in queue], dtype=np.int64)
    minutes = np.array([m for _, m in queue], dtype=np.int64)
    rank, got, used = served(waited, minutes, capacity, week)
    if not got.all():
        first = rank[~got].min()
        assert capacity - used < minutes[rank == first].sum()


@given(QUEUE, st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 500))
def test_more_capacity_serves_everyone_it_served_before(queue, capacity, more, week):
    waited = np.array([w for w, _ in queue], dtype=np.int64)
    minutes = np.array([m for _, m in queue], dtype=np.int64)
    _, few, _ = served(waited, minutes, capacity, week)
    _, many, _ = served(waited, minutes, capacity + more, week)
    assert (many | ~few).all()


@given(st.lists(st.tuples(st.floats(0.0, 1000.0), st.floats(0.0, 3000.0)), min_size=1, max_size=30))
def test_an_office_never_spends_more_than_it_had_and_wastes_nothing_while_people_wait(weeks):
    office = Office(mesa.Model(), 0, "North")
    total_available = total_used = total_idle = 0.0
    for available, wanted in weeks:
        office.available["front"] = available
        used = min(wanted, np.floor(office.capacity("front") / 50.0) * 50.0)
        office.spend("front", used, wanted)
        total_available, total_used = total_available + available, total_used + used
        if office.backlog["front"] == 0:
            assert office.carried["front"] == 0.0
        total_idle += office.idle("front")
        assert total_used <= total_available + 1e-6
        assert 0.0 <= office.idle("front") <= available
