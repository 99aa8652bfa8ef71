"""Count the calls of rustc in the dev shell, beside those of plain cargo.

    ./bench/shell-calls [--without-cargo] DIR [COMMAND …]

DIR is a workspace. A command is the arguments of one call of cargo; the default is a list of the usual commands. All
commands run one after another in a fresh target directory, then again in a second worktree with a target directory of
its own. The exit status is 1 if the shell compiles a crate from outside of the workspace, or if cargo compiles other
targets of members there.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from shell import shell_environment, workspace_packages

__all__ = ["main"]

_COMMANDS = ("build", "test --no-run", "check --all-targets", "clippy", "doc --no-deps")
# Cargo also calls rustc for questions, without the name of a package.
_WRAPPER = """#!/bin/sh
if [ -n "$CARGO_CRATE_NAME" ]; then echo "called $CARGO_PKG_NAME $CARGO_PKG_VERSION $CARGO_CRATE_NAME" >> "$CALLS"; fi
exec "$@"
"""


def main(argv: Sequence[str]) -> int:
    """Count the calls for the workspace of ``argv`` and print the table; return 0, or 1 after an unexpected call."""
    parser = argparse.ArgumentParser(prog="bench/shell-calls", description="Count rustc calls in the dev shell.")
    parser.add_argument("--without-cargo", action="store_true", help="do not run plain cargo")
    parser.add_argument("directory", type=Path)
    parser.add_argument("commands", nargs="*", default=_COMMANDS)
    options = parser.parse_args(argv)
    source = options.directory.resolve()
    members = frozenset(package["name"] for package in workspace_packages(source, os.environ))
    print(f"{source.name}: {len(members)} members")
    print(f"{'command':28}{'answered':>10}{'compiled':>10}{'members':>9}{'cargo':>9}")
    with tempfile.TemporaryDirectory(prefix="cargo-nix-calls-") as scratch:
        base = Path(scratch)
        plain = None
        if not options.without_cargo:
            plain = _calls(source, options.commands, _counting_variables(base), base / "cargo-target")
            shutil.rmtree(base / "cargo-target")
        second = base / "second"
        shutil.copytree(source, second, symlinks=True, ignore=shutil.ignore_patterns("target"))
        is_right = True
        with shell_environment(source) as env:
            for worktree in (source, second):
                calls = _calls(worktree, options.commands, env, base / "shell-target")
                shutil.rmtree(base / "shell-target")
                print(f"in {'a second' if worktree is second else 'the'} worktree")
                is_right &= _print_rows(options.commands, calls, plain, members)
    return 0 if is_right else 1


def _print_rows(
    commands: Sequence[str],
    calls: Sequence[Counter[tuple[str, ...]]],
    plain: Sequence[Counter[tuple[str, ...]]] | None,
    members: frozenset[str],
) -> bool:
    is_right = True
    for index, (command, counter) in enumerate(zip(commands, calls, strict=True)):
        answered = sum(count for (state, *_rest), count in counter.items() if state == "answered")
        compiled = Counter({call[1:]: count for call, count in counter.items() if call[0] == "compiled"})
        foreign = {call: count for call, count in compiled.items() if call[0] not in members}
        own = _calls_of_members(counter, "compiled", members)
        cargo = ""
        # `cargo clippy` calls clippy-driver for members, and not the shell's rustc.
        if plain is not None and not command.startswith("clippy"):
            cargo_own = _calls_of_members(plain[index], "called", members)
            cargo = str(cargo_own.total())
            is_right &= own == cargo_own
            for call in sorted((own - cargo_own) + (cargo_own - own)):
                print(f"    differs: {' '.join(call)}: {own[call]} in the shell, {cargo_own[call]} with cargo")
        is_right &= not foreign
        print(f"{'cargo ' + command:28}{answered:10}{sum(foreign.values()):10}{own.total():9}{cargo:>9}")
        for call, count in sorted(foreign.items()):
            print(f"    compiled: {' '.join(call)}{f' ({count} calls)' if count > 1 else ''}")
    return is_right


def _calls_of_members(calls: Counter[tuple[str, ...]], state: str, members: frozenset[str]) -> Counter[tuple[str, ...]]:
    return Counter({call[1:]: count for call, count in calls.items() if call[0] == state and call[1] in members})


def _calls(
    source: Path, commands: Sequence[str], env: Mapping[str, str], target: Path
) -> list[Counter[tuple[str, ...]]]:
    """Run ``commands`` in ``source``; return the counted calls of each: state, package, version and crate."""
    log = target.with_name("calls")
    counters = []
    for command in commands:
        log.write_text("", encoding="utf-8")
        variables = {**env, "CARGO_TARGET_DIR": str(target), "CARGO_NIX_LOG": str(log), "CALLS": str(log)}
        subprocess.run(
            ["cargo", *shlex.split(command)], cwd=source, env=variables, stderr=subprocess.DEVNULL, check=True
        )
        lines = [line.split() for line in log.read_text(encoding="utf-8").splitlines()]
        counters.append(Counter(tuple(words[:4]) for words in lines if words[0] in ("answered", "compiled", "called")))
    return counters


def _counting_variables(base: Path) -> dict[str, str]:
    wrapper = base / "wrapper"
    wrapper.write_text(_WRAPPER, encoding="utf-8")
    wrapper.chmod(0o755)
    return {**os.environ, "RUSTC_WRAPPER": str(wrapper)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
