"""Notices: what is new for somebody, on a page of its own and by mail, as they chose it."""

from hub.notices.actions import close, close_all, give, wants_mail
from hub.notices.kinds import Part, Told, register

__all__ = ["Part", "Told", "close", "close_all", "give", "register", "wants_mail"]
