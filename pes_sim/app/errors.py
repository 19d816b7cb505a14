"""Errors as every answer carries them: a code, a message, and the problems a user can mend."""

from __future__ import annotations

import sys
import traceback
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from pes_sim.app.document import Document
from pes_sim.runs.errors import CallError
from pes_sim.scenario.problems import ScenarioError

STATUS = {
    "invalid": 422, "not_found": 404, "forbidden": 403, "trainer_needed": 401, "too_large": 413, "too_many": 429,
    "conflict": 409, "busy": 503, "failed": 500,
}  # fmt: skip
_CODES = {status: code for code, status in STATUS.items()} | {400: "invalid", 405: "invalid"}


class AppError(Exception):
    """A request that is refused; ``code`` is a key of STATUS."""

    def __init__(
        self, code: str, message: str, problems: list[dict[str, Any]] | None = None, after: int | None = None
    ) -> None:
        super().__init__(code, message, problems, after)
        self.code, self.message, self.problems, self.after = code, message, problems or [], after

    def document(self) -> dict[str, Any]:
        """The error as JSON."""
        return {"code": self.code, "message": self.message, "problems": self.problems}


def known(error: Exception) -> AppError | None:
    """``error`` as something to tell the user; None where it is a fault of ours."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, ScenarioError):
        problems = [
            {"message": p.message, "expected": p.expected, "nearest": list(p.nearest), "file": p.file, "line": p.line}
            for p in error.problems
        ]
        return AppError("invalid", str(error.problems[0]) if error.problems else "the scenario is wrong", problems)
    if isinstance(error, CallError):
        return AppError("invalid", str(error))
    return None


def told(error: Exception) -> AppError:
    """``error`` as something to tell the user; a fault of ours is printed for whoever runs the server."""
    found = known(error)
    if found is None:
        traceback.print_exception(error, file=sys.stderr)
        found = AppError("failed", f"the server failed at this: {type(error).__name__}")
    return found


def answer(error: AppError) -> Document:
    """``error`` as a response."""
    headers = {"Retry-After": str(error.after)} if error.after is not None else None
    return Document({"error": error.document()}, STATUS[error.code], headers)


def install(app: FastAPI) -> None:
    """Turn what is raised in ``app`` into answers."""

    @app.exception_handler(AppError)
    @app.exception_handler(ScenarioError)
    @app.exception_handler(CallError)
    async def mistaken(request: Request, error: Exception) -> Document:
        found = known(error)
        assert found is not None
        return answer(found)

    @app.exception_handler(RequestValidationError)
    async def wrong(request: Request, error: RequestValidationError) -> Document:
        problems: list[dict[str, Any]] = [
            {"message": f"{'.'.join(str(step) for step in detail['loc'][1:]) or 'the request'}: {detail['msg']}",
             "expected": "", "nearest": [], "file": None, "line": None}
            for detail in error.errors()[:20]
        ]  # fmt: skip
        return answer(AppError("invalid", problems[0]["message"] if problems else "the request is wrong", problems))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Document:
        return answer(AppError(_CODES.get(error.status_code, "invalid"), str(error.detail)))

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Document:
        return answer(told(error))
