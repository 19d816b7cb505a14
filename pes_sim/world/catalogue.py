"""What kind of thing each channel and task is: structure, not numbers."""

from __future__ import annotations

import numpy as np

from pes_sim.parameters import CHANNELS, TASKS

FRONT, LINE, BACK, SELF = range(4)
"""How a channel is staffed: by appointment, on the line, as mail, not at all."""

CHANNEL_KIND = np.array(
    [{"counter": FRONT, "video": FRONT, "phone": LINE, "post": BACK, "message": BACK}.get(c, SELF) for c in CHANNELS],
    dtype=np.int64,
)
NEEDS_INTERNET = np.array([c in ("message", "portal", "app", "chatbot", "video", "assistant") for c in CHANNELS])
PORTAL = CHANNELS.index("portal")
ASSISTANT = CHANNELS.index("assistant")
PHONE = CHANNELS.index("phone")
COUNTER = CHANNELS.index("counter")

_CARRIES = {
    "registration": ("counter", "phone", "post", "portal", "app", "video", "assistant"),
    "claim": ("counter", "post", "portal", "assistant"),
    "report": ("counter", "phone", "post", "message", "portal", "app", "assistant"),
    "enquiry": CHANNELS,
    "job_search_help": ("counter", "phone", "message", "portal", "app", "chatbot", "video", "assistant"),
    "complaint": ("counter", "phone", "post", "message", "video"),
    "progress_chasing": ("counter", "phone", "message", "portal", "app", "chatbot", "assistant"),
}
CARRIES = np.array([[c in _CARRIES[t] for c in CHANNELS] for t in TASKS])
"""(tasks, channels): which channels carry which task."""

TRANSACTION = np.array([t in ("registration", "claim", "report") for t in TASKS])
"""(tasks,): transactions fall under a mandate and count for digital take-up."""

REGISTRATION, CLAIM, REPORT, ENQUIRY, JOB_SEARCH, COMPLAINT, CHASING = range(7)
