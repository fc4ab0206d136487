"""The face in templates: icons, languages by their names, the page in the reader's language."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language_info

from hub import entrecomp, languages

register = template.Library()


@register.inclusion_tag("components/icon.html")
def icon(name):
    return {"template": f"components/icons/{name}.svg", "name": name}


@register.simple_tag
def drawing(value):
    """A figure's drawing, told to those who cannot see it by its `alt`."""
    return render_to_string(f"learning/drawings/{value['drawing']}.svg", {"value": value})


@register.filter
def competence_name(key):
    return entrecomp.COMPETENCES.get(key, key)


@register.filter
def language_name(code):
    """A language by its own name."""
    return languages.NAMES.get(code) or get_language_info(code)["name_local"]


@register.simple_tag(takes_context=True)
def addresses(context):
    """The address of what is shown in each offered language, for the switcher and hreflang; (code, name, address or None)."""
    page, request = context.get("page"), context["request"]
    if page is None:
        return [(code, name, swap(request, code)) for code, name in settings.LANGUAGES]
    by_language = {other.locale.language_code: other.get_url(request) for other in page.tongues}
    return [(code, name, by_language.get(code)) for code, name in settings.LANGUAGES]


def swap(request, code: str) -> str | None:
    """This address in another language; None outside the languages, and for a page that is not there."""
    first, _, rest = request.path.lstrip("/").partition("/")
    if first not in dict(settings.LANGUAGES):
        return f"/{code}/"
    query = request.META.get("QUERY_STRING")
    return f"/{code}/{rest}" + (f"?{query}" if query and request.method == "GET" else "")


@register.simple_tag
def tongue(code):
    """`lang` and `dir` for text in a language of its own."""
    return format_html('lang="{}" dir="{}"', code, "rtl" if get_language_info(code)["bidi"] else "ltr")
