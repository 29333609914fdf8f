from decimal import Decimal


def signed(points: Decimal) -> str:
    """With its sign, and a tenth only where there is one: +2, −0.5, 0."""
    if not points:
        return "0"
    words = f"{abs(points).normalize():f}"
    return f"+{words}" if points > 0 else f"−{words}"
