"""The comparison in templates: who wrote a cell, what a country is called."""

from django import template

from learning import comparison

register = template.Library()


@register.filter
def written_by(statement) -> str:
    return comparison.written_by(statement)


@register.filter
def land_name(code) -> str:
    return comparison.Land(str(code)).name
