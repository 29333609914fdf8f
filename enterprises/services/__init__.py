from enterprises.services.applying import import_apply
from enterprises.services.imports import IMPORT, import_confirm, import_run, import_start
from enterprises.services.register import enterprise_save

__all__ = [
    "IMPORT",
    "enterprise_save",
    "import_apply",
    "import_confirm",
    "import_run",
    "import_start",
]
