from enterprises.models.enterprise import Enterprise

__all__ = ["Enterprise"]
