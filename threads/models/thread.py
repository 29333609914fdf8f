from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from issues.models import Case


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may see the enterprise or the case may read its thread, and nobody else."""
        enterprises = Enterprise.objects.visible_to(user).filter(pk=OuterRef("enterprise"))
        cases = Case.objects.visible_to(user).filter(pk=OuterRef("case"))
        return self.filter(Exists(enterprises) | Exists(cases))

    def about(self, subject: Enterprise | Case):
        return self.filter(**{subject_field(subject): subject})


def subject_field(subject: Enterprise | Case) -> str:
    """Which of the two keys of a thread points to such a thing."""
    return "case" if isinstance(subject, Case) else "enterprise"


class Thread(models.Model):
    """The one conversation about an enterprise, or about a case. Its first post opens it."""

    enterprise = models.OneToOneField(
        Enterprise,
        verbose_name=_("enterprise"),
        null=True,
        on_delete=models.PROTECT,
        related_name="thread",
    )
    case = models.OneToOneField(
        Case,
        verbose_name=_("case"),
        null=True,
        on_delete=models.PROTECT,
        related_name="thread",
    )
    opened_at = models.DateTimeField(_("opened at"))
    last_posted_at = models.DateTimeField(_("last post"))

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["-last_posted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False, case__isnull=True)
                | Q(enterprise__isnull=True, case__isnull=False),
                name="thread_of_one_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["-last_posted_at", "-id"], name="thread_by_last_post"),
        ]

    def __str__(self):
        return str(self.subject)

    @property
    def subject(self) -> Enterprise | Case:
        return self.case or self.enterprise

    @property
    def firm(self) -> Enterprise:
        """The enterprise concerned, also of the thread of a case."""
        return self.case.enterprise if self.case_id else self.enterprise

    def get_absolute_url(self):
        return address_of(self.subject)


def address_of(subject: Enterprise | Case) -> str:
    """Where the thread is read, also before anybody has written into it."""
    if isinstance(subject, Case):
        return reverse("threads:of_case", args=[subject.number])
    return reverse("threads:of_enterprise", args=[subject.pk])


class ReadMark(models.Model):
    """How far a person has read in a thread, and whether they take part: wrote, or were mentioned."""

    thread = models.ForeignKey(
        Thread, verbose_name=_("thread"), on_delete=models.PROTECT, related_name="marks"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    up_to = models.PositiveBigIntegerField(
        _("read up to"), default=0, help_text=_("the number of the last post read; 0: none yet")
    )
    read_at = models.DateTimeField(_("read at"), null=True)
    takes_part = models.BooleanField(_("takes part"), default=False)

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        ordering = ["thread", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "person"], name="read_mark_once_per_person_and_thread"
            ),
            models.CheckConstraint(
                condition=Q(up_to=0) | Q(read_at__isnull=False), name="read_mark_has_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "thread"],
                condition=Q(takes_part=True),
                name="read_mark_of_who_takes_part",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.thread_id} · {self.up_to}"
