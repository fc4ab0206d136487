"""Notices: what is new for somebody, on a page of its own and by mail, as they chose it."""

from hub.notices.actions import close, give, wants_mail
from hub.notices.kinds import Told, register

__all__ = ["Told", "close", "give", "register", "wants_mail"]
