from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.fields import BigramField
from core.models import StoredFile
from issues.models import Case
from threads.models.thread import Thread

WITHDRAW_WITHIN = timedelta(minutes=10)


class PostQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(thread__in=Thread.objects.visible_to(user))

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class Post(models.Model):
    """What somebody wrote into a thread. Never changed; its author may withdraw it for a while."""

    thread = models.ForeignKey(
        Thread, verbose_name=_("thread"), on_delete=models.PROTECT, related_name="posts"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.TextField(_("text"), blank=True)
    replies_to = models.ForeignKey(
        "self",
        verbose_name=_("replies to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies",
    )
    posted_at = models.DateTimeField(_("posted at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    submission_key = models.UUIDField(
        unique=True, editable=False, help_text=_("the same page sent twice is saved once")
    )
    search = BigramField()

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("posted_at")),
                name="post_withdrawn_after_posting",
            ),
            models.CheckConstraint(
                condition=Q(replies_to__isnull=True) | Q(replies_to__lt=F("id")),
                name="post_replies_to_an_earlier_one",
            ),
        ]
        indexes = [models.Index(fields=["thread", "id"], name="post_by_thread")]

    def __str__(self):
        return f"{self.author} · {self.text[:30]}"

    def get_absolute_url(self):
        return f"{self.thread.get_absolute_url()}?at={self.pk}#post-{self.pk}"

    def is_withdrawable_at(self, at: datetime) -> bool:
        return self.withdrawn_at is None and at <= self.posted_at + WITHDRAW_WITHIN


class PostFile(models.Model):
    """A file of a post. Who may read the thread may read it, until the post is withdrawn."""

    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="files"
    )
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a post")
        verbose_name_plural = _("files of posts")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)


class Mention(models.Model):
    """Somebody told of a post; where it ``asks``, it waits for their answer or for settling words."""

    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="mentions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asks = models.BooleanField(_("needs an answer"), default=False)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answer = models.ForeignKey(
        Post,
        verbose_name=_("answer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
    )
    words = models.TextField(_("how it was settled"), blank=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "person"], name="mention_once_per_person_and_post"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, answer=None, words="")
                | (
                    Q(asks=True, settled_at__isnull=False, settled_by__isnull=False)
                    & (Q(answer__isnull=False) | ~Q(words=""))
                ),
                name="mention_settled_by_an_answer_or_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "post"],
                condition=Q(asks=True, settled_at__isnull=True),
                name="mention_waiting",
            ),
        ]

    def __str__(self):
        return f"{self.post_id} · {self.person}"

    @property
    def is_open(self) -> bool:
        return self.asks and self.settled_at is None


class PromisedCase(models.Model):
    """The case that a post became, once; each leads to the other."""

    post = models.OneToOneField(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="promised"
    )
    case = models.OneToOneField(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="promised_in"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("case made of a post")
        verbose_name_plural = _("cases made of posts")
        ordering = ["id"]

    def __str__(self):
        return str(self.case)
