from threads.views.answering import ask_settle, post_make_case, post_withdraw
from threads.views.conversation import thread_new, thread_of_case, thread_of_enterprise
from threads.views.reading import post_file, post_readers, thread_list

__all__ = [
    "ask_settle",
    "post_file",
    "post_make_case",
    "post_readers",
    "post_withdraw",
    "thread_list",
    "thread_new",
    "thread_of_case",
    "thread_of_enterprise",
]
