"""What of deeds and wishes belongs to an enterprise, and goes along when it is merged."""

from django.utils.translation import gettext_lazy as _

from enterprises.belongings import Belonging, belongings_add

belongings_add(
    Belonging("deeds.deed", _("practical deeds")),
    Belonging("deeds.wish", _("micro-wishes")),
)
