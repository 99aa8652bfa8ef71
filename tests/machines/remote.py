"""Other machines on loopback: a remote builder with sshd and a store of its own, and a binary cache over HTTP."""

import http.server
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from support.nix import workspace
from support.sshd import Sshd, start_sshd

__all__ = ["Builder", "Finished", "Served", "build", "built_by_name", "serve", "start_build", "start_builder"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Builder:
    """A remote builder: its store in ``root``, and its sshd."""

    root: Path
    sshd: Sshd

    @property
    def option(self) -> str:
        """The value of Nix's option `builders`."""
        address = f"ssh-ng://root@127.0.0.1?remote-store=local%3Froot%3D{self.root}"
        return f"{address} x86_64-linux {self.sshd.key} 2 1"

    @property
    def environment(self) -> dict[str, str]:
        """The variables for Nix, with the port of sshd."""
        return {**os.environ, "NIX_SSHOPTS": self.sshd.options}

    def paths(self) -> set[str]:
        """Return the names of the store paths on the builder."""
        store = self.root / "nix" / "store"
        return {path.name for path in store.iterdir() if not path.name.startswith(".")} if store.exists() else set()

    def sessions(self) -> list[int]:
        """Return the processes of all ssh sessions."""
        return [pid for pid in _descendants(self.sshd.daemon.pid) if _name(pid).startswith("sshd")]

    def nix_processes(self) -> list[int]:
        """Return the Nix processes on the builder."""
        return [pid for pid in _descendants(self.sshd.daemon.pid) if _name(pid).startswith("nix")]


@contextmanager
def start_builder(directory: Path, root: Path) -> Iterator[Builder]:
    """Start sshd with new keys in ``directory``, for a builder with the store in ``root``; stop it at the end."""
    with start_sshd(directory) as sshd:
        yield Builder(root=root, sshd=sshd)


def _descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text(encoding="utf-8")
            except OSError:
                continue
            # The name of the program is in parentheses, and may contain spaces.
            children.setdefault(int(status.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    descendants, waiting = [], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        descendants += below
        waiting += below
    return descendants


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """The end of `nix build`: the code, the path that Nix printed, and the log."""

    code: int
    path: str
    log: str


def build(
    src: Path, store: Path, options: Mapping[str, str], env: Mapping[str, str] | None = None, output: str = "default"
) -> Finished:
    """Build ``output`` of the workspace ``src`` with the store in ``store``; the log names each built derivation."""
    process = start_build(src, store, options, env, output)
    printed, log = process.communicate()
    return Finished(code=process.returncode, path=printed.strip(), log=log)


def start_build(
    src: Path, store: Path, options: Mapping[str, str], env: Mapping[str, str] | None = None, output: str = "default"
) -> "subprocess.Popen[str]":
    """Start what `build` runs."""
    argv = ["nix", "build", "--impure", "--no-link", "--print-out-paths", "-L", "--store", f"local?root={store}"]
    argv += [word for name, value in options.items() for word in ("--option", name, value)]
    return subprocess.Popen(
        [*argv, "--expr", f"{workspace(src)}.{output}"],
        env=dict(env or os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def built_by_name(log: str, text: str) -> list[str]:
    """Return the lines of ``log`` about the start of a derivation with ``text`` in its name."""
    return [line for line in log.splitlines() if line.startswith("building '") and text in line]


@dataclass(kw_only=True, slots=True)
class Served:
    """A binary cache over HTTP: its address and what clients asked for."""

    url: str
    requests: int = 0
    narinfos: int = 0
    bytes: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def serve(directory: Path) -> Iterator[Served]:
    """Serve the binary cache in ``directory`` on loopback, and count requests and bytes."""
    served = Served(url="")

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def send_response(self, code: int, message: str | None = None) -> None:
            with served.lock:
                served.requests += 1
                served.narinfos += self.path.endswith(".narinfo")
            super().send_response(code, message)

        def send_header(self, keyword: str, value: str) -> None:
            if keyword == "Content-Length":
                with served.lock:
                    served.bytes += int(value)
            super().send_header(keyword, value)

        def log_message(self, *_args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(directory)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
