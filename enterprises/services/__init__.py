from enterprises.services.applying import import_apply
from enterprises.services.codes import code_issue, code_revoke
from enterprises.services.exporting import EXPORT, register_export
from enterprises.services.imports import IMPORT, import_confirm, import_run, import_start
from enterprises.services.merging import MERGE, double_dismiss, enterprise_merge
from enterprises.services.register import enterprise_save
from enterprises.services.segments import SEGMENT_CHANGE, segment_delete, segment_save
from enterprises.services.standing import enterprise_held

__all__ = [
    "EXPORT",
    "IMPORT",
    "MERGE",
    "SEGMENT_CHANGE",
    "code_issue",
    "code_revoke",
    "double_dismiss",
    "enterprise_held",
    "enterprise_merge",
    "enterprise_save",
    "import_apply",
    "import_confirm",
    "import_run",
    "import_start",
    "register_export",
    "segment_delete",
    "segment_save",
]
