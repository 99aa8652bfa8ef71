"""A published crate's files, as Cargo unpacks them. Run by Nix on its own.

python3 -I -S unpack_crate.py ARCHIVE OUT
"""

import os
import sys
import tarfile


def unpack(archive: str, out: str) -> None:
    """Unpack ``archive`` (one top folder, as ``cargo package`` makes it) so that ``out`` is that folder."""

    def without_top(entry: tarfile.TarInfo, _path: str) -> "tarfile.TarInfo | None":
        name = entry.name.partition("/")[2]
        if not name or ".." in name.split("/"):
            return None
        # Permissions are Nix's to normalise; owners mean nothing in the store, and only root could set them.
        return entry.replace(name=name, uid=os.getuid(), gid=os.getgid(), uname="", gname="", deep=False)

    with tarfile.open(archive, "r:gz") as tar:
        tar.extractall(out, filter=without_top)


if __name__ == "__main__":
    unpack(*sys.argv[1:])
