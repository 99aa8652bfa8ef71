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
from pathlib import Path

from support.projects import package, write_project

__all__ = ["DOWNLOAD", "served_registry"]

# Path of an archive below the server's address (Cargo book, "Index Format", `dl`).
DOWNLOAD = "files/{lowerprefix}/{crate}-{version}.crate"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Drop the line: a test's output stays readable."""


@contextmanager
def served_registry(root: Path, crates: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Serve a registry from ``root`` and yield its address; the index is at ``/index/``.

    ``crates`` maps the name of each crate, of four letters or more, to its files without the manifest. Every crate has
    version 1.0.0.
    """
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    address = f"http://127.0.0.1:{server.server_port}"
    write_project(root, {"index/config.json": json.dumps({"dl": f"{address}/{DOWNLOAD}"})})
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
