from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import DomainError
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from enterprises.filters import EnterpriseFilter
from enterprises.selectors import enterprises_listed
from visits import selectors, services
from visits.forms import AssignForm

MANAGE = "visits.team_manage"


@require_http_methods(["GET", "POST"])
def team_assign(request):
    """Choose enterprises by the register's filter, and put all of them under one team."""
    require(request.user, MANAGE)
    enterprises = enterprises_listed(user=request.user).filter(is_active=True)
    found = EnterpriseFilter(request.GET, queryset=enterprises, request=request)
    form = AssignForm(request.POST or None, initial={"team": request.GET.get("to")})
    if form.is_valid() and (saved := _assigned(request, form, found)):
        return saved
    page = KeysetPage.of(request, found.qs, order=("-id",))
    serving = selectors.teams_serving(page.rows)
    for enterprise in page.rows:
        enterprise.served_by_team = serving.get(enterprise.pk)
    context = {"filter": found, "page": page, "count": capped_count(found.qs), "form": form}
    return render(request, "visits/team_assign.html", context)


def _assigned(request, form: AssignForm, found: EnterpriseFilter):
    """The answer once they are assigned; nothing if that was refused beside a field."""
    if not found.form.changed_data:
        form.add_error(
            None, _("Choose a condition first: a town, an industry or a word of the name.")
        )
        return None
    facts = dict(form.cleaned_data)
    chosen = found.qs
    if facts.pop("only_unserved"):
        chosen = selectors.unserved(chosen, day=facts["since_on"])
    try:
        moved = services.enterprises_assign(actor=request.user, enterprises=chosen, **facts)
    except DomainError as refusal:
        refused_beside(form, refusal)
        return None
    messages.success(request, _told(moved, facts["team"]))
    return redirect("visits:team_detail", facts["team"].pk)


def _told(moved: list, team) -> str:
    if not moved:
        return _("Nothing had to change: “%s” serves all of them already.") % team
    number = ngettext("%(n)d enterprise", "%(n)d enterprises", len(moved)) % {"n": len(moved)}
    taken = sum(one.before is not None for one in moved)
    return _("“%(team)s” serves %(number)s more; %(taken)d came from other teams.") % {
        "team": team,
        "number": number,
        "taken": taken,
    }
