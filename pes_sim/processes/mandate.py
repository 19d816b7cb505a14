"""A mandate: who must register, claim and report digitally, and who is exempt because they asked and it was granted.

Bound is a share of people, keyed by person. Exemption is open to those without internet at home and those with
little digital skill; a share of them ask (keyed by person), and of those who ask a share are let go. Who keeps
failing may go another way, but has to ask for it as well, and a share of them do (keyed by person): the others try
again until they succeed, are helped, or give up. Those without internet who are bound use a terminal in the office
or somebody else's device.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.random.keyed import bits, lane

_FULL = 65536.0
MANDATE, EXEMPT_SKILL, EXEMPT, LET_OFF, ASKS = range(5)
"""Places in the ``mandate`` vector (see `terms_of_the_mandate`)."""


def terms_of_the_mandate(values: Mapping[str, float]) -> NDArray[np.float64]:
    """Share bound, skill below which one may ask, share of those who may who are exempt, failures that let off those
    who ask, and the share who do.
    """
    exempt = values["channels.exemption_asked"] * values["channels.exemption_granted"]
    return np.array(
        [
            values["channels.portal.mandate"], values["channels.exemption_skill"], exempt,
            values["giveup.let_off_tries"], values["giveup.let_off_asked"],
        ]
    )  # fmt: skip


@njit(nogil=True, inline="always")
def bound(key, skill, offline, tries, mandate, salt_exempt):  # type: ignore[no-untyped-def]
    """Whether the mandate binds this person for a transaction that failed ``tries`` times."""
    if mandate[MANDATE] <= 0.0:
        return False
    word = bits(key, salt_exempt)
    if lane(word, 0) >= mandate[MANDATE] * _FULL:
        return False
    if tries >= mandate[LET_OFF] and lane(word, 2) < mandate[ASKS] * _FULL:
        return False
    return not exempt(word, skill, offline, mandate)


@njit(nogil=True, inline="always")
def exempt(word, skill, offline, mandate):  # type: ignore[no-untyped-def]
    """Whether somebody with this ``word`` of luck may ask to be exempt, asked, and was."""
    may_ask = offline == 1 or skill < mandate[EXEMPT_SKILL]
    return may_ask and lane(word, 1) < mandate[EXEMPT] * _FULL
