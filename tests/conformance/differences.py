"""The intended differences from cargo: a name, a reason, and a function that removes the difference from a call.

docs/differences.md has the same names and reasons; a test compares both.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from conformance.call import Call

__all__ = ["DIFFERENCES", "Difference", "apply_differences"]

_OUR_SCRIPT_VARIABLES = frozenset({"CARGO_HOME", "CARGO_NET_OFFLINE", "SOURCE_DATE_EPOCH"})
_DOCTEST_VALUES = frozenset(
    {
        *("-C", "-L", "-l", "--cfg", "--check-cfg", "--crate-type", "--crate-name", "--extern"),
        *(
            "--test-run-directory",
            "--test-runtool",
            "--test-runtool-arg",
            "--target",
            "--color",
            "--error-format",
            "-o",
            "-Z",
            "--crate-version",
        ),
    }
)
_SCRIPT_DIRECTORY = re.compile(r"<target>/([^/]+/){1,2}build/")
_PATH_KIND = re.compile(r"^(native|crate|dependency|framework|all)=")
_RUN_HASH = re.compile(r"(?<=-)(#\d+|[0-9a-f]{16})(?=/out)")
_LINT = re.compile(r"-[AWDF]|--(allow|warn|deny|forbid)=")
_LIBRARY_HASH = re.compile(r"-(#\d+|[0-9a-f]{16})(?=\.(rlib|rmeta)$)")
_FDS = re.compile(r"=\d+,\d+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """An intended difference; ``ignore`` removes the difference from a call, for both sides alike."""

    name: str
    reason: str
    ignore: Callable[[Call], Call]


def _without_args(keep: Callable[[str], bool]) -> Callable[[Call], Call]:
    def ignore(call: Call) -> Call:
        return replace(call, argv=tuple(_grouped(call.argv, keep)))

    return ignore


def _grouped(argv: Iterable[str], keep: Callable[[str], bool]) -> list[str]:
    """Remove the arguments that ``keep`` refuses; a ``-C`` before a removed value goes too."""
    arguments: list[str] = []
    for arg in argv:
        if not keep(arg):
            if arguments and arguments[-1] == "-C" and not arg.startswith("-"):
                arguments.pop()
            continue
        arguments.append(arg)
    return arguments


def _rlibs(call: Call) -> Call:
    argv = tuple(
        re.sub(r"\.rmeta$", ".rlib", arg) if arg.count("=") and before == "--extern" else arg
        for before, arg in zip(("", *call.argv), call.argv, strict=False)
    )
    return replace(call, argv=argv)


def _out_dir(call: Call) -> Call:
    argv = tuple(
        "<out>" if before == "--out-dir" else arg for before, arg in zip(("", *call.argv), call.argv, strict=False)
    )
    return replace(call, argv=argv)


def _program(call: Call) -> Call:
    return replace(call, argv=()) if call.program == "script" else call


def _sandbox(call: Call) -> Call:
    env = {name: value for name, value in call.env.items() if name not in _OUR_SCRIPT_VARIABLES}
    return replace(call, env=env)


def _jobs(call: Call) -> Call:
    env = dict(call.env)
    if "CARGO_MAKEFLAGS" in env:
        env["CARGO_MAKEFLAGS"] = _FDS.sub("=<fds>", env["CARGO_MAKEFLAGS"])
    if "NUM_JOBS" in env:
        env["NUM_JOBS"] = "<cores>"
    return replace(call, env=env)


def _library_path(call: Call) -> Call:
    if call.program != "script" or "LD_LIBRARY_PATH" not in call.env:
        return call
    cargo_directories = re.compile(r"<(host-)?deps>|<target>(/[^/]+){1,2}|.*/lib/rustlib/[^/]+/lib")
    other_paths = [path for path in call.env["LD_LIBRARY_PATH"].split(":") if not cargo_directories.fullmatch(path)]
    env = {name: value for name, value in call.env.items() if name != "LD_LIBRARY_PATH"}
    return replace(call, env={**env, "LD_LIBRARY_PATH": ":".join(other_paths)} if other_paths else env)


def _wrappers(call: Call) -> Call:
    env = {name: value for name, value in call.env.items() if name not in {"RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"}}
    return replace(call, env=env)


def _tests(call: Call) -> Call:
    if call.program not in {"test", "rustdoc"} or "LD_LIBRARY_PATH" not in call.env:
        return call
    unrelated_paths = {_PATH_KIND.sub("", path) for path in call.unrelated_directories}
    paths = [path for path in call.env["LD_LIBRARY_PATH"].split(":") if path not in unrelated_paths]
    # Cargo sorts two runs of the same script by hash.
    paths = [path for _run, group in groupby(paths, lambda path: _RUN_HASH.sub("", path)) for path in sorted(group)]
    argv: list[str] = []
    for arg in call.argv:
        if argv and argv[-1] == "-L" and arg in call.unrelated_directories:
            argv.pop()
        else:
            argv.append(arg)
    return replace(call, argv=tuple(argv), env={**call.env, "LD_LIBRARY_PATH": ":".join(paths)})


def _out_dirs(call: Call) -> Call:
    env = {name: value for name, value in call.env.items() if name != "OUT_DIR"}
    return replace(call, env=env) if call.follows_other_run else call


def _snapshots(call: Call) -> Call:
    env = {name: value for name, value in call.env.items() if name not in {"INSTA_WORKSPACE_ROOT", "INSTA_UPDATE"}}
    return replace(call, env=env) if call.program in {"test", "rustdoc"} else call


def _checked(call: Call) -> Call:
    if not call.checks or call.program not in {"rustc", "script"} or "LD_LIBRARY_PATH" not in call.env:
        return call
    paths = [path for path in call.env["LD_LIBRARY_PATH"].split(":") if not _SCRIPT_DIRECTORY.match(path)]
    env = {name: value for name, value in call.env.items() if name != "LD_LIBRARY_PATH"}
    return replace(call, env={**env, "LD_LIBRARY_PATH": ":".join(paths)} if paths else env)


def _doctest(call: Call) -> Call:
    if call.program != "rustdoc":
        return call
    words: list[tuple[str, ...]] = []
    for arg in call.argv:
        if words and len(words[-1]) == 1 and words[-1][0] in _DOCTEST_VALUES:
            words[-1] += (arg,)
        else:
            words.append((arg,))
    compared = [
        word for word in words if word[0] not in {"--color", "--error-format"} and word[1:] != ("embed-bitcode=no",)
    ]
    # The last argument for a lint wins, so lints keep their order.
    lints = [word for word in compared if _LINT.match(word[0])]
    sorted_words = sorted(word for word in compared if not _LINT.match(word[0]))
    return replace(call, argv=tuple(arg for word in (*sorted_words, *lints) for arg in word))


def _pages(call: Call) -> Call:
    if call.program != "rustdoc" or "--test" in call.argv:
        return call
    argv: list[str] = []
    for arg in call.argv:
        if argv and argv[-1] in {"-o", "-Z"}:
            argv.pop()
        elif not arg.startswith(("--json=", "--merge=", "--parts-out-dir=")):
            # Only rustdoc uses the value; no other unit has the hash.
            argv.append("metadata=<hash>" if arg.startswith("metadata=") else arg)
    env = {name: text for name, text in call.env.items() if name != "RUSTC_BOOTSTRAP"}
    return replace(call, argv=tuple(argv), env=env)


def _macro_libraries(call: Call) -> Call:
    if call.program != "rustdoc" or "proc-macro" not in call.argv:
        return call
    return replace(call, argv=tuple(_LIBRARY_HASH.sub("", arg) for arg in call.argv))


def _relative(call: Call) -> Call:
    if not call.env.get("CARGO_MANIFEST_DIR", "").startswith("<crates>/"):
        return call
    env = {name: value for name, value in call.env.items() if not value.startswith("<workspace>")}
    return replace(call, env=env)


DIFFERENCES = (
    Difference(
        name="rlib-externs",
        reason="`--extern` names the `.rlib`; Cargo names the `.rmeta`. A unit is one derivation, which Nix "
        "has whole or not at all, so there is no pipelining and no separate metadata file.",
        ignore=_rlibs,
    ),
    Difference(
        name="remap-path-prefix",
        reason="store paths are remapped to `/workspace`, `/crates/…` and `/build-script/…`. Otherwise embedded "
        "paths would pull sources into the runtime closure.",
        ignore=_without_args(lambda arg: not arg.startswith("--remap-path-prefix=")),
    ),
    Difference(
        name="incremental",
        reason="without `incrementalDir`, there is no `-C incremental`. A derivation starts without earlier state, "
        "and incremental state is not an output.",
        ignore=_without_args(lambda arg: not arg.startswith("incremental=")),
    ),
    Difference(
        name="out-dir",
        reason="`--out-dir` is the store path of the unit, because each unit has its own output.",
        ignore=_out_dir,
    ),
    Difference(
        name="script-program",
        reason="a build script is started from its store path under the name that rustc gave, and not through the "
        "hard link `build-script-build`.",
        ignore=_program,
    ),
    Difference(
        name="script-sandbox",
        reason="build scripts see CARGO_HOME, CARGO_NET_OFFLINE and SOURCE_DATE_EPOCH. A script that calls "
        "`$CARGO` then gets its answer without a time-out, and a script that writes the time writes the "
        "same time in each build.",
        ignore=_sandbox,
    ),
    Difference(
        name="jobserver",
        reason="NUM_JOBS is the number of cores that Nix grants, and CARGO_MAKEFLAGS names a jobserver of the "
        "unit, because no process outlives a derivation.",
        ignore=_jobs,
    ),
    Difference(
        name="script-library-path",
        reason="LD_LIBRARY_PATH of a build script contains only the additions of the scripts of its plugins. "
        "Cargo's target directory and the sysroot are missing, because the program finds its own libraries "
        "by their store paths.",
        ignore=_library_path,
    ),
    Difference(
        name="relative-env",
        reason="entries of `[env]` with `relative = true` are set only for path packages. A crate's unit does not "
        "see the workspace, so two projects can share the unit.",
        ignore=_relative,
    ),
    Difference(
        name="rustc-wrapper",
        reason="`build.rustc-wrapper` and `build.rustc-workspace-wrapper` are not used, and build scripts do not "
        "see their variables. A wrapper shares or observes compilations, as Nix does.",
        ignore=_wrappers,
    ),
    Difference(
        name="rustdoc-arguments",
        reason="arguments of rustdoc are compared without order (except lints), and without `--color`, "
        "`--error-format` and `-C embed-bitcode`, which change only a log.",
        ignore=_doctest,
    ),
    Difference(
        name="pages-of-macros",
        reason="rustdoc documents a proc-macro with the libraries of its compilation. Cargo checks these libraries "
        "again for the profile of programs, with equal results for rustdoc.",
        ignore=_macro_libraries,
    ),
    Difference(
        name="pages",
        reason="the documentation of each package is made on its own and joined afterwards, with `-o`, `-Z "
        "unstable-options`, `--merge`, `--parts-out-dir` and RUSTC_BOOTSTRAP. `--json` changes a log.",
        ignore=_pages,
    ),
    Difference(
        name="check-library-path",
        reason="under `cargo check`, LD_LIBRARY_PATH of rustc and build scripts contains the directories from "
        "scripts of proc-macros and build-dependencies, as under `cargo build`. A proc-macro with a library "
        "of its own loads the library in both cases.",
        ignore=_checked,
    ),
    Difference(
        name="test-library-path",
        reason="LD_LIBRARY_PATH of a test, and `-L` of a doctest, contain the directories of scripts whose "
        "libraries the test links or whose macros the test uses. Cargo adds the directories of all scripts "
        "of the build; here, a test does not depend on the selection.",
        ignore=_tests,
    ),
    Difference(
        name="test-out-dir",
        reason="a test has the OUT_DIR of its package's script, as under Cargo with only this test selected. With "
        "`--target`, Cargo leaves OUT_DIR out after an earlier target of the package, a proc-macro, for the "
        "host.",
        ignore=_out_dirs,
    ),
    Difference(
        name="snapshots",
        reason="tests see INSTA_WORKSPACE_ROOT and INSTA_UPDATE. Otherwise insta asks cargo for a workspace that a "
        "test does not see, and writes beside its sources.",
        ignore=_snapshots,
    ),
)


def apply_differences(call: Call) -> Call:
    """Return ``call`` without the intended differences."""
    for difference in DIFFERENCES:
        call = difference.ignore(call)
    return call
