"""Real processes that sweep, and are killed with SIGKILL: ``python -m tests.faults.nursery``.

Reads one JSON order a line: ``{"runs": [run, …]}``; starts a process for each run at the same
moment, waits for all, and answers how each ended. A run is ``{"call": "…", "with": …, "after":
seconds, "statement": k, "done": bool}``: killed after so many seconds, or before or after its k-th
statement, or not at all. The nursery itself has everything loaded and never opens a database.
"""

import io
import json
import math
import os
import signal
import sys
import time
import traceback

import django

HEAD_START = 0.02
"""Seconds until the runs begin together, once all processes are there."""
TICK = 0.0005


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.urls import get_resolver

    from enterprises.services import import_run

    calls = {
        "sweep": lambda at: call_command("deadlines_sweep", at=at, stdout=io.StringIO()),
        "import": lambda pk: import_run(pk=pk),
    }
    assert get_resolver().url_patterns
    print("ready", flush=True)
    for line in sys.stdin:
        runs, begin = json.loads(line)["runs"], time.time() + HEAD_START
        pids = [_born(run, calls, connection, begin) for run in runs]
        kills = {
            pid: begin + run["after"]
            for pid, run in zip(pids, runs, strict=True)
            if run.get("after") is not None
        }
        ends = _watched(set(pids), kills)
        print(json.dumps([ends[pid] for pid in pids]), flush=True)


def _born(run: dict, calls: dict, connection, begin: float) -> int:
    pid = os.fork()
    if pid:
        return pid
    time.sleep(max(0, begin - time.time()))
    try:
        with connection.execute_wrapper(_fate(run)):
            calls[run["call"]](run["with"])
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    connection.close()
    os._exit(0)


def _fate(run: dict):
    """A wrapper that ends the process at the statement it was told."""
    count = 0

    def wrapper(execute, sql, params, many, context):
        nonlocal count
        count += 1
        is_mine = run.get("statement") == count
        if is_mine and not run.get("done"):
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if is_mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapper


def _watched(alive: set[int], kills: dict[int, float]) -> dict[int, int]:
    """How each ended: 0 done, 1 an error, -9 killed. A process not yet waited for keeps its number."""
    ends = {}
    while alive:
        for pid in list(alive):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                ends[pid] = os.waitstatus_to_exitcode(status)
                alive.discard(pid)
            elif kills.get(pid, math.inf) <= time.time():
                os.kill(pid, signal.SIGKILL)
        time.sleep(TICK)
    return ends


if __name__ == "__main__":
    main()
