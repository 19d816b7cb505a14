"""Every number the model leans on, declared once."""

from pes_sim.parameters.automation import AUTOMATION
from pes_sim.parameters.channels import CHANNEL_PARAMETERS, CHANNELS
from pes_sim.parameters.counselling import COUNSELLING
from pes_sim.parameters.declaration import GRADES, Grade, Kind, Parameter, ParameterError
from pes_sim.parameters.delivery import DELIVERY
from pes_sim.parameters.enforcement import ENFORCEMENT
from pes_sim.parameters.labour import LABOUR
from pes_sim.parameters.money import MONEY
from pes_sim.parameters.organisation import ORGANISATION
from pes_sim.parameters.people import PEOPLE
from pes_sim.parameters.profiling import PROFILING
from pes_sim.parameters.registry import Registry, UnknownParameter
from pes_sim.parameters.robotisation import ROBOTISATION
from pes_sim.parameters.service import SERVICE
from pes_sim.parameters.staffing import STAFFING
from pes_sim.parameters.steering import STEERING
from pes_sim.parameters.systems import SYSTEMS
from pes_sim.parameters.tasks import TASK_PARAMETERS, TASKS
from pes_sim.parameters.technology import TECHNOLOGY

REGISTRY = Registry(
    LABOUR, ROBOTISATION, TASK_PARAMETERS, AUTOMATION, CHANNEL_PARAMETERS, SERVICE, COUNSELLING, ENFORCEMENT, PROFILING, PEOPLE,
    STAFFING, ORGANISATION, TECHNOLOGY, SYSTEMS, DELIVERY, MONEY, STEERING,
)  # fmt: skip

__all__ = [
    "CHANNELS",
    "GRADES",
    "REGISTRY",
    "TASKS",
    "Grade",
    "Kind",
    "Parameter",
    "ParameterError",
    "Registry",
    "UnknownParameter",
]
