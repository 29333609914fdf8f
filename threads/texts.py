"""What notices about threads say: who wrote, and where; never what was written."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "threads.mentioned": Text(
        _("%(author)s mentions you: %(label)s"), _("Open the thread and read the post.")
    ),
    "threads.asked": Text(
        _("%(author)s waits for your answer: %(label)s"),
        _("It stays under “My work” until you reply, or say how it was settled."),
    ),
    "threads.replied": Text(
        _("%(author)s replied to you: %(label)s"), _("Open the thread and read the reply.")
    ),
    "threads.promised": Text(
        _("What you wrote became a case: %(label)s"),
        _("Its number and how it stands are beside your post."),
    ),
}
