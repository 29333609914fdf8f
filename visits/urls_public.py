"""The addresses of visits for people without an account, under the root they all share."""

from django.urls import path

from visits.views import invited

app_name = "visits_public"
urlpatterns = [path("visit/<str:token>/", invited.invited, name="invited")]
