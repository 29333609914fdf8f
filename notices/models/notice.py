from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from notices.texts import body_of, title_of


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own notices that have been delivered in the application."""
        if not getattr(user, "is_active", False):
            return self.none()
        return self.filter(recipient=user, state=Notice.State.DELIVERED)

    def unread(self):
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One event told to one person: a row of the outbox, and once delivered a line of their list.

    Nobody can switch this off; what goes out by other channels besides is ``Delivery``.

    An insert needs ``recipient_id``, ``template`` and ``dedupe_key``; the database fills in the
    rest. ``dedupe_key`` names the event and the recipient (``slip:12:1:user:7``): with ON CONFLICT
    DO NOTHING the same event never writes twice. The text is rendered in the reader's language
    from ``template`` (notices.texts), ``label`` and ``params``.
    """

    class Level(models.TextChoices):
        INFO = "info", _("for information")
        BLUE = "blue", _("reminder")
        ORANGE = "orange", _("overdue")
        RED = "red", _("supervised")

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        DELIVERED = "delivered", _("delivered")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        related_name="notices",
    )
    template = models.CharField(
        _("text"), max_length=40, help_text=_("which text: a key of notices.texts")
    )
    label = models.CharField(
        _("subject"), max_length=200, db_default="", help_text=_("what it is about, by name")
    )
    params = models.JSONField(
        _("facts"),
        db_default=Value({}, models.JSONField()),
        help_text=_("further facts that the text needs"),
    )
    level = models.CharField(
        _("level"), max_length=6, choices=Level.choices, db_default=Level.INFO.value
    )
    url = models.CharField(
        _("address"), max_length=200, db_default="", help_text=_("a path of this site, or nothing")
    )
    subject_type = models.CharField(
        _("subject type"), max_length=50, db_default="", help_text=_("such as issues.case")
    )
    subject_id = models.BigIntegerField(_("subject number"), null=True, blank=True)
    dedupe_key = models.CharField(
        _("event"), max_length=120, unique=True, help_text=_("names the event and the recipient")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, db_default=State.PENDING.value
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), db_default=0)
    created_at = models.DateTimeField(_("created at"), db_default=Now())
    deliver_after = models.DateTimeField(_("not before"), db_default=Now())
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["deliver_after"],
                condition=Q(state="pending"),
                name="notice_pending",
            ),
            models.Index(
                fields=["recipient", "delivered_at"],
                condition=Q(state="delivered", read_at__isnull=True),
                name="notice_unread",
            ),
            models.Index(fields=["recipient", "-id"], name="notice_by_recipient"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at__isnull=True, read_at__isnull=True)),
                name="notice_delivered_has_time",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return title_of(self.template, self.label, self.params)

    @property
    def body(self) -> str:
        return body_of(self.template, self.label, self.params)

    @property
    def reference(self) -> str:
        """What a group chat may read of it: the case's number, and never what the case is about."""
        return self.label.partition(" ")[0] if self.subject_type else ""

    @property
    def light(self) -> str:
        """The light that goes with the level, as lists show it."""
        return {"blue": "due_soon", "orange": "late", "red": "supervised"}.get(self.level, "")
