from organizations.models import User


def system_actor() -> User:
    """The named actor for what the machine does by itself; nobody can log in as it."""
    actor, _created = User.objects.get_or_create(
        username="system", defaults={"full_name": "系统", "is_active": False, "password": "!"}
    )
    return actor
