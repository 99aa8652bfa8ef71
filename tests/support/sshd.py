"""sshd on loopback, with keys of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Sshd", "missing_programs", "start_sshd"]

_SSHD = "/usr/sbin/sshd"
_CONFIGURATION = """Port {port}
ListenAddress 127.0.0.1
HostKey {directory}/host
AuthorizedKeysFile {directory}/key.pub
StrictModes no
UsePAM no
PermitRootLogin yes
PidFile none
LogLevel ERROR
"""


def missing_programs() -> str:
    """Return why there is no sshd on this machine, or an empty text."""
    if shutil.which("nix") is None:
        return "Nix is not installed"
    if not Path(_SSHD).exists() or shutil.which("ssh") is None:
        return "sshd or ssh is not installed (openssh-server, openssh-client)"
    return "" if os.geteuid() == 0 else "the account of the other machine is root"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sshd:
    """A running sshd: its port, its process, and the file with the key of its only user, root."""

    port: int
    key: Path
    daemon: subprocess.Popen[bytes]

    @property
    def options(self) -> str:
        """The options of ssh for this sshd, without the key."""
        return f"-p {self.port} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"


@contextmanager
def start_sshd(directory: Path) -> Iterator[Sshd]:
    """Start sshd with new keys in ``directory``; stop it at the end."""
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(directory / name)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = directory / "sshd_config"
    file.write_text(_CONFIGURATION.format(port=port, directory=directory), encoding="utf-8")
    # sshd changes into this directory before the user is known.
    Path("/run/sshd").mkdir(parents=True, exist_ok=True)
    daemon = subprocess.Popen([_SSHD, "-f", str(file), "-D", "-e"])
    try:
        _wait_for_port(port)
        yield Sshd(port=port, key=directory / "key", daemon=daemon)
    finally:
        daemon.terminate()
        daemon.wait()


def _wait_for_port(port: int) -> None:
    for _attempt in range(200):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"sshd does not listen on port {port}")
