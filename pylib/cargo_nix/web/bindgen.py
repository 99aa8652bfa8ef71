"""Run wasm-bindgen, and wasm-opt if the app asks for it."""

from __future__ import annotations

import os
import re
import subprocess

from web_error import WebError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from web_attributes import WebAttributes

__all__ = ["bindgen_problem", "module_stem", "optimise", "write_bindings"]

# What rustc uses by default for WebAssembly (the target's `generic` CPU). wasm-opt refuses a module with a feature that
# is off, and wasm-bindgen may drop the module's list of features.
_FEATURES = (
    *("--enable-bulk-memory", "--enable-multivalue", "--enable-mutable-globals"),
    *("--enable-nontrapping-float-to-int", "--enable-reference-types", "--enable-sign-ext"),
)
_SCHEMA = re.compile(r"rust wasm file schema version: (\S+)\s+this binary schema version: (\S+)", re.IGNORECASE)


def module_stem(module: str) -> str:
    """Return the name of the files that wasm-bindgen writes for the file ``module``."""
    return os.path.basename(module).removesuffix(".wasm")


def write_bindings(attrs: WebAttributes, directory: str) -> None:
    """Write the JavaScript and the module of the app into ``directory``, made smaller if the app has wasm-opt.

    A page needs no TypeScript, as in trunk. Raises WebError with wasm-bindgen's output if the program fails.
    """
    argv = [attrs["bindgen"], "--target", attrs["target"], "--out-dir", directory]
    argv += ["--out-name", module_stem(attrs["module"]), *(["--no-typescript"] if attrs["index"] else [])]
    code, output = _run([*argv, *attrs["bindgenArgs"], attrs["module"]])
    if code != 0:
        raise bindgen_problem(attrs, output)
    if attrs["wasmOpt"]:
        optimise(attrs, f"{directory}/{module_stem(attrs['module'])}_bg.wasm")


def _run(argv: list[str]) -> tuple[int, str]:
    process = subprocess.run(
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return process.returncode, process.stdout.decode(errors="replace").strip()


def bindgen_problem(attrs: WebAttributes, output: str) -> WebError:
    """Return the error for a run of wasm-bindgen that failed with ``output``."""
    schema = _SCHEMA.search(output)
    if schema is not None:
        return WebError(
            "wasm-bindgen has another version than the crate wasm-bindgen in the module",
            place=attrs["argument"],
            expected=f"the version of Cargo.lock, for a module with the format {schema[1]}",
            came=f"{attrs['bindgen']}, which reads the format {schema[2]}",
            ways_out=("remove `wasmBindgen.cli`: cargo-nix builds the version that Cargo.lock has",),
        )
    return WebError(
        f"wasm-bindgen failed:\n{output}",
        place=attrs["argument"],
        ways_out=(f"correct the code, or `{attrs['argument']}.bindgenArgs`", "update wasm-bindgen: `cargo update`"),
    )


def optimise(attrs: WebAttributes, module: str) -> None:
    """Replace the file ``module`` by the result of wasm-opt. Raises WebError with the output if wasm-opt fails."""
    code, output = _run([attrs["wasmOpt"], *_FEATURES, *attrs["wasmOptArgs"], module, "-o", module])
    if code != 0:
        raise WebError(
            f"wasm-opt failed:\n{output}",
            place=f"{attrs['argument']}.wasmOptArgs",
            expected="arguments that wasm-opt accepts for this module",
            came=" ".join(attrs["wasmOptArgs"]),
            ways_out=("correct the arguments", f"remove `{attrs['argument']}.wasmOpt`"),
        )
