import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.fields import BigramField as BigramField
from core.tokens import digest_of, seed_new, token_of


class TrailEntry(models.Model):
    """One line of the trail: who did what to which thing, and when. Never changed, never deleted.

    Names are kept as they were, so that the trail outlives people and things.
    """

    at = models.DateTimeField(_("at"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor_name = models.CharField(_("actor"), max_length=100)
    subject_type = models.CharField(_("subject type"), max_length=50)
    subject_id = models.BigIntegerField(_("subject"))
    subject_label = models.CharField(_("subject"), max_length=200)
    action = models.CharField(_("action"), max_length=60)
    note = models.TextField(_("note"), blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="trail_by_subject"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.subject_label}"


class TrailSeal(models.Model):
    """The place of one entry in the chain, and the hash over it and the one before (core.trail)."""

    position = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(TrailEntry, on_delete=models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.position}:{self.hash}"


class NumberSeries(models.Model):
    """The last number given out in a series; locked while the next is taken."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return f"{self.name}: {self.last}"


class StoredFile(models.Model):
    """A file as it was checked and kept; what it belongs to says who may read it.

    The place of a photo is in degrees (WGS 84).
    """

    class PlaceFrom(models.TextChoices):
        CAMERA = "camera", _("the photo itself")
        DEVICE = "device", _("the device, agreed to when it was sent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("file"), upload_to="files/%Y/%m/")
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    taken_at = models.DateTimeField(_("photo taken at"), null=True, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    place_from = models.CharField(
        _("place told by"), max_length=6, choices=PlaceFrom.choices, blank=True, db_default=""
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("empty: by an enterprise, without an account"),
    )

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, place_from="")
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)) & ~Q(place_from=""),
                name="stored_file_place_is_whole",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_photo(self) -> bool:
        return self.content_type.startswith("image/")


class PhotoPrint(models.Model):
    """What a photo looks like, whole or a part of it, in 128 bits (core.likeness)."""

    stored = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="prints")
    part = models.PositiveSmallIntegerField()
    band_0 = models.IntegerField()
    band_1 = models.IntegerField()
    band_2 = models.IntegerField()
    band_3 = models.IntegerField()
    band_4 = models.IntegerField()
    band_5 = models.IntegerField()
    band_6 = models.IntegerField()
    band_7 = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stored", "part"], name="photo_print_once"),
        ]
        indexes = [
            models.Index(fields=[f"band_{place}", "part"], name=f"photo_print_band_{place}")
            for place in range(8)
        ]

    def __str__(self):
        return f"{self.stored_id}:{self.part}"


class PhotoLikeness(models.Model):
    """A photo and one kept before it that is the same file or shows nearly the same picture."""

    stored = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="likenesses")
    earlier = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    distance = models.PositiveSmallIntegerField(_("bits that differ"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stored", "earlier"], name="photo_likeness_once"),
            models.CheckConstraint(condition=~Q(stored=F("earlier")), name="photo_likeness_of_two"),
        ]

    def __str__(self):
        return f"{self.stored_id} ~ {self.earlier_id}: {self.distance}"


class KeyedQuerySet(models.QuerySet):
    def by_token(self, token: str):
        """The row whose token this is; none for a wrong one."""
        return self.filter(digest=digest_of(token))


class Keyed(models.Model):
    """Something opened by a token that its holder has; the row keeps only what core.tokens says."""

    seed = models.CharField(max_length=32, default=seed_new, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set the digest, unless it stands; whoever writes in bulk calls it first."""
        self.digest = self.digest or digest_of(self._token())

    @property
    def token(self) -> str:
        """The token, to be shown again; empty once the secret key is another."""
        token = self._token()
        return token if digest_of(token) == self.digest else ""

    def _token(self) -> str:
        return token_of(self.seed, self._meta.label_lower)


class SingleUseQuerySet(KeyedQuerySet):
    def unused(self, at: datetime):
        """Those that still open something at this instant."""
        return self.filter(used_at__isnull=True, superseded_at__isnull=True, expires_at__gt=at)


class SingleUse(Keyed):
    """A link that works once and for 14 days; a newer one in its place opens instead of it.

    Looking never spends it: chat programs look at every link they carry.
    """

    class State(models.TextChoices):
        UNUSED = "unused", _("not used yet")
        USED = "used", _("used")
        EXPIRED = "expired", _("expired")
        SUPERSEDED = "superseded", _("replaced by a newer one")

    LIVES = timedelta(days=14)

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects = SingleUseQuerySet.as_manager()

    class Meta:
        abstract = True

    def state_at(self, now: datetime) -> State:
        if self.used_at:
            return self.State.USED
        if self.superseded_at:
            return self.State.SUPERSEDED
        return self.State.EXPIRED if self.expires_at <= now else self.State.UNUSED


class Job(models.Model):
    """Long work as a row: a worker that dies leaves a row that the next sweep picks up again."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    progress_done = models.PositiveIntegerField(_("done"), default=0)
    progress_total = models.PositiveIntegerField(_("total"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    worker = models.CharField(max_length=36, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    message = models.TextField(_("message"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def percent(self) -> int:
        return 100 * self.progress_done // self.progress_total if self.progress_total else 0


class TrailCheck(Job):
    """One walk over the whole trail, asked for by somebody, and what it found."""

    head_position = models.PositiveBigIntegerField(_("entries sealed"), default=0)
    head_hash = models.CharField(_("hash of the last"), max_length=64, blank=True)
    waiting = models.PositiveIntegerField(_("waiting to be sealed"), default=0)
    fault = models.CharField(_("fault"), max_length=10, blank=True)
    broken_position = models.PositiveBigIntegerField(null=True, blank=True)
    broken_entry = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("check of the trail")
        verbose_name_plural = _("checks of the trail")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_underway(self) -> bool:
        return self.state in (Job.State.QUEUED, Job.State.RUNNING)
