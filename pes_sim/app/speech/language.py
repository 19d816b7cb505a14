"""Which language a reader wants: ``?lang=de``, else the Accept-Language header, else English."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.requests import HTTPConnection

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de")
current: ContextVar[str] = ContextVar("language", default=ENGLISH)
"""The language of the request that is being answered."""


def wanted(connection: HTTPConnection) -> str:
    """The language ``connection`` asks for, of those there are."""
    said = connection.query_params.get("lang")
    if said in LANGUAGES:
        return str(said)
    return accepted(connection.headers.get("accept-language", ""))


def accepted(header: str) -> str:
    """The first of LANGUAGES by the weights of an Accept-Language ``header`` (RFC 9110, 12.5.4)."""
    found = []
    for place, each in enumerate(header.split(",")[:20]):
        name, _, weight = each.partition(";")
        known = name.strip().lower().partition("-")[0]
        if known in LANGUAGES:
            found.append((-_weight(weight), place, known))
    return min(found)[2] if found else ENGLISH


def _weight(text: str) -> float:
    name, _, value = text.partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
