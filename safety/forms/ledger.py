"""A ledger on its way in: the file, which column is which, and what its words mean."""

from django import forms
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from core.forms import LookupSelect
from enterprises.models import Enterprise
from enterprises.naming import name_key
from safety.ledger.headers import HEADINGS
from safety.ledger.words import level_key, plain
from safety.models import LedgerImport, LedgerRecord, LedgerWord
from safety.selectors.ledger import candidates
from safety.services.ledger_in import IMPORT
from safety.workflow import Grade, SafetyField

_TYPE_TWO = _("Two characters or pinyin initials")


class LedgerFileForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook (.xlsx) or CSV file"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt", "class": "form-control"}),
        error_messages={"empty": _("The file is empty. Please choose it again.")},
    )


class ColumnsForm(forms.Form):
    """Each field of the ledger with the column that holds it."""

    NEEDED = ("found_on", "description")

    field = forms.ChoiceField(
        label=_("Field of rows that name none"),
        choices=SafetyField.choices,
        help_text=_("Also of rows whose own word is no field of this system."),
    )
    enterprise = forms.ModelChoiceField(
        label=_("One enterprise for all rows"),
        queryset=Enterprise.objects.none(),
        required=False,
        widget=LookupSelect("enterprises:lookup", placeholder=_TYPE_TWO),
        help_text=_("Only where the workbook is about a single one."),
    )

    def __init__(self, *args, user, job: LedgerImport, **kwargs):
        initial = {f"column_{name}": place for name, place in job.columns.items()}
        initial |= {"field": job.field, "enterprise": job.enterprise_id}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.allowing(user, IMPORT)
        places = [("", "—"), *((place, _told(job, place)) for place in range(len(job.header)))]
        for name, heading in HEADINGS.items():
            if name != "origin":
                self.fields[f"column_{name}"] = forms.TypedChoiceField(
                    label=heading,
                    choices=places,
                    coerce=int,
                    empty_value=None,
                    required=name in self.NEEDED,
                )
        self.order_fields([name for name in self.fields if name.startswith("column_")])

    def facts(self) -> dict:
        given = self.cleaned_data
        columns = {
            name.removeprefix("column_"): place
            for name, place in given.items()
            if name.startswith("column_") and place is not None
        }
        return {"columns": columns, "field": given["field"], "enterprise": given["enterprise"]}


def _told(job: LedgerImport, place: int) -> str:
    """A column as one finds it in the file: its letter, its heading, and a cell of it."""
    cells = (row[place] for row in job.samples if place < len(row))
    sample = next(filter(None, cells), "")
    heading = job.header[place] or "—"
    return " ".join((get_column_letter(place + 1), heading, f"· {sample[:14]}" if sample else ""))


_KEY_OF = {"level": level_key, "state": plain, "enterprise": name_key}
_MEANINGS = {"level": Grade.choices, "state": LedgerRecord.Standing.choices}


class WordsForm(forms.Form):
    """What the words mean that nobody knows yet; what is left open stays refused."""

    def __init__(self, *args, user, job: LedgerImport, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked: dict[str, tuple[str, str]] = {}
        reach = Enterprise.objects.allowing(user, IMPORT)
        for kind in LedgerWord.Kind.values:
            for word, count in job.unknown.get(kind, {}).items():
                key = _KEY_OF[kind](word)
                if (kind, key) not in self.asked.values():
                    name = f"{kind}_{len(self.asked)}"
                    self.asked[name] = (kind, key)
                    self.fields[name] = self._field(kind, word, count, reach, user)

    @staticmethod
    def _field(kind: str, word: str, count: int, reach, user) -> forms.Field:
        label = _("%(kind)s “%(word)s” (%(count)s rows)") % {
            "kind": LedgerWord.Kind(kind).label,
            "word": word,
            "count": count,
        }
        if kind in _MEANINGS:
            choices = [("", "—"), *_MEANINGS[kind]]
            return forms.ChoiceField(label=label, choices=choices, required=False)
        offered = [one.pk for one in candidates(user=user, name=word)]
        return forms.ModelChoiceField(
            label=label,
            queryset=reach,
            required=False,
            widget=LookupSelect("enterprises:lookup", placeholder=_TYPE_TWO, offered=offered),
        )

    def meanings(self) -> list[tuple[str, str, object]]:
        given = self.cleaned_data
        return [(*self.asked[name], given[name]) for name in self.asked if given.get(name)]
