"""The page of a visit: its form, its findings and the cases it checks, read and refused as one."""

import uuid

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import DomainError
from enterprises.models import Enterprise
from organizations.models import Organization, User
from visits import selectors
from visits.forms.answers import CampaignPart
from visits.forms.planned_part import for_today, initial_from
from visits.forms.start import Start
from visits.forms.visit import LOG, CheckForm, FindingFormSet, VisitForm
from visits.models import Invitation, Visit
from visits.selectors.guard import Burden, burden_of
from visits.selectors.planned import planned_to_log
from visits.services import CheckEntry, FindingEntry

FINDINGS = "findings"
NOWHERE = Start()


class VisitPage:
    """Unbound for a new visit, or bound to what was sent."""

    def __init__(
        self,
        *,
        user,
        data=None,
        files=None,
        start: Start = NOWHERE,
    ):
        self.user, self.start = user, start
        self.enterprise = start.enterprise or self._sent_enterprise(data)
        self.plans = (
            list(planned_to_log(user=user, enterprise=self.enterprise)) if self.enterprise else []
        )
        self.planned = start.planned or for_today(self.plans)
        self.brief = (
            selectors.enterprise_brief(user=user, enterprise=self.enterprise)
            if self.enterprise
            else None
        )
        self.campaigns = CampaignPart(user=user, enterprise=self.enterprise, data=data, files=files)
        self.form = VisitForm(
            data,
            files,
            user=user,
            enterprise=self.enterprise,
            campaigns=self.campaigns.keys,
            initial=self._initial(),
        )
        if not start.is_shell:
            self.form.offer_at_hand(user)
        self.on_the_spot = selectors.handlings_offered(user=user, enterprise=self.enterprise)
        offered = [handling for handling, findings in self.on_the_spot.items() if findings]
        self.findings = FindingFormSet(
            data,
            files,
            prefix=FINDINGS,
            form_kwargs={"offered": offered},
            initial=start.findings(),
        )
        self.checks = self._checks(data)

    def _checks(self, data) -> list[CheckForm]:
        is_return = data is not None and data.get("mode") == Visit.Mode.RETURN
        return [
            CheckForm(data if is_return else None, case=case)
            for case in (self.brief.to_check if self.brief else ())
        ]

    def _sent_enterprise(self, data) -> Enterprise | None:
        pk = data.get("enterprise", "") if data is not None else ""
        loggable = Enterprise.objects.allowing(self.user, LOG)
        return loggable.filter(pk=pk).first() if pk.isdecimal() else None

    def _initial(self) -> dict:
        people = [self.user.pk]
        if self.brief and self.brief.team:
            team = [person.pk for person in self.brief.team.people()]
            people = team if self.user.pk in team else people
        return {
            "submission_key": uuid.uuid4(),
            "enterprise": self.enterprise,
            "mode": Visit.Mode.ON_SITE,
            "purpose": Visit.Purpose.SERVICE,
            "visited_at": timezone.localtime().replace(second=0, microsecond=0),
            "participants": people,
            **initial_from(self.planned),
            **self.start.initial(),
        }

    @property
    def invitation(self) -> Invitation | None:
        """The invitation whose answer is taken over, also once the page was sent."""
        sent = self.form["invitation"].value() if self.form.is_bound else ""
        found = self.form.fields["invitation"].queryset.select_related("answer")
        return found.filter(pk=sent).first() if str(sent).isdecimal() else self.start.invitation

    @property
    def _bound_checks(self) -> list[CheckForm]:
        return [check for check in self.checks if check.is_bound]

    def is_valid(self) -> bool:
        parts = [self.form, self.findings, *self._bound_checks, *self.campaigns.bound]
        return not [part for part in parts if not part.is_valid()]

    def facts(self) -> dict:
        """What the service is given."""
        filled = [form for form in self.findings if form.has_changed()]
        self._places = [self.findings.forms.index(form) for form in filled]
        facts = self.form.cleaned_data
        if facts["mode"] != Visit.Mode.FOLLOW_UP:
            facts = {**facts, "follows": None}
        return {
            **facts,
            "answers": self.campaigns.entries(),
            "findings": [FindingEntry(**form.cleaned_data) for form in filled],
            "checks": [
                CheckEntry(case=check.case, **check.cleaned_data)
                for check in self._bound_checks
                if check.has_changed()
            ],
        }

    def refuse(self, refusal: DomainError) -> None:
        """Put each sentence beside the field it is about; the service counts filled cards only."""
        fields = {name: str(sentence) for name, sentence in refusal.fields.items() if sentence}
        if not fields:
            self.form.add_error(None, str(refusal.message))
        for name, sentence in fields.items():
            form, field = self._field(name)
            form.add_error(field, sentence)

    def _field(self, name: str):
        prefix, _dash, rest = name.partition("-")
        place, _dash, field = rest.partition("-")
        if prefix == FINDINGS:
            return self.findings.forms[self._places[int(place)]], field
        if prefix == "answers":
            return self.campaigns.bound[0], name
        if prefix == "checks" and field:
            return next(check for check in self.checks if str(check.case.pk) == place), field
        return self.form, "mode" if prefix == "checks" else name

    @cached_property
    def burden(self) -> Burden:
        """Of inspections in this year, besides the one that is planned for today."""
        return burden_of(
            user=self.user,
            enterprise=self.enterprise,
            purpose=Visit.Purpose.INSPECTION,
            year=timezone.localdate().year,
            besides=self.planned,
        )

    @property
    def is_over(self) -> bool:
        """Whether an inspection logged now needs a reason; a planned one was decided about."""
        is_planned = self.planned and self.planned.purpose == Visit.Purpose.INSPECTION
        return bool(self.enterprise) and not is_planned and self.burden.is_over

    @cached_property
    def units(self) -> list[Organization]:
        """What takes cases, for browsers in which nothing is looked up."""
        kinds = (Organization.Kind.DEPARTMENT, Organization.Kind.TOWN)
        return list(Organization.objects.active().filter(kind__in=kinds))

    @property
    def people(self) -> list[dict]:
        """Who is taken to have taken part when this enterprise is chosen."""
        people = User.objects.filter(pk__in=self.form.initial["participants"]).order_by("id")
        return [{"id": person.pk, "text": str(person)} for person in people]

    @property
    def told(self) -> list[str]:
        """The summary on top of a page that was refused, for browsers without scripts."""
        if not self.form.is_bound:
            return []
        return [
            f"{self._label(name)}{sentence}"
            for name, sentences in self.errors().items()
            for sentence in sentences
        ]

    def _label(self, name: str) -> str:
        if not name:
            return ""
        place, _dash, field = name.removeprefix(f"{FINDINGS}-").partition("-")
        if field and name.startswith(FINDINGS):
            return _("Finding %(number)d: ") % {"number": int(place) + 1}
        forms = (self.form, *self.campaigns.bound)
        labels = [form.fields[name].label for form in forms if name in form.fields]
        return f"{labels[0]}: " if labels else ""

    def errors(self) -> dict[str, list[str]]:
        """Every sentence by the name of its field in the page; "" for the page as a whole."""
        told: dict[str, list[str]] = {}
        for form in (self.form, *self.findings, *self.checks, *self.campaigns.bound):
            for field, sentences in form.errors.items():
                name = "" if field == "__all__" else form.add_prefix(field)
                told.setdefault(name, []).extend(sentences)
        for sentence in self.findings.non_form_errors():
            told.setdefault("", []).append(sentence)
        return told
