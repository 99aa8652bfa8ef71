"""rustdoc's arguments, from rustc's of the same library (core/compiler/mod.rs, rustdoc; compilation.rs)."""

from __future__ import annotations

import os

from linker_args import link_arg_applies
from unit_command import rustc_argv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import ScriptResult
    from unit_attributes import RustcAttributes

__all__ = ["rustdoc_args"]

# What concerns the code that rustc generates and the files that it writes.
_ALONE = ("--test", "--emit=", "--error-format=", "--json=")
_WITH_VALUE = ("-C", "--crate-type", "--out-dir")
# By mode. A doctest is linked as well.
_CODEGEN = {"doctest": ("link-arg=", "linker=", "lto"), "doc": ("metadata=",)}


def rustdoc_args(attrs: RustcAttributes, deps: dict[str, str], results: dict[str, ScriptResult]) -> list[str]:
    """Return what rustdoc is told of the unit's code: name, edition, source, features, lints and libraries."""
    unit = attrs["unit"]
    script_result = results[attrs["script"]] if attrs["script"] else None
    # Where libraries lie is said to doctests by doc_tests.py, and to nobody who only documents.
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
