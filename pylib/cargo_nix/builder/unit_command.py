"""Compose the arguments and the environment of a unit from its attributes and from the results of build scripts.

All functions are pure: paths in, lists and dictionaries out. The conformance suite calls the same functions.

Source: core/compiler/mod.rs.
"""

from __future__ import annotations

from loader_path import LOADER_PATH, plain_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from script_result import LinkArgApplies, ScriptResult
    from unit_attributes import CrateAttributes, RustcAttributes, ScriptAttributes, UnitRow

__all__ = ["base_env", "build_script_env", "rustc_argv", "rustc_env"]


def base_env(attrs: CrateAttributes | ScriptAttributes) -> dict[str, str]:
    """Return the variables that both rustc and a build script of the package get."""
    manifest_dir = attrs["manifestDir"]
    return {
        **attrs["configEnv"],
        **attrs["dependencyEnv"],
        **attrs["packageEnv"],
        **attrs["unit"]["env"],
        "CARGO": attrs["cargo"],
        "CARGO_MANIFEST_DIR": manifest_dir,
        "CARGO_MANIFEST_PATH": manifest_dir + "/Cargo.toml",
    }


def rustc_argv(  # noqa: PLR0913, PLR0917 -- facts that only the build of the unit knows
    attrs: RustcAttributes,
    deps: dict[str, str],
    out: str,
    script_result: ScriptResult | None,
    reached: list[tuple[bool, ScriptResult]],
    applies: LinkArgApplies,
) -> list[str]:
    """Return the arguments of rustc, with the program first.

    - ``deps`` maps ``own`` and ``host`` to the directories with libraries (`compile_unit.lay_out`).
    - ``out`` is the directory for rustc's files.
    - ``script_result`` is the result of the package's build script, or None.
    - ``reached`` are the results of all scripts that affect the unit, in Cargo's order. The first part of each pair
      tells whether the script belongs to the package.
    - ``applies`` is `linker_args.link_arg_applies`.

    Source: core/compiler/mod.rs, ``build_base_args``, ``build_deps_args``, ``add_native_deps``, ``add_custom_flags``
    (docs/conformance.md, S20, S30).
    """
    unit = attrs["unit"]
    argv = [attrs["rustc"], "--crate-name", unit["crate_name"], "--edition=" + unit["edition"], attrs["srcPath"]]
    argv += unit["args"]
    argv += ["--out-dir", out]
    if unit["platform"] is not None:
        argv += ["--target", unit["platform"]]
    if unit["linker"] is not None:
        argv += ["-C", "linker=" + unit["linker"]]
    if attrs.get("incrementalDir"):
        argv += ["-C", "incremental=" + attrs["incrementalDir"]]
    argv += unit["strip"]
    argv += ["-L", "dependency=" + deps["own"]]
    if unit["platform"] is not None:
        argv += ["-L", "dependency=" + deps["host"]]
    for extern in attrs["externs"]:
        options = extern["options"] + ":" if extern["options"] else ""
        argv += ["--extern", options + extern["name"] + "=" + deps[extern["where"]] + "/" + extern["file"]]
    argv += unit["args_after"]
    argv += _script_args(unit, script_result, reached, applies)
    for old_path, new_path in attrs["remap"]:
        argv.append("--remap-path-prefix=" + old_path + "=" + new_path)
    return argv


def _script_args(
    unit: UnitRow, script_result: ScriptResult | None, reached: list[tuple[bool, ScriptResult]], applies: LinkArgApplies
) -> list[str]:
    args: list[str] = []
    paths = [
        (not (plain_path(path) + "/").startswith(result["out_dir"] + "/"), path)
        for _mine, result in reached
        for path in result["library_paths"]
    ]
    # Directories inside a script's output come first, directories of the system last. The stable sort keeps Cargo's
    # order within both.
    for _outside, path in sorted(paths, key=lambda pair: pair[0]):
        args += ["-L", path]
    # A checked test has the mode `check`.
    mode = "test" if "--test" in unit["args"] else unit["mode"]
    for is_own, result in reached:
        if is_own and unit["pass_links"]:
            for library in result["library_links"]:
                args += ["-l", library]
        for kind, arg in result["linker_args"]:
            if applies(kind, unit["kind"], unit["crate_types"], unit["target"], mode, is_own):
                args += ["-C", "link-arg=" + arg]
    if script_result is not None:
        for cfg in script_result["cfgs"]:
            args += ["--cfg", cfg]
        for cfg in script_result["check_cfgs"]:
            args += ["--check-cfg", cfg]
    return args


def rustc_env(
    attrs: CrateAttributes,
    script_result: ScriptResult | None,
    bins: dict[str, str],
    tmp: str,
    loader_variables: dict[str, str],
) -> dict[str, str]:
    """Return the environment variables of rustc to add to the environment of the build.

    ``bins`` maps names to paths of the programs that an integration test or bench may run. ``tmp`` is
    CARGO_TARGET_TMPDIR. ``loader_variables`` is the result of `loader_path.loader_env`. The variables of the package's
    script win over all others.

    Source: core/compiler/mod.rs, ``prepare_rustc`` and ``add_custom_flags`` (docs/conformance.md, S24).
    """
    env = {**base_env(attrs), **loader_variables}
    for name, path in bins.items():
        env["CARGO_BIN_EXE_" + name] = path
    if attrs["unit"]["kind"] in ("test", "bench"):
        env["CARGO_TARGET_TMPDIR"] = tmp
    if script_result is not None:
        env["OUT_DIR"] = script_result["out_dir"]
        env.update((name, value) for name, value in script_result["env"])
    return env


def build_script_env(attrs: ScriptAttributes, out_dir: str, linked: list[tuple[str, ScriptResult]]) -> dict[str, str]:
    """Return the environment variables of a build script to add to the environment of the build.

    ``out_dir`` is OUT_DIR. ``linked`` has a DEP_ name and a script result for each direct dependency with ``links``.

    Source: core/compiler/custom_build.rs, ``build_work`` (docs/conformance.md, S28, S29).
    """
    unit, env = attrs["unit"], base_env(attrs)
    run = unit["run"]
    env["OUT_DIR"] = out_dir
    env["RUSTC"] = attrs["rustc"]
    env["RUSTDOC"] = attrs["rustdoc"]
    env["CARGO_ENCODED_RUSTFLAGS"] = "\x1f".join(run["rustflags"])
    for name in ("RUSTFLAGS", LOADER_PATH):
        env.pop(name, None)  # from [env]: Cargo removes the first, and sets the second itself
    if unit["linker"] is not None:
        env["RUSTC_LINKER"] = unit["linker"]
    # The user's flags may add values of `feature`. The profile alone decides about debug assertions, not rustc's
    # answer.
    values = {"feature": list(run["features"]), **({"debug_assertions": []} if run["debug_assertions"] else {})}
    for line in attrs["cfg"]:
        name, equals, value = line.partition("=")
        if equals:
            values.setdefault(name, []).append(value.strip('"'))
        elif name != "debug_assertions":
            values[name] = []
    for name, cfg_values in values.items():
        env["CARGO_CFG_" + name.upper().replace("-", "_")] = ",".join(cfg_values)
    for name, result in linked:
        for key, value in result["metadata"]:
            env["DEP_" + name + "_" + key.upper().replace("-", "_")] = value
    return env
