"""What is read from the page; what is right is for the service to say, all of it at once."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import FindSelect, LookupSelectMultiple, PhotosField, PhotosInput, PhotosMixin
from core.uploads import file_store
from issues.models import Category
from issues.workflow import Kind
from organizations.models import User
from threads import services
from threads.models import Post, PostFile, Thread

KINDS_OF_FILES = "image/*,.pdf,.docx,.xlsx,.pptx"


class PostForm(PhotosMixin):
    """A post as it is written under the thread."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    replies_to = forms.ModelChoiceField(
        queryset=Post.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _(
                "The post you reply to is no longer there. Post without replying to it."
            )
        },
    )
    text = forms.CharField(
        label=_("Your post"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Mention"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        widget=LookupSelectMultiple(
            "organizations:person_lookup", placeholder=_("Name or pinyin initials")
        ),
    )
    needs_answer = forms.BooleanField(label=_("Needs their answer"), required=False)
    files = PhotosField(
        label=_("Photos and files"),
        required=False,
        widget=PhotosInput(attrs={"accept": KINDS_OF_FILES}),
    )

    def __init__(self, *args, user, thread: Thread | None, **kwargs):
        self.user = user
        kwargs.setdefault("initial", {}).setdefault("submission_key", uuid4())
        super().__init__(*args, **kwargs)
        if thread:
            self.fields["replies_to"].queryset = thread.posts.standing().select_related("author")

    def unused(self, stored):
        return stored.exclude(pk__in=PostFile.objects.values("stored"))

    def store(self, upload):
        return file_store(actor=self.user, upload=upload)

    def key_anew(self) -> None:
        """Nothing was saved under the key that was sent; the next press is another."""
        self.data = self.data.copy()
        self.data["submission_key"] = uuid4()

    @property
    def replied(self) -> Post | None:
        """The post that is replied to, if there is one."""
        key = str(self["replies_to"].value() or "")
        posts = self.fields["replies_to"].queryset
        return posts.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


class SettleForm(forms.Form):
    words = forms.CharField(
        label=_("How it was settled"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words how it was settled.")},
    )


class PromiseForm(forms.Form):
    """The case that a post becomes, filled in from the post."""

    kind = forms.ChoiceField(
        label=_("Kind of case"),
        choices=[(kind.value, kind.label) for kind in services.KINDS],
        initial=Kind.DEMAND,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("What is it about?"),
        max_length=services.TITLE_LONGEST,
        help_text=_("In a few words; the situation follows below."),
    )
    description = forms.CharField(
        label=_("Situation"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.filter(is_active=True),
        required=False,
        widget=FindSelect(),
    )
