from enterprises.selectors.codes import code_by_token, code_of
from enterprises.selectors.doubles import (
    belongings_beside,
    doubles_proposed,
    facts_beside,
)
from enterprises.selectors.history import history_of
from enterprises.selectors.imports import (
    REMARKS,
    import_rows,
    imports_of,
    imports_waiting,
    in_words,
    rows_told,
)
from enterprises.selectors.register import (
    enterprise_found,
    enterprise_search,
    enterprises_listed,
    found_by,
    likeliest_first,
    towns,
    towns_by_name,
)
from enterprises.selectors.segments import (
    enterprises_meant,
    segment_condition,
    segment_enterprises,
    segments_counted,
    segments_listed,
    segments_told,
)

__all__ = [
    "REMARKS",
    "belongings_beside",
    "code_by_token",
    "code_of",
    "doubles_proposed",
    "enterprise_found",
    "enterprise_search",
    "enterprises_listed",
    "enterprises_meant",
    "facts_beside",
    "found_by",
    "history_of",
    "import_rows",
    "imports_of",
    "imports_waiting",
    "in_words",
    "likeliest_first",
    "rows_told",
    "segment_condition",
    "segment_enterprises",
    "segments_counted",
    "segments_listed",
    "segments_told",
    "towns",
    "towns_by_name",
]
