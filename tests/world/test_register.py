"""The register stays dense and keeps everybody's row whole."""

from __future__ import annotations

import copy
import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pes_sim.world.register import Register


def filled(n: int) -> Register:
    """A register of ``n`` people in which every column of a row says whose it is."""
    register = Register(max(n, 1))
    register.n = n
    for column in register.COLUMNS:
        values = getattr(register, column.name)
        people = np.arange(1, n + 1) % 251
        values[:n].T[:] = people
    register.key[:n] = np.arange(1, n + 1)
    return register


def owners(register: Register) -> set[int]:
    """Who is on the register; fails where two columns of a row disagree."""
    n = register.n
    people = register.key[:n].astype(np.int64)
    for column in register.COLUMNS:
        if column.name != "key":
            values = getattr(register, column.name)[:n].astype(np.int64)
            assert (people % 251 == values.T).all(), column.name
    assert len(set(people.tolist())) == n
    return set(people.tolist())


@given(st.integers(0, 40), st.data())
def test_removing_rows_leaves_everybody_else_whole(n, data):
    register = filled(n)
    gone = sorted(data.draw(st.sets(st.integers(0, max(n - 1, 0)), max_size=n))) if n else []
    register.remove(np.array(gone, dtype=np.int64))
    assert owners(register) == set(range(1, n + 1)) - {row + 1 for row in gone}


@given(st.integers(0, 20), st.integers(0, 200))
def test_making_room_keeps_everybody(n, room):
    register = filled(n)
    register.reserve(room)
    assert register.capacity >= room
    assert owners(register) == set(range(1, n + 1))


def test_copies_are_whole_and_apart():
    register = filled(30)
    for twin in (copy.deepcopy(register), pickle.loads(pickle.dumps(register))):
        assert owners(twin) == owners(register)
        twin.remove(np.array([3]))
        twin.contact[:] = 0
        assert owners(register) == set(range(1, 31))
        twin.slot[0] = 77
        assert twin.slot[0] == 77 and register.slot[0] == 1
