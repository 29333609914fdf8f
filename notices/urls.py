from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/<slug:channel>/", views.route, name="route"),
    path("preferences/<slug:channel>/test/", views.test, name="route_test"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/retry/", views.outbox_retry, name="outbox_retry"),
    path("<int:pk>/", views.notice_open, name="open"),
]
