"""What kinds of events there are, how one stands, who sees it, and who gets a seat."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    NETWORK = "network", _("Network meeting")
    WEBINAR = "webinar", _("Webinar")
    FOCUS_GROUP = "focus_group", _("Focus group")
    OPEN_DAY = "open_day", _("Open day")
    CIRCLE = "circle", _("Circle meeting")
    SITE_VISIT = "site_visit", _("Site visit")
    SUPERVISION = "supervision", _("Group supervision")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class Reach(models.TextChoices):
    EVERYONE = "everyone", _("Everyone: it stands in the calendar")
    INVITED = "invited", _("Those who are invited, or have its link")


class Admission(models.TextChoices):
    OPEN = "open", _("Whoever comes first")
    APPLICATION = "application", _("By application: the hosts decide")
