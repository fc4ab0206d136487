"""Searching in templates: languages that are spoken, and searches that were saved."""

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import get_language_info

from search.searchpage import SearchPage

register = template.Library()


@register.simple_tag
def tongue_if_known(code):
    """`lang` and `dir` for the name of a language in itself, also one that the hub is not offered in."""
    try:
        is_rtl = get_language_info(code)["bidi"]
    except KeyError:
        return format_html('lang="{}" dir="auto"', code)
    return format_html('lang="{}" dir="{}"', code, "rtl" if is_rtl else "ltr")


@register.filter
def words_of_saved(saved):
    return QueryDict(saved.asked).get("q", "")


@register.filter
def narrowed_by(saved):
    """The values chosen in it, in words."""
    page = SearchPage(QueryDict(saved.asked), user=saved.user, language=saved.language)
    return [page.label(name, value) for name, values in page.chosen.items() for value in values]


@register.filter
def address_of_saved(saved):
    """In the language that it was asked in."""
    with translation.override(saved.language):
        return f"{reverse('search:search')}?{saved.asked}"
