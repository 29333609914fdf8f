from enterprises.models.code import EnterpriseCode
from enterprises.models.enterprise import Enterprise
from enterprises.models.imports import ImportJob, ImportRow, label_of

__all__ = ["Enterprise", "EnterpriseCode", "ImportJob", "ImportRow", "label_of"]
