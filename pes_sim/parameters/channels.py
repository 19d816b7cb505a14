"""Channels: how each can be reached and used, and how jobseekers choose among them."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

SELF_SERVICE = ("portal", "app", "chatbot", "assistant")
CHANNELS = ("counter", "phone", "post", "message", "portal", "app", "chatbot", "video", "assistant")

# channel: constant, richness, skill demand, usability, resolution, minutes factor, unit cost, client minutes, open
_TABLE = {
    "counter": (-0.4, 1.00, 0.00, 0.90, 0.88, 1.00, 2.5, 60.0, 1.0),
    "phone": (0.2, 0.75, 0.05, 0.80, 0.78, 0.80, 0.5, 12.0, 1.0),
    "post": (-1.9, 0.20, 0.10, 0.60, 0.72, 1.10, 2.0, 35.0, 1.0),
    "message": (-0.9, 0.40, 0.55, 0.75, 0.68, 0.90, 0.2, 12.0, 1.0),
    "portal": (0.2, 0.30, 0.75, 0.58, 0.0, 0.0, 0.3, 20.0, 1.0),
    "app": (-0.6, 0.30, 0.65, 0.60, 0.0, 0.0, 0.3, 12.0, 1.0),
    "chatbot": (-1.6, 0.35, 0.55, 0.45, 0.0, 0.0, 0.1, 8.0, 0.0),
    "assistant": (-0.8, 0.65, 0.15, 0.80, 0.0, 0.0, 0.4, 5.0, 0.0),
    "video": (-2.2, 0.90, 0.65, 0.70, 0.85, 0.90, 0.8, 25.0, 0.0),
}
_MARGINS = "set by hand for a plausible mix of channels beside NL 2008, DE and UK margins, not estimated; no PES-specific coefficients are published"
_COST = "UK councils 2012, EC ISA 2012, ratios 50:20:30:1 (evidence digital 2.1), without staff minutes"


def _channel(name: str) -> tuple[P, ...]:
    constant, rich, skill, usable, resolve, minutes, cost, client, open_ = _TABLE[name]
    own: tuple[P, ...]
    if name in SELF_SERVICE:
        own = (P(f"channels.{name}.usability", usable, "0-1", max(0.0, usable - 0.2), min(1.0, usable + 0.2), "lever", "assumption; redesign moved State Pension from half dropping out to three in five untouched", "D", "How easily the channel leads to the goal", most=1),)
    else:
        own = (
            P(f"channels.{name}.resolution", resolve, "share", max(0.0, resolve - 0.12), min(1.0, resolve + 0.12), "uncertainty", "80 % resolved on the phone (BA Magdeburg c.2010); first-contact resolution 70-85 %", "C", "Share resolved by a practised member of staff, a simple task (0: self-service)", most=1),
            P(f"channels.{name}.minutes_factor", minutes, "factor", 0.7 * minutes, 1.4 * minutes, "uncertainty", "phone 3-9 min against 10-20 min face to face (evidence digital 2.2)", "C", "Staff minutes in contact relative to the counter"),
        )
    return (
        P(f"channels.{name}.open", open_, "share", 0.0, 1.0, "lever", "the profile's practice", "C", "Share of people for whom the channel is there (1 = everyone)", most=1),
        P(f"channels.{name}.hours", 1.0, "factor", 0.0, 1.5, "lever", "1 = today's opening hours", "D", "Opening hours relative to the profile's", most=4.2),
        P(f"channels.{name}.nudge", 0.0, "utility", 0.0, 1.5, "lever", "assumption", "D", "Push towards the channel by invitation, default or reward", least=-5, most=5),
        P(f"channels.{name}.constant", constant, "utility", constant - 0.6, constant + 0.6, "uncertainty", _MARGINS, "D", "Liking of the channel that nothing else explains", least=-10, most=10),
        P(f"channels.{name}.richness", rich, "0-1", max(0.0, rich - 0.15), min(1.0, rich + 0.15), "constant", "media richness: Pieterson & van Dijk 2007; the number is an assumption", "D", "How well the channel carries complex matters", most=1),
        P(f"channels.{name}.skill_demand", skill, "0-1", max(0.0, skill - 0.2), min(1.0, skill + 0.2), "uncertainty", "assumption", "D", "Digital skill the channel asks for", most=1),
        P(f"channels.{name}.unit_cost", cost, "EUR/contact", 0.3 * cost, 3.0 * cost, "uncertainty", _COST, "C", "Cost of a contact besides staff"),
        P(f"channels.{name}.client_minutes", client, "minutes", 0.5 * client, 2.0 * client, "uncertainty", "claim online about 40 min to 2 h (DWP, NAO); travel: assumption", "D", "Client's own time a contact, with travel"),
        *own,
    )


CHANNEL_PARAMETERS = (
    *(p for name in CHANNELS for p in _channel(name)),
    P("channels.portal.mandate", 0.0, "share", 0.0, 1.0, "lever", "none today; Universal Credit 98 % online, Danish digital post 6.6 % exempt where there is one", "C", "Share of people who must register, claim and report digitally unless exempt", most=1),
    P("channels.exemption_skill", 0.25, "0-1", 0.1, 0.4, "lever", "exemption for those who cannot (DK: no device, no skills, language, disability); the threshold is an assumption", "D", "Digital skill below which a person may ask to be exempt from the mandate, as all may who have no internet", most=1),
    P("channels.exemption_asked", 0.25, "share", 0.1, 0.6, "uncertainty", "assumption beside 6.6 % exempt (DK c.2022) where about a third would qualify", "D", "Share of those who may ask for exemption who do", most=1),
    P("channels.exemption_granted", 0.8, "share", 0.0, 1.0, "lever", "assumption", "D", "Share of requests for exemption that are granted", most=1),
    P("channels.assisted_share", 0.1, "share", 0.0, 0.6, "lever", "20-46 % had help under a mandate (Universal Credit); the profile's value is an assumption", "D", "Share of the digital attempts expected to fail that staff help with instead", most=1),
    P("channels.assisted_mandate", 0.5, "share", 0.0, 1.0, "lever", "Universal Credit: nearly half had help, 54 % unassisted; how much of it by staff is an assumption", "D", "The same for those whom a mandate binds and who have nobody to help them, if that is more", most=1),
    P("channels.assisted_minutes", 18.0, "minutes", 10.0, 40.0, "uncertainty", "assumption; UC claim 40 min to 2 h", "D", "Staff minutes to help one person through a digital service"),
    P("choice.habit", 2.2, "utility", 1.2, 3.2, "uncertainty", "Pieterson & van Dijk 2007: first line of decision is habit; the size is an assumption", "D", "Pull of the channel a person is used to", most=20),
    P("choice.reasoning", 0.6, "share", 0.2, 0.9, "uncertainty", "Pieterson & van Dijk 2007: complexity and ambiguity make people reason", "D", "How far complexity and ambiguity put habit aside", most=1),
    P("choice.skill", 4.0, "utility", 2.0, 6.0, "uncertainty", "skilled people use e-government more (Eurostat); the size is an assumption", "D", "Effect of digital skill on channels that demand it", most=20),
    P("choice.complexity", 2.0, "utility", 1.0, 3.5, "uncertainty", "van Deursen & Pieterson 2006: complex and ambiguous tasks go to phone and desk", "D", "Loss from taking a complex task to a poor channel", most=20),
    P("choice.wait", 0.5, "utility/week", 0.2, 1.2, "uncertainty", "assumption", "D", "Loss from each week of expected waiting (ten minutes on hold count as one)", most=10),
    P("choice.hold_minutes", 10.0, "minutes", 5.0, 20.0, "uncertainty", "assumption", "D", "Minutes on hold that weigh like a week in a queue", least=0.1),
    P("choice.memory_weeks", 13.0, "weeks", 4.0, 52.0, "uncertainty", "assumption", "D", "Weeks over which people see what others use", least=1),
    P("choice.failure", 1.0, "utility", 0.4, 2.0, "uncertainty", "channel hopping after failure (Madsen, Hofmann & Pieterson 2019); size assumed", "D", "Loss of the channel that failed last, for the open need", most=10),
    P("choice.social", 0.8, "utility", 0.0, 1.6, "uncertainty", "Bass q 0.3-0.5 a year; UTAUT meta-analyses find social influence weak", "C", "Pull of what others in the region use", most=10),
    P("choice.trust_delegate", 2.0, "utility", 0.8, 4.0, "uncertainty", "assumption: to let an agent act in one's name takes more trust than to act oneself", "D", "Effect of trust on handing a matter to an assistant", most=10),
    P("choice.trust", 0.8, "utility", 0.0, 2.0, "uncertainty", "UMEGA (Dwivedi et al. 2017): risk and trust matter", "C", "Effect of trust in the service's digital channels", most=10),
)
