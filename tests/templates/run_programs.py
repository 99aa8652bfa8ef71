"""Run the programs of a check and compare their output. Nix starts this script: python3 -I -S run_programs.py."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

_WASM_MAGIC = b"\0asm"
_MODULE = re.compile(r'href="/([^"]+\.wasm)"')


def main() -> None:
    """Run the ``runs`` of the derivation; exit with a message if a program prints other output."""
    attrs = json.loads(Path(os.environ["NIX_ATTRS_JSON_FILE"]).read_text(encoding="utf-8"))
    failures = [failure for run in attrs["runs"] if (failure := check(run))]
    if failures:
        sys.exit("\n".join(failures))
    Path(attrs["outputs"]["out"]).write_text(f"{len(attrs['runs'])} runs\n", encoding="utf-8")


def check(run: dict[str, Any]) -> str:
    """Return the error of ``run``, or "" if the program prints the expected output.

    For a WebAssembly module, the function only compares the first bytes, because a machine may have no engine; tests
    run the module in node, and a page in a browser. The module of a page is the one that the page loads.
    """
    if "page" in run:
        match = _MODULE.search(Path(run["package"], run["page"]).read_text(encoding="utf-8"))
        run = {**run, "module": match[1] if match else "the module of the page"}
    if "module" in run:
        module = Path(run["package"], run["module"])
        if not module.is_file():
            return f"{module} does not exist"
        magic = module.read_bytes()[: len(_WASM_MAGIC)]
        return "" if magic == _WASM_MAGIC else f"{module} is not a WebAssembly module: the file starts with {magic!r}"
    command = [f"{run['package']}/{run['program']}", *run["arguments"]]
    process = subprocess.run(command, input=run["input"], capture_output=True, text=True, check=False)
    if (process.returncode, process.stdout) == (0, run["output"]):
        return ""
    return f"{command} printed {process.stdout!r} (exit {process.returncode}), expected {run['output']!r}\n{process.stderr}"


if __name__ == "__main__":
    main()
