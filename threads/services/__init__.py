from threads.services.answers import ask_settle
from threads.services.posts import post_add, post_withdraw
from threads.services.promises import KINDS, TITLE_LONGEST, filled_in, post_make_case
from threads.services.reading import thread_read

__all__ = [
    "KINDS",
    "TITLE_LONGEST",
    "ask_settle",
    "filled_in",
    "post_add",
    "post_make_case",
    "post_withdraw",
    "thread_read",
]
