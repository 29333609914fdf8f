from deeds.views.deeds import deed_detail, deed_list, deed_new, deed_photo, deed_workbook, home
from deeds.views.overview import branch_list, overview
from deeds.views.steps import deed_step, wish_step
from deeds.views.wishes import (
    wish_detail,
    wish_list,
    wish_new,
    wish_photo,
    wish_wall,
    wish_workbook,
)

__all__ = [
    "branch_list",
    "deed_detail",
    "deed_list",
    "deed_new",
    "deed_photo",
    "deed_step",
    "deed_workbook",
    "home",
    "overview",
    "wish_detail",
    "wish_list",
    "wish_new",
    "wish_photo",
    "wish_step",
    "wish_wall",
    "wish_workbook",
]
