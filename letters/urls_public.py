"""The addresses of letters for people without an account, under the root of all such pages."""

from django.urls import path

from letters.views import public

app_name = "letters_public"
urlpatterns = [
    path("letter/<str:token>/", public.by_link, name="by_link"),
    path("enterprise/<str:token>/letters/<number:number>/", public.by_code, name="by_code"),
]
