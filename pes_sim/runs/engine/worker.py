"""A worker process: reads groups of runs from standard input, says what becomes of them on standard output.

Started as a command of its own, so that it is a clean process everywhere (also inside a Dask worker), imports
nothing of the user's script, and can be killed without harm to anybody else. It ends when its parent does.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from queue import SimpleQueue
from typing import Any, BinaryIO

from pes_sim.runs.collector import collect_less_often


def main() -> None:
    """Work until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    collect_less_often()
    to_parent = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the model prints must not get between the messages
    inbox: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, inbox), daemon=True).start()

    def tell(event: object) -> None:
        pickle.dump(event, to_parent)
        to_parent.flush()

    try:
        _work(inbox, tell)
    except BrokenPipeError:
        os._exit(1)


def _listen(stream: BinaryIO, inbox: SimpleQueue[Any]) -> None:
    """Pass on what the parent sends; when it is gone, so is the reason to work."""
    try:
        sys.path[:] = pickle.load(stream)  # where the parent finds its modules, before anything that needs them
        while True:
            inbox.put(pickle.load(stream))
    except EOFError:
        os._exit(0)
    except Exception:
        traceback.print_exc()
        os._exit(1)


def _work(inbox: SimpleQueue[Any], tell: Any) -> None:
    job = inbox.get()
    from pes_sim.runs.engine.events import Broken, GroupEnded, Ready
    from pes_sim.runs.engine.work import do_group
    from pes_sim.runs.store.store import StoreError

    _import_what_runs_need(job)
    tell(Ready())
    while True:
        group = inbox.get()
        try:
            do_group(job, group, tell)
            tell(GroupEnded())
        except StoreError as error:
            tell(Broken(str(error)))
        except BrokenPipeError:
            raise
        except Exception as error:
            tell(Broken(f"{type(error).__name__}: {error}", traceback.format_exc()))


def _import_what_runs_need(job: Any) -> None:
    """Before the first run: its time limit is for simulating, not for reading libraries."""
    import pyarrow.parquet  # noqa: F401

    from pes_sim.runs.simulate import attempts

    if job.simulate is attempts:
        import pes_sim.model  # noqa: F401


if __name__ == "__main__":
    main()
