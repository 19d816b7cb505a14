"""From errors to exit statuses: a user's mistake gets a message, never a traceback."""

from __future__ import annotations

import errno
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from types import FrameType

import typer
from typer.core import TyperGroup

WORK_FAILED, CALL_WRONG, INTERRUPTED = 1, 2, 130


class Commands(TyperGroup):
    """The commands, with what they raise turned into a message on the error stream and an exit status."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        wished = _listen()
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _interrupted() from None
        except typer.Exit:  # a command has said how it ended
            raise
        except Exception as error:
            if wished:
                raise _interrupted() from None
            status = _told(error, debug=bool(ctx.params.get("debug")))
            if status is None:
                raise
            raise typer.Exit(status) from None


def _interrupted() -> typer.Exit:
    typer.echo("interrupted: nothing was written", err=True)
    return typer.Exit(INTERRUPTED)


def _listen() -> list[int]:
    """Take down that Ctrl-C was pressed, besides raising KeyboardInterrupt; returns a list that is then not empty.

    The compiler of the kernels swallows what is raised inside it and fails in a way of its own a moment later.
    """
    wished: list[int] = []

    def noted(number: int, frame: FrameType | None) -> None:
        wished.append(number)
        signal.default_int_handler(number, frame)

    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if usual and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, noted)
        sys.unraisablehook = _without_interrupts(sys.unraisablehook)
    return wished


def _without_interrupts(
    usual: Callable[[sys.UnraisableHookArgs], object],
) -> Callable[[sys.UnraisableHookArgs], object]:
    """``usual``, but for an interrupt that the compiler swallowed: that one is noted, and no traceback is printed."""

    def hook(swallowed: sys.UnraisableHookArgs) -> None:
        if swallowed.exc_type is not KeyboardInterrupt:
            usual(swallowed)

    return hook


def _told(error: Exception, debug: bool) -> int | None:
    """Say what went wrong; returns the exit status, or None where it is the command-line library's to say."""
    library = type(error).__module__.split(".")[0] in ("typer", "click")
    if library or (isinstance(error, OSError) and error.errno == errno.EPIPE):
        return None
    from pes_sim.runs.errors import CallError
    from pes_sim.scenario.problems import ScenarioError

    if isinstance(error, ScenarioError):
        for problem in error.problems:
            typer.echo(f"error: {problem}", err=True)
        return CALL_WRONG
    if isinstance(error, CallError):
        typer.echo(f"error: {error}", err=True)
        return CALL_WRONG
    typer.echo(f"error: {_in_words(error)}", err=True)
    if debug:
        typer.echo(getattr(error, "details", "") or traceback.format_exc(), err=True)
    else:
        typer.echo("for the traceback: pes-sim --debug ...", err=True)
    return WORK_FAILED


def _in_words(error: Exception) -> str:
    from pes_sim.runs.engine.local import EngineError
    from pes_sim.runs.errors import RunError
    from pes_sim.runs.store.store import StoreError

    if isinstance(error, (RunError, EngineError, StoreError, OSError)):
        return str(error)
    return f"{type(error).__name__}: {error}"
