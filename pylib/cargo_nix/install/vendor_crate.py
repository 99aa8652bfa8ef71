"""A locked crate as a directory source wants it, with all of its files. Run by Nix on its own.

    python3 -I -S vendor_crate.py SRC MANIFEST OUT

SRC are the crate's files, or the checkout of its repository; MANIFEST is what planning reads of it. OUT/package is the
crate. Of a git package the whole repository is there: it may read its neighbours.
Source: Cargo book, "Directory sources".
"""

import os
import shutil
import sys


def vendor_crate(src: str, manifest: str, out: str) -> None:
    """Copy ``src`` to ``out`` and lay the crate's checksum, and a git package's resolved manifest, over it."""
    directory_file = manifest + "/.cargo-nix-directory"
    # Copies, not links: a build script that walks its directory may pass links over.
    if os.path.exists(directory_file):
        with open(directory_file, encoding="utf-8") as file:
            directory = file.read()
        package = os.path.normpath(f"{out}/repository/{directory}")
        shutil.copytree(src, out + "/repository", symlinks=True)
        os.symlink(os.path.relpath(package, out), out + "/package")
        names = [".cargo-checksum.json", "Cargo.toml"]
    else:
        package = out + "/package"
        shutil.copytree(src, package, symlinks=True)
        names = [".cargo-checksum.json"]
    os.chmod(package, 0o755)  # noqa: S103 -- as in the store, but for the right to write
    for name in names:
        if os.path.exists(f"{package}/{name}"):
            os.unlink(f"{package}/{name}")
        shutil.copyfile(f"{manifest}/{name}", f"{package}/{name}")


if __name__ == "__main__":
    vendor_crate(*sys.argv[1:])
