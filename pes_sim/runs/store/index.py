"""An index over the store: what is quick to read of many runs, in few files.

It is a copy and never the truth: a run counts as there if its own file is. So an index may be deleted, may lag behind,
may be written by several processes at once, and still nothing wrong is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pes_sim.runs.store.store import Store
from pes_sim.whole_file import whole_file

WORTH_IT = 500
"""Runs that no index covers, from which one more is written: below, opening their files takes no time."""


def index_files(folder: Path) -> list[Path]:
    """The index files of the store in ``folder``."""
    return sorted((folder / "index").glob("*.parquet"))


def covered(folder: Path) -> set[str]:
    """Keys of the runs that an index holds."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    keys: set[str] = set()
    for path in index_files(folder):
        try:
            keys.update(pq.read_table(path, columns=["key"]).column("key").to_pylist())
        except (OSError, pa.ArrowInvalid, KeyError):  # copied badly, perhaps: it is but an index
            with suppress(OSError):
                path.unlink()
    return keys


def refresh(store: Store, worth_it: int = WORTH_IT) -> None:
    """Write an index of the runs that none covers, where they are many; a disk that does not take it is no matter."""
    known = covered(store.folder)
    new = [path for path in store.runs() if path.stem not in known]
    if len(new) >= worth_it:
        import duckdb

        with suppress(OSError, duckdb.Error):
            _write(store.folder / "index", new)


def _write(folder: Path, files: Sequence[Path]) -> None:
    import duckdb

    from pes_sim.runs.store.catalogue import INDEXED

    name = hashlib.sha256("".join(path.stem for path in files).encode()).hexdigest()[:32]
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(folder / f"{name}.parquet") as temporary, duckdb.connect() as connection:
        said = str(temporary).replace("'", "''")
        copied = (
            f"COPY (SELECT {', '.join(INDEXED)} FROM read_parquet(?)) TO '{said}' (FORMAT parquet, COMPRESSION zstd)"
        )
        connection.execute(copied, [[str(path) for path in files]])
