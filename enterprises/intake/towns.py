"""The ways in which a file may call a town."""

_KINDS = ("人民政府街道办事处", "街道办事处", "镇人民政府", "街道", "镇", "乡")


def aliases_of(name: str) -> set[str]:
    """The name itself, and without its kind: 亭林镇 is also 亭林; one character is no name."""
    aliases = {name} | {name.removesuffix(kind) for kind in _KINDS}
    return {alias for alias in aliases if len(alias) > 1}
