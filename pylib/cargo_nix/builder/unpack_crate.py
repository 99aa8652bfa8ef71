"""Unpack the archive of a published crate as Cargo does, for one unit, or as a program for all units of the crate.

python3 -I -S unpack_crate.py ARCHIVE OUT
"""

import os
import shutil
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import tarfile

    from crate_archive import CrateArchive

__all__ = ["clear_unless_named", "unpack_archive"]


def unpack_archive(archive: str, out: str) -> None:
    """Unpack ``archive`` so that ``out`` is its top folder.

    ``archive`` is a tar.gz file with one top folder, as ``cargo package`` makes it. Exits with a message for any other
    file.
    """
    from crate_archive import ArchiveError, open_crate

    os.makedirs(out, exist_ok=True)
    try:
        with open_crate(archive) as crate:
            for path, entry in crate.entries():
                _unpack_entry(crate, entry, os.path.realpath(out), path)
    except ArchiveError as error:
        from message import format_message

        sys.exit(
            format_message(
                f"the archive of {_crate_name(archive)} cannot be unpacked",
                place=archive,
                expected="an archive that `cargo package` makes: one folder with files, as .tar.gz",
                came=str(error),
                ways_out=(
                    "lock another version of the crate: the registry has this archive, with the locked checksum",
                    "depend on the crate by git or by path",
                ),
            )
        )


def _crate_name(archive: str) -> str:
    """Return name and version out of a store path, ``…-crate-NAME-VERSION.tar.gz``."""
    return os.path.basename(archive).partition("-crate-")[2].removesuffix(".tar.gz") or archive


def _unpack_entry(crate: "CrateArchive", entry: "tarfile.TarInfo", out: str, path: str) -> None:
    from crate_archive import ArchiveError

    target = f"{out}/{path}"
    parent = os.path.dirname(target)
    # An earlier entry may be a symlink.
    if os.path.commonpath([out, os.path.realpath(parent)]) != out:
        raise ArchiveError(f"{entry.name!r} leads out of the archive")
    os.makedirs(parent, exist_ok=True)
    if entry.isdir():
        os.makedirs(target, exist_ok=True)
        return
    if os.path.lexists(target):
        os.unlink(target)  # of two entries with one path, the last one counts
    if entry.issym():
        os.symlink(entry.linkname, target)
    elif entry.islnk():
        inner = os.path.normpath(entry.linkname.partition("/")[2])
        if os.path.commonpath([out, os.path.realpath(f"{out}/{inner}")]) != out:
            raise ArchiveError(f"{entry.name!r} is a link out of the archive")
        os.link(f"{out}/{inner}", target, follow_symlinks=False)
    elif entry.isreg() and not entry.issparse():
        with crate.contents(entry) as source, open(target, "xb") as file:
            shutil.copyfileobj(source, file)
        # Nix keeps whether a file is executable, and no other permission.
        os.chmod(target, 0o755 if entry.mode & 0o100 else 0o644)
    else:
        raise ArchiveError(f"{entry.name!r} is neither a file nor a link")


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
    # Python with -I does not look beside the program.
    sys.path.append(os.path.dirname(os.path.abspath(__file__)))
    unpack_archive(*sys.argv[1:])
