from notices.services.outbox import (
    notice_mark_read,
    notice_post,
    notices_deliver,
    notices_mark_all_read,
    notices_post_many,
)

__all__ = [
    "notice_mark_read",
    "notice_post",
    "notices_deliver",
    "notices_mark_all_read",
    "notices_post_many",
]
