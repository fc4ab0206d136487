"""Privacy: every model that touches a person says why it does, shows what it holds, and forgets it when asked."""

from hub.privacy.erasure import blank, delete, erase
from hub.privacy.export import export
from hub.privacy.registry import Holding, Person, forget_guests, holdings, nothing_personal, person_behind, register, register_guests, undeclared

__all__ = [
    "Holding",
    "Person",
    "blank",
    "delete",
    "erase",
    "export",
    "forget_guests",
    "holdings",
    "nothing_personal",
    "person_behind",
    "register",
    "register_guests",
    "undeclared",
]
