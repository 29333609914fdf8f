from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.sealing import seal, unseal


class Channel(models.TextChoices):
    """The ways to tell somebody outside the application; inside, everybody is told anyway."""

    EMAIL = "email", _("E-mail")
    DINGTALK = "dingtalk", _("DingTalk robot")
    WECOM = "wecom", _("WeCom robot")
    FEISHU = "feishu", _("Feishu robot")
    WEBHOOK = "webhook", _("Signed webhook")


class Route(models.Model):
    """Where one person is told by one channel.

    The address of a robot lets whoever holds it speak in its name: it is kept sealed, with the
    secret that signs for it, and is never shown again. ``hint`` is what the person recognises it by.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="notice_routes",
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    is_on = models.BooleanField(_("in use"), default=True)
    sealed_address = models.TextField(editable=False)
    sealed_secret = models.TextField(editable=False, blank=True)
    hint = models.CharField(_("address"), max_length=100, editable=False)
    tested_at = models.DateTimeField(_("tested at"), null=True, blank=True, editable=False)
    test_failure = models.CharField(_("test failed"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("notice route")
        verbose_name_plural = _("notice routes")
        constraints = [
            models.UniqueConstraint(fields=["user", "channel"], name="route_one_per_channel"),
        ]

    def __str__(self):
        return f"{self.get_channel_display()} · {self.user}"

    @property
    def address(self) -> str:
        """The address in full; SealBrokenError if it was sealed under a key we no longer have."""
        return unseal(self.sealed_address)

    @property
    def secret(self) -> str:
        return unseal(self.sealed_secret)

    def address_set(self, address: str) -> None:
        self.sealed_address, self.hint = seal(address), _hint_of(address)

    def secret_set(self, secret: str) -> None:
        self.sealed_secret = seal(secret)


class Preference(models.Model):
    """When one person wants to be told outside the application; without a row, as is usual."""

    class Rhythm(models.TextChoices):
        USUAL = "", _("As is usual for my post")
        AT_ONCE = "at_once", _("Each as it comes, in working hours")
        DIGEST = "digest", _("One digest each working morning")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="notice_preference",
    )
    rhythm = models.CharField(
        _("When"),
        max_length=8,
        choices=Rhythm.choices,
        default=Rhythm.USUAL,
        blank=True,
        help_text=_(
            "Usually leaders get one digest each working morning, others each as it comes."
        ),
    )
    red_any_time = models.BooleanField(
        _("Red ones at any hour"),
        default=False,
        help_text=_("What is on the supervision list comes at night and on days off, too."),
    )

    class Meta:
        verbose_name = _("notice preference")
        verbose_name_plural = _("notice preferences")

    def __str__(self):
        return str(self.user)


def _hint_of(address: str) -> str:
    """An e-mail address as it is; of a robot's the host and the last four signs."""
    parts = urlsplit(address)
    return (f"{parts.netloc} …{address[-4:]}" if parts.netloc else address)[:100]
