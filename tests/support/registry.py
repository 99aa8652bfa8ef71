"""A registry of crates, served on this machine."""

import functools
import hashlib
import http.server
import io
import json
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.projects import package, write_project

__all__ = ["DOWNLOAD", "Gate", "served_registry"]

# Path of an archive below the server's address (Cargo book, "Index Format", `dl`).
DOWNLOAD = "files/{lowerprefix}/{crate}-{version}.crate"


@dataclass
class Gate:
    """What the server asks of a client.

    ``authorization`` is the wanted header, or "" for none. ``status`` is the answer to each request for an archive, or
    0 for the archive.
    """

    authorization: str = ""
    status: int = 0


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: object, gate: Gate, directory: str) -> None:
        self._gate = gate
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request, if the gate lets it pass."""
        if self._gate.status and self.path.startswith("/files/"):
            self.send_error(self._gate.status)
        elif self._gate.authorization and not self.headers.get("Authorization"):
            self.send_error(401)
        elif self._gate.authorization not in ("", self.headers.get("Authorization")):
            self.send_error(403)
        else:
            super().do_GET()

    def log_message(self, *_args: object) -> None:
        """Drop the line: a test's output stays readable."""


@contextmanager
def served_registry(root: Path, crates: Mapping[str, Mapping[str, str]], gate: Gate | None = None) -> Iterator[str]:
    """Serve a registry from ``root`` and yield its address; the index is at ``/index/``.

    ``crates`` maps the name of each crate, of four letters or more, to its files without the manifest. Every crate has
    version 1.0.0. A test may change ``gate`` later.
    """
    gate = gate or Gate()
    handler = functools.partial(_Handler, gate=gate, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    address = f"http://127.0.0.1:{server.server_port}"
    configuration = {"dl": f"{address}/{DOWNLOAD}"} | ({"auth-required": True} if gate.authorization else {})
    write_project(root, {"index/config.json": json.dumps(configuration)})
    for name, files in crates.items():
        _publish(root, name, {"Cargo.toml": package(name).replace("0.1.0", "1.0.0"), **files})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


def _publish(root: Path, name: str, files: Mapping[str, str]) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for path, text in files.items():
            entry = tarfile.TarInfo(f"{name}-1.0.0/{path}")
            entry.size = len(text.encode())
            tar.addfile(entry, io.BytesIO(text.encode()))
    line = {
        "name": name, "vers": "1.0.0", "deps": [], "features": {}, "yanked": False,
        "cksum": hashlib.sha256(archive.getvalue()).hexdigest(),
    }  # fmt: skip
    lower = name.lower()
    prefix = f"{lower[:2]}/{lower[2:4]}"
    write_project(root, {f"index/{prefix}/{lower}": json.dumps(line)})
    archive_path = root / "files" / prefix / f"{name}-1.0.0.crate"
    archive_path.parent.mkdir(parents=True, exist_ok=True)
    archive_path.write_bytes(archive.getvalue())
