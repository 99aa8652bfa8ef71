"""Unpack the archive of a published crate as Cargo does, for one unit, or as a program for all units of the crate.

python3 -I -S unpack_crate.py ARCHIVE OUT
"""

import os
import shutil
import sys
import tarfile

__all__ = ["clear_unless_named", "unpack_archive"]


def unpack_archive(archive: str, out: str) -> None:
    """Unpack ``archive`` so that ``out`` is its top folder.

    ``archive`` is a tar.gz file with one top folder, as ``cargo package`` makes it. The owners of the files are the
    current user. Entries outside of the top folder are left out.
    """

    def without_top(entry: tarfile.TarInfo, _path: str) -> "tarfile.TarInfo | None":
        name = entry.name.partition("/")[2]
        if not name or ".." in name.split("/"):
            return None
        # Nix normalises permissions. Owners have no meaning in the store, and only root could set them.
        return entry.replace(name=name, uid=os.getuid(), gid=os.getgid(), uname="", gname="", deep=False)

    with tarfile.open(archive, "r:gz") as tar:
        tar.extractall(out, filter=without_top)


def clear_unless_named(src: str, out: str) -> None:
    """Empty the store path ``src``, unless a file of the directory ``out`` contains its hash.

    Nix uses the same test to decide whether ``out`` refers to ``src``. Without a reference, no later build can open
    ``src``.
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
