"""A published crate's files, as Cargo unpacks them: for one unit, or run by Nix on its own for all units of the crate.

python3 -I -S unpack_crate.py ARCHIVE OUT
"""

import os
import shutil
import sys
import tarfile

__all__ = ["clear_unless_named", "unpack_archive"]


def unpack_archive(archive: str, out: str) -> None:
    """Unpack ``archive`` (one top folder, as ``cargo package`` makes it) so that ``out`` is that folder."""

    def without_top(entry: tarfile.TarInfo, _path: str) -> "tarfile.TarInfo | None":
        name = entry.name.partition("/")[2]
        if not name or ".." in name.split("/"):
            return None
        # Permissions are Nix's to normalise; owners mean nothing in the store, and only root could set them.
        return entry.replace(name=name, uid=os.getuid(), gid=os.getgid(), uname="", gname="", deep=False)

    with tarfile.open(archive, "r:gz") as tar:
        tar.extractall(out, filter=without_top)


def clear_unless_named(src: str, out: str) -> None:
    """Leave nothing in ``src``, a store path, unless a file of the directory ``out`` has its hash in it.

    Nix looks for the same to know whether ``out`` refers to ``src``: what is cleared can be opened by nobody.
    """
    name = os.path.basename(src)[:32].encode()
    for file in sorted(os.scandir(out), key=lambda entry: entry.name):
        if file.is_file(follow_symlinks=False):
            with open(file, "rb") as compiled:
                if name in compiled.read():
                    return
    shutil.rmtree(src)
    os.mkdir(src)


if __name__ == "__main__":
    unpack_archive(*sys.argv[1:])
