"""allauth's forms in the hub's face."""

from django import template

register = template.Library()


@register.filter
def without_placeholders(form):
    """The same form; its labels stand above the fields, so nothing is said again within them."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


@register.filter
def button_class(attrs) -> str:
    """The one thing to do on the page stands out; what cannot be undone looks like it; the rest is quiet."""
    tags = set(attrs.get("tags") or ())
    if tags & {"danger"}:
        return "button danger"
    is_quiet = attrs.get("href") or tags & {"outline", "secondary", "minor", "link", "cancel"}
    return "button" if is_quiet else "button main"
