"""Every purpose of a draw has a number of its own."""

from __future__ import annotations

from itertools import combinations

from pes_sim.random import Stream, salt


def test_streams_have_unique_constants() -> None:
    assert len({int(stream) for stream in Stream.__members__.values()}) == len(Stream.__members__)


def test_no_two_streams_share_a_salt_in_any_week() -> None:
    salts = {int(salt(int(stream), week)) for stream in Stream for week in range(-520, 1040)}
    assert len(salts) == len(Stream) * 1560


def test_salts_of_two_streams_never_differ_by_a_constant() -> None:
    """Key and salt are added: a constant distance between streams would be one shared by all people and weeks."""
    weeks = range(40)
    for one, other in combinations(Stream, 2):
        assert len({(int(salt(int(one), w)) - int(salt(int(other), w))) % 2**64 for w in weeks}) == len(weeks)
