from enterprises.services.applying import import_apply
from enterprises.services.codes import code_issue, code_revoke
from enterprises.services.imports import IMPORT, import_confirm, import_run, import_start
from enterprises.services.register import enterprise_save

__all__ = [
    "IMPORT",
    "code_issue",
    "code_revoke",
    "enterprise_save",
    "import_apply",
    "import_confirm",
    "import_run",
    "import_start",
]
