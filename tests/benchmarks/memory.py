"""The most memory a process holds that writes a list of so many rows: python -m tests.benchmarks.memory ROWS."""

import sys
import tempfile
from pathlib import Path

import django

django.setup()

from tests.benchmarks.workbook import sheets_up_to, written  # noqa: E402


def main(rows: int) -> None:
    sheets, _many = sheets_up_to(rows)
    before = _peak()
    with tempfile.TemporaryFile() as file:
        written(file, sheets)
    print(f"{_peak()} MB, {before} MB of it before the first row")


def _peak() -> int:
    """In megabytes, of this program alone: what is told of a process begins with its parent's."""
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(told.split()[0]) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
