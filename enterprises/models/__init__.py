from enterprises.models.enterprise import Enterprise
from enterprises.models.imports import ImportJob, ImportRow, label_of

__all__ = ["Enterprise", "ImportJob", "ImportRow", "label_of"]
