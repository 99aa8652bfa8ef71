"""Run the programs that a check names and compare what they print. Run by Nix: python3 -I -S run_programs.py."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_WASM_MAGIC = b"\0asm"


def main() -> None:
    """Check each of the derivation's ``runs``; stop with what is wrong where one prints something else."""
    attrs = json.loads(Path(os.environ["NIX_ATTRS_JSON_FILE"]).read_text(encoding="utf-8"))
    failures = [failure for run in attrs["runs"] if (failure := check(run))]
    if failures:
        sys.exit("\n".join(failures))
    Path(attrs["outputs"]["out"]).write_text(f"{len(attrs['runs'])} runs\n", encoding="utf-8")


def check(run: dict[str, Any]) -> str:
    """Return what is wrong with ``run``, nothing where its program prints what is expected.

    A WebAssembly module is looked at alone here: no machine is sure to have an engine. The tests run it in node.
    """
    if "module" in run:
        module = Path(run["package"], run["module"])
        magic = module.read_bytes()[: len(_WASM_MAGIC)]
        return "" if magic == _WASM_MAGIC else f"{module} is no WebAssembly module: it begins with {magic!r}"
    command = [f"{run['package']}/{run['program']}", *run["arguments"]]
    done = subprocess.run(command, input=run["input"], capture_output=True, text=True, check=False)
    if (done.returncode, done.stdout) == (0, run["output"]):
        return ""
    return f"{command} printed {done.stdout!r} (exit {done.returncode}), expected {run['output']!r}\n{done.stderr}"


if __name__ == "__main__":
    main()
