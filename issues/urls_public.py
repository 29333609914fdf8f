"""The addresses for people without an account, under one root that a web server can let in alone."""

from django.urls import path

from issues.views.public import word

app_name = "public"
urlpatterns = [
    path("word/<str:token>/", word.word, name="word"),
]
