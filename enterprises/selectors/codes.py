from enterprises.models import Enterprise, EnterpriseCode


def code_of(enterprise: Enterprise) -> EnterpriseCode | None:
    """The enterprise's code in force, if it has one."""
    return enterprise.codes.filter(revoked_at__isnull=True).first()


def code_by_token(token: str) -> EnterpriseCode | None:
    """The code, also a revoked one, with its enterprise; None for a wrong token."""
    codes = EnterpriseCode.objects.by_token(token).select_related("enterprise__town")
    return codes.defer("enterprise__search").first()
