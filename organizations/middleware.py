"""A password somebody else chose is changed before anything else is done."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

STILL_OPEN = frozenset({"password_change", "logout", "language_set", "theme_set", "healthz"})


class PasswordChangeMiddleware:
    """Leads a person who must change the password to the page where they can."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        if request.resolver_match.url_name in STILL_OPEN:
            return None
        messages.info(request, _("Please choose a password of your own first."))
        return redirect("organizations:password_change")
