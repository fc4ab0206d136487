"""The user: one person, known by an e-mail address."""

from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField


class UserQuerySet(models.QuerySet):
    def able_to_do_harm(self):
        """Those who can enter an admin, those who advise, and those who moderate: whoever is among them signs in with two factors."""
        content = Q(groups__permissions__content_type__app_label="wagtailadmin", groups__permissions__codename="access_admin")
        people = Q(groups__permissions__content_type__app_label="entrepreneurs", groups__permissions__codename__in=["advise", "moderate"])
        return self.filter(Q(is_staff=True) | Q(is_superuser=True) | content | people).distinct()

    def allowed(self, label: str):
        """Those whom a role allows this, such as entrepreneurs.moderate; superusers, who are allowed everything, are not meant."""
        app, _dot, codename = label.partition(".")
        able = Q(groups__permissions__content_type__app_label=app, groups__permissions__codename=codename)
        return self.filter(able, is_active=True).distinct()

    def known_to(self, user):
        """Those who have asked `user` or were asked by them, and those who share a conversation with them. Nobody else has a name to them."""
        theirs = apps.get_model("entrepreneurs", "Connection").objects.of(user)
        beside = Q(participations__conversation__participants__user=user)
        return self.filter(Q(pk__in=theirs.values("asker")) | Q(pk__in=theirs.values("asked")) | beside).exclude(pk=user.pk).distinct()

    def connected_with(self, user):
        """Those whom `user` is connected with, and between whom no block stands, by name."""
        known = apps.get_model("entrepreneurs", "Connection").objects.of(user).accepted().values_list("asker", "asked")
        hidden = apps.get_model("entrepreneurs", "Block").objects.hidden_from(user)
        return self.filter(pk__in={one for pair in known for one in pair} - {user.pk} - hidden).order_by("name", "pk")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **facts):
        user = self.model(email=self.normalize_email(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **facts):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True, help_text=_("What others may call you. It need not be the name in your passport."))
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    time_zone = models.CharField(_("time zone"), max_length=40, default=settings.TIME_ZONE)
    country = CountryField(_("country where I live"), blank=True)
    contact_key = models.UUIDField(_("name in the address by which others can ask me"), default=uuid4, unique=True, editable=False)
    said_adult_at = models.DateTimeField(_("said to be 18 or older on"), null=True, blank=True)
    is_demo = models.BooleanField(default=False, help_text="One of the fictional people; cannot sign in in production.")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [("advise", "Can advise learners"), ("moderate", "Can moderate conversations")]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]
        indexes = [models.Index(fields=["id"], condition=Q(is_active=False), name="closed_accounts")]

    def __str__(self):
        return self.get_full_name()

    @property
    def shown_name(self) -> str:
        """As other people may read it: never the address."""
        return self.name or gettext("Somebody without a name")

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.get_full_name()
