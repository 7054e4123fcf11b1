"""People who work. Participants are never here."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A colleague at some party. What they may do is said by memberships alone: there is no superuser."""

    email = models.EmailField(_("e-post"), unique=True)
    name = models.CharField(_("namn"), max_length=120)
    is_active = models.BooleanField(_("kan logga in"), default=True)
    date_joined = models.DateTimeField(_("tillagd"), auto_now_add=True)

    signed_out_at = models.DateTimeField(_("utloggad överallt"), null=True, blank=True, editable=False)

    PERSONAL = ("email", "name", "date_joined", "last_login", "password", "signed_out_at")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("medarbetare")
        verbose_name_plural = _("medarbetare")

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name else self.email

    def get_full_name(self) -> str:
        return self.name
