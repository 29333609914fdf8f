from django.conf import settings


def public_address(request, path: str) -> str:
    """The whole address of a path, as people outside reach it: PUBLIC_URL, or as we were called."""
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}{path}"
    return request.build_absolute_uri(path)
