"""Copy a locked crate, with all files, into the form of Cargo's directory source. Nix runs this program.

    python3 -I -S vendor_crate.py SRC MANIFEST OUT

SRC has the files of the crate, or the checkout of the repository. MANIFEST is the manifest folder for the plan
(``cargo_nix.crates``). OUT/package is the crate. For a git package, OUT has the whole repository, because a package may
read files of its neighbours.

Source: The Cargo Book, "Source Replacement", "Directory Sources".
"""

import os
import shutil
import sys


def vendor_crate(src: str, manifest: str, out: str) -> None:
    """Copy ``src`` to ``out``, then add the checksum, and for git packages the resolved manifest, from ``manifest``.

    Raises OSError if a path is missing.
    """
    directory_file = manifest + "/.cargo-nix-directory"
    # Copies and no links, because a build script may skip links when it lists its directory.
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
    os.chmod(package, 0o755)  # noqa: S103 -- the store's mode, and writable
    for name in names:
        if os.path.exists(f"{package}/{name}"):
            os.unlink(f"{package}/{name}")
        shutil.copyfile(f"{manifest}/{name}", f"{package}/{name}")


if __name__ == "__main__":
    vendor_crate(*sys.argv[1:])
