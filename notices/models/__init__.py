from notices.models.delivery import Delivery
from notices.models.notice import Notice
from notices.models.route import Channel, Preference, Route

__all__ = ["Channel", "Delivery", "Notice", "Preference", "Route"]
