"""The peer groups of the figures (organizations/peers.py)."""

from organizations.peers import NOBODY, Groups, groups_of_units

__all__ = ["NOBODY", "Groups", "groups_of_units"]
