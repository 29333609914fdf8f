from django.db import models
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

from threads import selectors
from threads.models import Thread


class Whose(models.TextChoices):
    ALL = "all", _("all that I may read")


class About(models.TextChoices):
    ENTERPRISE = "enterprise", _("enterprises")
    CASE = "case", _("cases")


class Stand(models.TextChoices):
    UNREAD = "unread", _("with something unread")
    MINE = "mine", _("waiting for my answer")
    OPEN = "open", _("with a question unanswered")


class ThreadFilter(FilterSet):
    """The chips above the threads: those I take part in, unless the address asks for all."""

    q = CharFilter(label=_("Enterprise, case or words of a post"), method="find")
    whose = ChoiceFilter(
        label=_("Whose"),
        choices=Whose.choices,
        method="among",
        empty_label=_("in which I take part"),
    )
    about = ChoiceFilter(label=_("About"), choices=About.choices, method="about_such")
    stand = ChoiceFilter(label=_("State"), choices=Stand.choices, method="standing")

    class Meta:
        model = Thread
        fields = ["q", "whose", "about", "stand"]

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data["whose"] == Whose.ALL:
            return found
        return found.filter(selectors.threads_mine(self.request.user))

    def find(self, queryset, name, words):
        return queryset.filter(selectors.threads_found_by(words))

    def among(self, queryset, name, value):
        return queryset

    def about_such(self, queryset, name, value):
        return queryset.filter(**{f"{value}__isnull": False})

    def standing(self, queryset, name, value):
        if value == Stand.UNREAD:
            return queryset.filter(is_unread=1)
        if value == Stand.MINE:
            return queryset.filter(selectors.threads_waiting_for(self.request.user))
        return queryset.filter(selectors.threads_unanswered())
