"""The arguments of rustdoc, derived from the arguments of rustc for the same library.

Source: core/compiler/mod.rs, ``prepare_rustdoc``; core/compiler/compilation.rs, ``rustdoc_process``.
"""

from __future__ import annotations

import os

from linker_args import link_arg_applies
from unit_command import rustc_argv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import ScriptResult
    from unit_attributes import RustcAttributes

__all__ = ["rustdoc_args"]

# Arguments about generated code and output files, without and with a value.
_ALONE = ("--test", "--emit=", "--error-format=", "--json=")
_WITH_VALUE = ("-C", "--crate-type", "--out-dir")
# The codegen options to keep, by mode: a doctest is linked too.
_CODEGEN = {"doctest": ("link-arg=", "linker=", "lto"), "doc": ("metadata=",)}


def rustdoc_args(attrs: RustcAttributes, deps: dict[str, str], results: dict[str, ScriptResult]) -> list[str]:
    """Return rustdoc's arguments about the code: name, edition, source, features, lints and libraries.

    ``deps`` and ``results`` are as in `compile_unit.compile_call`.
    """
    unit = attrs["unit"]
    script_result = results[attrs["script"]] if attrs["script"] else None
    # doc_tests.py adds the search paths for doctests. Documentation needs no search paths.
    reached_scripts: list[tuple[bool, ScriptResult]] = [
        (path == attrs["script"], {**results[path], "library_paths": []}) for path in attrs["toLink"]
    ]
    without_links: RustcAttributes = {**attrs, "unit": {**unit, "pass_links": False}, "remap": []}
    argv = rustc_argv(without_links, deps, os.devnull, script_result, reached_scripts, link_arg_applies)[1:]
    args = [word for crate_type in unit["crate_types"] for word in ("--crate-type", crate_type)]
    words = iter(argv)
    for word in words:
        if word in _WITH_VALUE:
            value = next(words)
            if word == "-C" and value.startswith(_CODEGEN.get(unit["mode"], ())):
                args += [word, value]
        elif not word.startswith(_ALONE):
            args.append(word)
    return args
