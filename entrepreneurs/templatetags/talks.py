"""Conversations in templates."""

from django import template

register = template.Library()


@register.simple_tag
def readers_of(talk) -> dict[int, list[str]]:
    """Who has read up to which message, by the message's key; counted once for the page."""
    return talk.readers


@register.filter
def at(found: dict, key):
    return found.get(key)
