"""Files of the server: private, written whole or not at all, and there after a crash."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from pes_sim.app.document import dumps

ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
"""What an id of ours looks like: nothing that means something to a file system."""


class Shelf:
    """Documents of one kind by id, a file each, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, name: str) -> Path | None:
        """Where the document called ``name`` lies; None for what is no id."""
        return self.folder / f"{name}.json" if ID.fullmatch(name) else None

    def write(self, name: str, document: Any) -> None:
        """Keep ``document``: once this returns, it is on disk."""
        path = self.path(name)
        assert path is not None
        write_whole(path, dumps(document).encode())

    def read(self, name: str) -> Any:
        """The document called ``name``, or None where there is none."""
        path = self.path(name)
        if path is None:
            return None
        try:
            return json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None

    def drop(self, name: str) -> None:
        """Remove the document called ``name``."""
        path = self.path(name)
        if path is not None:
            path.unlink(missing_ok=True)

    def names(self) -> list[str]:
        """The ids of all documents."""
        return [path.stem for path in self.folder.glob("*.json")]

    def sweep(self, days: float) -> None:
        """Remove what nobody has touched for ``days``."""
        remove_older(self.folder, days)


def write_whole(path: Path, content: bytes) -> None:
    """``content`` takes the place of ``path`` at once, and is on disk when this returns."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def remove_older(folder: Path, days: float) -> None:
    """Remove files and folders in ``folder`` that were not touched for ``days``."""
    limit = time.time() - days * 86_400
    for path in folder.iterdir():
        with suppress(OSError):
            if path.stat().st_mtime < limit:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def size_of(folder: Path) -> int:
    """Bytes of everything in ``folder``."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size
    return total
