from enterprises.views.codes import code_issue, code_revoke, code_sheet
from enterprises.views.imports import (
    import_apply,
    import_detail,
    import_new,
    import_progress,
    import_refused,
    import_template,
)
from enterprises.views.register import (
    enterprise_change,
    enterprise_create,
    enterprise_detail,
    enterprise_list,
    enterprise_lookup,
)
from enterprises.views.segments import (
    segment_change,
    segment_create,
    segment_delete,
    segment_list,
    segment_preview,
)

__all__ = [
    "code_issue",
    "code_revoke",
    "code_sheet",
    "enterprise_change",
    "enterprise_create",
    "enterprise_detail",
    "enterprise_list",
    "enterprise_lookup",
    "import_apply",
    "import_detail",
    "import_new",
    "import_progress",
    "import_refused",
    "import_template",
    "segment_change",
    "segment_create",
    "segment_delete",
    "segment_list",
    "segment_preview",
]
