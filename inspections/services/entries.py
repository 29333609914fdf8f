"""What is entered of an inspection, and what can be wrong with it: all of it at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import DomainError, NotSo
from core.uploads import CleanPhoto, photo_clean
from inspections.models import CheckItem, CheckListVersion
from inspections.workflow import InspectionKind, Result
from issues.workflow import Kind
from visits.services.entries import PHOTOS_MOST, TITLE_LONGEST, FindingEntry, refuse
from visits.workflow import Handling

NOTE_LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class JudgementEntry:
    """What an item was judged to be; ``after`` and ``how`` if it was put right on the spot."""

    item: CheckItem
    result: str = ""
    note: str = ""
    place: str = ""
    photos: Sequence[UploadedFile] = ()
    is_fixed: bool = False
    how: str = ""
    after: Sequence[UploadedFile] = ()

    @property
    def is_failed(self) -> bool:
        return self.result == Result.FAIL

    def named(self, field: str) -> str:
        """The name of a field of this item in the page."""
        return f"items-{self.item.pk}-{field}"


@dataclass(frozen=True, kw_only=True)
class InspectionEntry:
    """An inspection beside the visit it is: by which versions, and each item's judgement."""

    kind: str
    versions: Sequence[CheckListVersion] = ()
    judgements: Sequence[JudgementEntry] = ()
    met: str = ""
    opinion: str = ""

    @property
    def failed(self) -> list[JudgementEntry]:
        return [one for one in self.judgements if one.is_failed]


def inspection_check(entry: InspectionEntry) -> None:
    """Raise one NotSo that names every field that is wrong."""
    faults = dict(_faults(entry))
    for one in entry.judgements:
        faults.update(_judgement_faults(one))
    refuse(faults)


def _faults(entry: InspectionEntry) -> Iterable[tuple[str, str]]:
    if entry.kind not in InspectionKind.values:
        yield "kind", _("Choose whether it is an inspection or a check-up.")
    if not entry.versions:
        yield "lists", _("Choose at least one check-list.")
    judged = {one.item.pk for one in entry.judgements if one.result in Result.values}
    for version in entry.versions:
        missing = [item for item in version.items.all() if item.pk not in judged]
        if missing:
            told = ngettext(
                "%(number)d item of “%(list)s” is not judged yet.",
                "%(number)d items of “%(list)s” are not judged yet.",
                len(missing),
            )
            facts = {"number": len(missing), "list": version.name}
            yield f"items-{missing[0].pk}-result", told % facts


def _judgement_faults(one: JudgementEntry) -> Iterable[tuple[str, str]]:
    is_looked_at = one.result in (Result.PASS, Result.FAIL)
    if is_looked_at and one.item.photo_required and not one.photos:
        yield one.named("photos"), _("This item needs a photo.")
    if len(one.photos) > PHOTOS_MOST:
        told = _("At most %(most)s photos here. Take some off.") % {"most": PHOTOS_MOST}
        yield one.named("photos"), told
    if len(one.note) > NOTE_LONGEST:
        yield one.named("note"), _("At most %(most)d characters.") % {"most": NOTE_LONGEST}


def hazard_of(one: JudgementEntry, field: str) -> FindingEntry:
    """The hazard that a failed item is: in the item's words, with its basis and photos."""
    title = _("Not met: %(item)s") % {"item": one.item.text}
    told = [
        one.note.strip(),
        one.item.text if len(title) > TITLE_LONGEST else "",
        _("Basis: %(basis)s") % {"basis": one.item.basis} if one.item.basis else "",
    ]
    return FindingEntry(
        kind=Kind.HAZARD,
        title=title[:TITLE_LONGEST],
        description="\n".join(filter(None, told)),
        field=field,
        place=one.place,
        matter=one.item.text,
        photos=one.photos,
        handling=Handling.SOLVED if one.is_fixed else Handling.OFFICE,
        how=one.how,
        after=one.after,
    )


def beside_items(refusal: DomainError, failed: Sequence[JudgementEntry]) -> DomainError:
    """The refusal of a visit, with what is about a finding named after the item that failed."""
    fields = {}
    for name, sentence in refusal.fields.items():
        place, _dash, field = name.removeprefix("findings-").partition("-")
        if name.startswith("findings-") and place.isdecimal():
            one = failed[int(place)]
            name = one.named(field if field in ("photos", "place", "how", "after") else "result")
        fields[name] = sentence
    return type(refusal)(refusal.message, fields=fields)


def photos_of_passed(entry: InspectionEntry) -> dict[int, list[CleanPhoto]]:
    """Item → the photos of those that did not fail, checked; NotSo names each that cannot be."""
    faults: dict[str, str] = {}
    cleaned = {one.item.pk: _cleaned(one, faults) for one in entry.judgements if not one.is_failed}
    refuse(faults)
    return cleaned


def _cleaned(one: JudgementEntry, faults: dict[str, str]) -> list[CleanPhoto]:
    cleaned = []
    for upload in one.photos:
        try:
            cleaned.append(photo_clean(upload))
        except NotSo as refusal:
            faults[one.named("photos")] = str(refusal.message)
    return cleaned
