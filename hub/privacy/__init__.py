"""Privacy: every model that touches a person says why it does, shows what it holds, and forgets it when asked."""

from hub.privacy.erasure import blank, delete, erase
from hub.privacy.export import export
from hub.privacy.registry import GUESTS, Guests, Holding, Person, holdings, nothing_personal, person_behind, register, undeclared

__all__ = [
    "GUESTS",
    "Guests",
    "Holding",
    "Person",
    "blank",
    "delete",
    "erase",
    "export",
    "holdings",
    "nothing_personal",
    "person_behind",
    "register",
    "undeclared",
]
