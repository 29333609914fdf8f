from django.contrib import admin
from django.urls import include, path

from core.views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("reports.urls")),
    path("", include("organizations.urls")),
    path("enterprises/", include("enterprises.urls")),
    path("letters/", include("letters.urls")),
    path("cases/", include("issues.urls")),
    path("public/", include("letters.urls_public")),
    path("public/", include("issues.urls_public")),
    path("public/", include("visits.urls_public")),
    path("public/", include("inspections.urls_public")),
    path("hazards/", include("safety.urls")),
    path("measures/", include("measures.urls")),
    path("threads/", include("threads.urls")),
    path("visits/", include("visits.urls")),
    path("inspections/", include("inspections.urls")),
    path("deeds/", include("deeds.urls")),
    path("points/", include("points.urls")),
    path("calendar/", include("calendars.urls")),
    path("notices/", include("notices.urls")),
    path("admin/", admin.site.urls),
]
