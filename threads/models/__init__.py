from threads.models.post import Mention, Post, PostFile, PromisedCase
from threads.models.thread import ReadMark, Thread

__all__ = ["Mention", "Post", "PostFile", "PromisedCase", "ReadMark", "Thread"]
