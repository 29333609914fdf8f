"""Runs the demonstration: prepares the database, then web server, worker and beat until told to stop.

Every process leads a group of its own, and the whole group is ended, so that none is left behind.
"""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
SECONDS_TO_START = 90
SECONDS_TO_STOP = 15
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Processes = dict[str, subprocess.Popen]


class Stop(Exception):
    """Somebody asked for the end."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True, type=int)
    parser.add_argument("--scale", default="full", help="how large a demonstration district")
    options = parser.parse_args()
    for number in ENDING:
        signal.signal(number, _stop)
    if _is_taken(options.host, options.port):
        print(
            f"Port {options.port} is in use. Stop what runs there, or choose another: "
            f"script/demo {options.port + 1}",
            file=sys.stderr,
        )
        return 1
    _environment()
    processes: Processes = {}
    try:
        _prepare(processes, options.scale)
        for name, command in _commands(options.host, options.port).items():
            processes[name] = _start(name, command)
        return _watch(processes, options.host, options.port)
    except Stop:
        return 0
    finally:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        _end(processes)


def _stop(number, frame):
    raise Stop


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _environment() -> None:
    """What the children inherit; the secret is made once and kept, so that log-ins survive."""
    (VAR / "logs").mkdir(parents=True, exist_ok=True)
    kept = VAR / "demo-secret"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    os.environ.setdefault("SECRET_KEY", kept.read_text())
    os.environ.setdefault("DEBUG", "0")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    os.environ["VAR_DIR"] = str(VAR)


def _manage(processes: Processes, *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    process = processes["manage"] = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    if process.wait():
        raise SystemExit(f"manage.py {arguments[0]} failed; see above.")
    del processes["manage"]


def _prepare(processes: Processes, scale: str) -> None:
    print("Preparing the database …", flush=True)
    _manage(processes, "migrate", "--verbosity", "0")
    _manage(processes, "demo_load", "--scale", scale)


def _commands(host: str, port: int) -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "-A", "config"]
    return {
        "web": [
            *[sys.executable, "-m", "gunicorn", "config.wsgi:application"],
            *["--bind", f"{host}:{port}", "--workers", "2", "--threads", "4"],
        ],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"],
        "beat": [
            *[*celery, "beat", "--loglevel", "INFO", "--pidfile", ""],
            *["--schedule", str(VAR / f"beat-schedule-{port}")],
        ],
    }


def _start(name: str, command: list[str]) -> subprocess.Popen:
    with (VAR / "logs" / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip


def _watch(processes: Processes, host: str, port: int) -> int:
    """Say when it is ready, then wait; a process that ends by itself ends the others."""
    shown, began = False, time.monotonic()
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"  # noqa: S104
    while not (
        ended := [name for name, process in processes.items() if process.poll() is not None]
    ):
        if not shown and _answers(f"{address}healthz"):
            shown = True
            _manage(processes, "demo_load", "--accounts")
            print(f"\n  {address}\n\nLogs: {VAR / 'logs'}. Ctrl-C ends it.", flush=True)
        elif not shown and time.monotonic() - began > SECONDS_TO_START:
            ended = ["web"]
            break
        time.sleep(0.3)
    log = VAR / "logs" / f"{ended[0]}.log"
    print(f"The {ended[0]} process did not run. The end of {log}:", file=sys.stderr)
    print("\n".join(log.read_text(errors="replace").splitlines()[-15:]), file=sys.stderr)
    return 1


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _end(processes: Processes) -> None:
    """End every group politely, then surely."""
    for process in processes.values():
        _signal(process, signal.SIGTERM)
    limit = time.monotonic() + SECONDS_TO_STOP
    for process in processes.values():
        try:
            process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL)
            process.wait()
        _signal(process, signal.SIGKILL)


def _signal(process: subprocess.Popen, number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    sys.exit(main())
