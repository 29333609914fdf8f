from enterprises.models.enterprise import Enterprise
from enterprises.models.imports import ImportJob, ImportRow

__all__ = ["Enterprise", "ImportJob", "ImportRow"]
