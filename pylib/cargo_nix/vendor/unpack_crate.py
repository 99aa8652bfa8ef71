"""A published crate's files, as Cargo unpacks them. Run by Nix on its own: python3 -I -S unpack_crate.py ARCHIVE OUT."""

import sys
import tarfile


def unpack(archive: str, out: str) -> None:
    """Unpack ``archive`` (one top folder, as ``cargo package`` makes it) so that ``out`` is that folder."""

    def without_top(entry: tarfile.TarInfo, _path: str) -> "tarfile.TarInfo | None":
        name = entry.name.partition("/")[2]
        if not name or ".." in name.split("/"):
            return None
        # Permissions are Nix's to normalise, owners and times mean nothing in the store.
        return entry.replace(name=name, uid=None, gid=None, uname=None, gname=None, deep=False)

    with tarfile.open(archive, "r:gz") as tar:
        tar.extractall(out, filter=without_top)


if __name__ == "__main__":
    unpack(*sys.argv[1:])
