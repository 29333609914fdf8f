"""The addresses for people without an account, under one root that a web server can let in alone."""

from django.urls import path

from issues.views.public import code, word

app_name = "public"
urlpatterns = [
    path("word/<str:token>/", word.word, name="word"),
    path("enterprise/<str:token>/", code.enterprise, name="enterprise"),
    path("enterprise/<str:token>/demand/", code.demand, name="demand"),
    path("enterprise/<str:token>/<number:number>/", code.case, name="case"),
]
