"""Copy a folder of modules and compile each: ``python3 -I -S compileModules.py SOURCE NAME OUT``. Run by Nix.

NAME stands for the folder in the bytecode, so that the bytecode names no path of the store.
"""

import compileall
import os
import py_compile
import shutil
import sys


def compile_modules(source: str, name: str, out: str) -> bool:
    """Copy ``source`` to ``out`` with bytecode that is used without a look at the source's time; return success."""
    shutil.copytree(source, out)
    for directory, _folders, _files in os.walk(out):
        os.chmod(directory, 0o755)  # noqa: S103 -- the store makes it read-only
    never_checked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compiled = compileall.compile_dir(out, quiet=1, stripdir=out, prependdir=name, invalidation_mode=never_checked)
    return bool(compiled)


if __name__ == "__main__":
    sys.exit(not compile_modules(*sys.argv[1:]))
