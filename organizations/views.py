from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.errors import NotSo
from organizations import selectors, services
from organizations.forms import LoginForm, PasswordChangeForm, SavedViewForm

YEAR = 365 * 24 * 3600


class LoginView(views.LoginView):
    template_name = "organizations/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


class PasswordChangeView(views.PasswordChangeView):
    template_name = "organizations/password_change.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("organizations:account")

    def form_valid(self, form):
        password = form.cleaned_data["new_password1"]
        user = services.password_change(actor=self.request.user, password=password)
        update_session_auth_hash(self.request, user)
        messages.success(self.request, _("Your password is changed. Use the new one from now on."))
        return HttpResponseRedirect(self.get_success_url())


@require_GET
def account(request):
    """The page called “mine”: who I am here, for which units, and who stands in for whom."""
    today = timezone.localdate()
    return render(
        request,
        "organizations/account.html",
        {
            "roles": selectors.roles_of(user=request.user),
            "positions": selectors.positions_of(user=request.user),
            "acting_for": selectors.acting_for(user=request.user, day=today),
        },
    )


@require_http_methods(["GET", "POST"])
def saved_views(request):
    """My views of one list, or of all: open one, or keep the list as it stands now."""
    at, query = (request.GET.get(name, "") for name in ("at", "query"))
    if at:
        resolve(at)
    form = SavedViewForm(request.POST or None, initial={"at": at, "query": query})
    if request.POST and form.is_valid() and (view := _view_kept(request, form)):
        return redirect(view.address)
    views = selectors.saved_views_of(user=request.user, path=at)
    context = {"form": form, "views": views, "at": at, "query": query}
    page = "_saved_views.html" if request.htmx else "saved_views.html"
    return render(request, f"organizations/{page}", context)


def _view_kept(request, form: SavedViewForm):
    facts = form.cleaned_data
    try:
        view = services.saved_view_keep(
            actor=request.user, path=facts["at"], query=facts["query"], name=facts["name"]
        )
    except NotSo as refusal:
        form.add_error("name", refusal.message)
        return None
    messages.success(request, _("The view is kept under “My views”."))
    return view


@require_POST
def saved_view_remove(request, pk):
    view = get_object_or_404(selectors.saved_views_of(user=request.user), pk=pk)
    services.saved_view_remove(actor=request.user, view=view)
    return redirect(f"{reverse('organizations:saved_views')}?{urlencode({'at': view.path})}")


@login_not_required
@require_POST
def language_set(request):
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, "language", dict(settings.LANGUAGES))


@login_not_required
@require_POST
def theme_set(request):
    return _remember(request, "theme", "theme", ("light", "dark"))


def _remember(request, cookie: str, field: str, known):
    """Keep a choice in a cookie for a year and go back to where the person was."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if safe else "/")
    if request.POST.get(field) in known:
        response.set_cookie(
            cookie,
            request.POST[field],
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@require_GET
def unit_list(request):
    query = request.GET.get("q", "").strip()
    units = selectors.unit_tree(query=query)
    return render(request, "organizations/unit_list.html", {"units": units, "query": query})


@require_GET
def unit_lookup(request):
    """Units for a field that finds as one types; ``kind`` may be given several times."""
    units = selectors.units_found(query=request.GET.get("q", ""), kinds=request.GET.getlist("kind"))
    results = [
        {"id": unit.pk, "text": str(unit), "hint": unit.get_kind_display()} for unit in units
    ]
    return JsonResponse({"results": results})


@require_GET
def person_lookup(request):
    """People for a field that finds as one types; ``unit`` narrows to a unit and below it."""
    unit = request.GET.get("unit", "")
    people = selectors.people_found(
        query=request.GET.get("q", ""), unit_id=int(unit) if unit.isdecimal() else None
    )
    results = [
        {"id": person.pk, "text": str(person), "hint": selectors.units_in_words(person)}
        for person in people
    ]
    return JsonResponse({"results": results})
