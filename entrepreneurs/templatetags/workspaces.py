"""Workspaces in templates."""

from django import template

from entrepreneurs.models import Workspace

register = template.Library()


@register.simple_tag(takes_context=True)
def workspace_of(context, programme) -> Workspace | None:
    """That of a programme, for those who are in it. Only for pages of those who are signed in: others are shown what all visitors are shown."""
    return Workspace.objects.visible_to(context["user"]).filter(pk=programme.pk).first()
