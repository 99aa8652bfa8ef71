"""Copy a folder of modules and compile each beside itself: python3 -I precompile.py SOURCE OUT. Run by Nix."""

import importlib.util
import os
import py_compile
import shutil
import sys


def precompile(source: str, out: str) -> None:
    """Copy the modules of ``source`` to ``out``, with bytecode that is used without a look at the source's time."""
    os.mkdir(out)
    for name in sorted(os.listdir(source)):
        target = os.path.join(out, name)
        shutil.copyfile(os.path.join(source, name), target)
        py_compile.compile(
            target,
            cfile=importlib.util.cache_from_source(target),
            dfile=f"cargo-nix-builder/{name}",
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )


if __name__ == "__main__":
    precompile(sys.argv[1], sys.argv[2])
