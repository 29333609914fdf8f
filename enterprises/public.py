"""The pages behind an enterprise's code, whichever app they are of."""

from functools import wraps

from django.shortcuts import render

from core.public import public_page, wrong
from enterprises.selectors import code_by_token
from organizations.selectors import visit_office


def opened_by_code(view):
    """Hand the view the code in force; a revoked one, or none, gets a page that says what to do."""

    @wraps(view)
    def wrapper(request, token: str, **kwargs):
        code = code_by_token(token)
        if code is None:
            return wrong(request)
        if code.revoked_at:
            context = {"office": visit_office()}
            return render(request, "public/revoked.html", context, status=410)
        return view(request, code, **kwargs)

    return public_page(wrapper)
