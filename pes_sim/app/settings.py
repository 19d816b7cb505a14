"""What a server is told when it starts, and the limits it keeps."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

MOST_PEOPLE = 120_000
"""Simulated persons a session may hold: beyond this a week takes longer than a frame."""
TEACHING_SCALE = 200
"""Real people a simulated person where nothing else is asked for: small groups still have people in them."""
COOKIE = "pes_sim_trainer"
DATA = "PES_SIM_APP_DATA"
"""Environment variable: the folder sessions and results are kept in."""


@dataclass(frozen=True)
class Limits:
    """What one server holds at once; what is over the limit is refused with a reason."""

    people: int = MOST_PEOPLE
    years: int = 20
    seeds: int = 50
    options: int = 8
    shocks: int = 4
    runs: int = 200
    """Seeds times scenarios of one comparison."""
    upload_bytes: int = 256 * 1024
    message_bytes: int = 64 * 1024
    messages_per_second: float = 30.0
    posts_per_minute: float = 240.0
    logins_per_minute: float = 10.0
    flights: int = 60
    jobs_waiting: int = 20
    rooms: int = 10
    teams: int = 12
    sockets: int = 400
    decisions: int = 400
    """Decisions and events of one flight."""
    idle_minutes: float = 60.0
    """A flight nobody is connected to leaves memory after so long; what was decided stays on disk."""
    kept_days: float = 7.0
    """What is on disk is removed after so long untouched."""
    disk_bytes: int = 2 * 2**30


@dataclass(frozen=True)
class Settings:
    """``hosts`` are further names the server may be called by; ``token`` is the trainer's, None on loopback."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    hosts: tuple[str, ...] = ()
    workers: int = 2
    limits: Limits = field(default_factory=Limits)

    @property
    def hosted(self) -> bool:
        """Whether other machines can reach the server."""
        return not is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether ``host`` means this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def data_folder() -> Path:
    """Where sessions and results are kept: $PES_SIM_APP_DATA, else the user's data folder."""
    if named := os.environ.get(DATA):
        return Path(named)
    home = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    return Path(home) / "pes_sim" / "app"
