from enterprises.views.codes import code_issue, code_revoke, code_sheet
from enterprises.views.doubles import (
    double,
    double_dismiss,
    double_find,
    double_list,
    double_merge,
)
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
    form_fields,
    register_export,
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
    "double",
    "double_dismiss",
    "double_find",
    "double_list",
    "double_merge",
    "enterprise_change",
    "enterprise_create",
    "enterprise_detail",
    "enterprise_list",
    "enterprise_lookup",
    "form_fields",
    "import_apply",
    "import_detail",
    "import_new",
    "import_progress",
    "import_refused",
    "import_template",
    "register_export",
    "segment_change",
    "segment_create",
    "segment_delete",
    "segment_list",
    "segment_preview",
]
