"""Pages: the files below static/, and nothing else."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from pes_sim.app.errors import AppError

STATIC = Path(__file__).with_name("static")
TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml",
    ".png": "image/png", ".ico": "image/x-icon", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
}  # fmt: skip

PAGES = ("start", "compare", "fly", "room", "inside", "explain")
"""Addresses that index.html itself tells apart; static/js/core/router.js lists the same."""

router = APIRouter()


@router.get("/{path:path}", include_in_schema=False)
def page(path: str) -> Response:
    """A file by its path, or a page by its name."""
    found = _file(path or "index.html")
    if found is None and path in PAGES:
        found = _file("index.html")
    if found is None:
        raise AppError("not_found", f"there is no page /{path[:80]}")
    # Asked again each time, so that a new version shows at once; unchanged files are not sent again.
    return FileResponse(found, media_type=TYPES[found.suffix], headers={"cache-control": "no-cache"})


def _file(path: str) -> Path | None:
    """The file at ``path`` below STATIC, if it is of a known type and really lies there."""
    if "\0" in path or "\\" in path or len(path) > 300:
        return None
    candidate = (STATIC / path).resolve()
    inside = candidate.is_relative_to(STATIC.resolve())
    return candidate if inside and candidate.suffix in TYPES and candidate.is_file() else None
