"""Names with a hash of the contents: another content has another name, and a browser may keep the file for good."""

import base64
import hashlib
import os

__all__ = ["digest_of", "hashed_name", "integrity_of"]

_DIGITS = 16


def hashed_name(name: str, digest: str) -> str:
    """Return ``name`` with ``digest`` before its last extension: ``style-0123456789abcdef.css``."""
    stem, extension = os.path.splitext(name)
    return f"{stem}-{digest}{extension}"


def digest_of(paths: list[str], root: str) -> str:
    """Return sixteen digits that the names and contents of the files ``paths`` below ``root`` decide."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        with open(path, "rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{os.path.relpath(path, root)}\0{content}\n".encode())
    return digest.hexdigest()[:_DIGITS]


def integrity_of(path: str) -> str:
    """Return the value of the attribute ``integrity`` for the file ``path`` (W3C Subresource Integrity)."""
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha384").digest()
    return "sha384-" + base64.b64encode(digest).decode()
