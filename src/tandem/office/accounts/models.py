from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.sessions import SessionStore
from tandem.office.accounts.words import Hat, Role
from tandem.office.statements.kept import Given, kept


@kept(key=models.BigIntegerField())
def users_with(key: Given) -> "models.QuerySet[User]":
    return User.objects.filter(pk=key)


class UserManager(BaseUserManager["User"]):
    def get(self, *args: Any, **asked: Any) -> "User":
        """Each request asks by the key."""
        key = asked.get("pk")
        if args or len(asked) != 1 or not isinstance(key, int):
            return super().get(*args, **asked)
        found = next(iter(users_with(key=key)), None)
        if found is None:
            raise self.model.DoesNotExist
        return found

    def create_user(
        self, *, email: str, name: str, role: str, password: str | None = None, **extra: Any
    ) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name, role=role, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    role = models.CharField(_("Role"), max_length=12, choices=Role.choices, default=Role.READ_ONLY)
    hat = models.CharField(_("Hat"), max_length=12, choices=Hat.choices, default=Hat.MARKETING)
    # Kept here by whoever keeps the hours, as the bar of every page tells it. Nobody else ever sees it.
    hat_since = models.DateTimeField(_("The hat is on since"), null=True, blank=True, editable=False)
    zone = models.CharField(_("Time zone"), max_length=64, blank=True)
    theme = models.CharField(_("Light or dark"), max_length=5, blank=True)
    is_active = models.BooleanField(_("May sign in"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_word(self) -> str:
        """The name as one would say it: the first word of it."""
        return str(self).split(" ")[0]


class Invitation(models.Model):
    """An invitation to join, sent by an owner. The link itself is a public token."""

    email = models.EmailField(_("E-mail address"))
    name = models.CharField(_("Name"), max_length=120, blank=True)
    role = models.CharField(_("Role"), max_length=12, choices=Role.choices)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return self.email


class Session(AbstractBaseSession):
    """One signed-in browser. Whose it is stands beside the data, so that it can be listed and ended."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    signed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        return SessionStore
