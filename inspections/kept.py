"""What a phone keeps for inspecting without a signal: the page with its lists, and my plans."""

from django.utils.translation import gettext_lazy as _

from inspections.selectors.plans import plans_as_told
from inspections.workflow import INSPECT
from visits.selectors.phone import register_part_add
from visits.selectors.shell import KeptPage, kept_page_add

kept_page_add(
    KeptPage("inspection", "inspections:do", "inspections/do.html", _("Inspect"), INSPECT)
)
register_part_add("inspections", plans_as_told)
