"""The directory in templates."""

from urllib.parse import urlencode

from django import template
from django_countries import countries

register = template.Library()


@register.simple_tag(takes_context=True)
def filtered(context, **changed) -> str:
    """The address of the directory, or of another list, with its filters and these changes; another filter begins at the first page."""
    kept = (context.get("listing") or context["directory"]).chosen | {name: str(value) for name, value in changed.items()}
    return "?" + urlencode({name: value for name, value in kept.items() if value})


@register.filter
def country_name(code: str) -> str:
    return countries.name(code)
