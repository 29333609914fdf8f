from enterprises.models.code import EnterpriseCode
from enterprises.models.double import NotDouble
from enterprises.models.enterprise import Enterprise
from enterprises.models.imports import ImportJob, ImportRow, label_of
from enterprises.models.segment import Segment
from enterprises.models.tag import Tag

__all__ = [
    "Enterprise",
    "EnterpriseCode",
    "ImportJob",
    "ImportRow",
    "NotDouble",
    "Segment",
    "Tag",
    "label_of",
]
