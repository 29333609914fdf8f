"""What makes the visit page an app on the phone: its worker, its manifest, what it keeps there."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from core.access import has_permission, require
from visits import selectors
from visits.forms import blocks_to_keep
from visits.forms.visit import LOG

NAVY = "#1d4f9c"


@require_GET
def phone(request):
    """What stands on this phone: drafts, and visits on their way. The page itself fills in."""
    require(request.user, LOG)
    pages = [
        page for page in selectors.kept_pages() if has_permission(request.user, page.permission)
    ]
    return render(request, "visits/phone.html", {"pages": pages})


@require_GET
@never_cache
def phone_hello(request):
    """Who is logged in here, by which token they send, and what time it is."""
    return JsonResponse(
        {
            "person": str(request.user.pk),
            "token": get_token(request),
            "now": timezone.now().isoformat(),
        }
    )


@require_GET
@never_cache
def phone_register(request):
    require(request.user, LOG)
    register = selectors.phone_register(user=request.user)
    named = {pk for one in register["enterprises"] for pk in one["campaigns"]}
    return JsonResponse({**register, "campaigns": _campaigns(named)})


def _campaigns(named: set[int]) -> list[dict]:
    """Each campaign with its days and, as the page shows it, what it asks."""
    running = selectors.campaigns_running().filter(pk__in=named)
    return [
        {
            "id": block.campaign.pk,
            "since": block.campaign.starts_on,
            "until": block.campaign.ends_on,
            "block": render_to_string("visits/campaign_block.html", {"block": block}),
        }
        for block in blocks_to_keep(running)
    ]


@login_not_required
@require_GET
@cache_control(no_cache=True)
def worker(request):
    """The service worker: a line that names the files of this version, and the module that serves."""
    files = selectors.shell_files()
    told = {
        "version": selectors.shell_version(files),
        "pinned": selectors.is_pinned(),
        "files": files,
        "pages": [reverse(page.url_name) for page in selectors.kept_pages()]
        + [reverse("visits:phone")],
        "home": reverse("visits:phone"),
        "hello": reverse("visits:phone_hello"),
    }
    module = json.dumps(static("js/phone_worker.js"))
    script = f"import {{ serve }} from {module};\nserve({json.dumps(told)});\n"
    response = HttpResponse(script, content_type="text/javascript")
    response["Service-Worker-Allowed"] = "/"
    return response


@login_not_required
@require_GET
@cache_control(max_age=3600)
def manifest(request):
    """What the app is called and looks like on the phone's first screen."""
    icons = [("img/app-192.png", "192x192", "any"), ("img/app-512.png", "512x512", "any")]
    icons.append(("img/app-maskable-512.png", "512x512", "maskable"))
    log = {"name": _("Log a visit"), "url": reverse("visits:log")}
    kept = {"name": _("My drafts and outbox"), "url": reverse("visits:phone")}
    return JsonResponse(
        {
            "name": _("Enterprise visits and problem solving"),
            "short_name": _("Visits"),
            "lang": request.LANGUAGE_CODE,
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": NAVY,
            "theme_color": NAVY,
            "icons": [
                {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
                for name, sizes, purpose in icons
            ],
            "shortcuts": [log, kept],
        },
        content_type="application/manifest+json",
    )
