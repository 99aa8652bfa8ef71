"""Starting a program and waiting for it, with a jobserver of as many tokens as Nix grants cores."""

import os
import sys

__all__ = ["granted_cores", "jobserver_env", "run_program", "system_env"]

_CHUNK = 65536
_TOO_LONG = 7
"""E2BIG; `errno` is a module that nothing else needs."""


def run_program(
    argv: list[str], env: dict[str, str], cwd: str, stream: int, log: "str | None" = None
) -> tuple[int, bytes]:
    """Run ``argv`` in ``cwd`` with exactly ``env``; return its exit code and what it wrote to descriptor ``stream``.

    A negative exit code is the signal that ended it. Standard error goes to the file ``log`` if one is given; what is
    left of the streams is ours. ``env`` gets the jobserver's variable. Arguments that the system finds too long go
    through a file, as Cargo does with rustc's (cargo_util::ProcessBuilder, ``retry_with_argfile``). Ends with a message
    for arguments and variables with a byte 0, which no program can get.
    """
    env = system_env(env)
    _refuse_null(argv, env)
    read, write = os.pipe()
    tokens = _jobserver(env)
    process = os.fork()
    if process == 0:
        try:
            if log is not None:
                os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
            os.chdir(cwd)
            os.dup2(write, stream)
            try:
                os.execve(argv[0], argv, env)
            except OSError as error:
                if error.errno != _TOO_LONG:
                    raise
                os.execve(argv[0], [argv[0], _argument_file(argv)], env)
        except OSError as error:
            os.write(2, f"{argv[0]}: {error}\n".encode())
        finally:
            os._exit(127)
    os.close(write)
    chunks = []
    while chunk := os.read(read, _CHUNK):
        chunks.append(chunk)
    _pid, status = os.waitpid(process, 0)
    for descriptor in (read, *tokens):
        os.close(descriptor)
    return os.waitstatus_to_exitcode(status), b"".join(chunks)


def system_env(env: dict[str, str]) -> dict[str, str]:
    """Return ``env`` as a program reads it.

    Cargo passes each variable as the text ``NAME=VALUE``, and a name may be empty or contain "=". The name in such a
    text ends at the first "=" after its first character (Rust's std::env::vars). A text without one is no variable.
    """
    if all(name and "=" not in name for name in env):
        return env
    texts = [name + "=" + value for name, value in env.items()]
    ends = [text.find("=", 1) for text in texts]
    return {text[:end]: text[end + 1 :] for text, end in zip(texts, ends, strict=True) if end > 0}


def _refuse_null(argv: list[str], env: dict[str, str]) -> None:
    wrong = [f"the variable `{name}`" for name, value in env.items() if "\0" in name + value]
    wrong += [f"the argument {argument!r}" for argument in argv if "\0" in argument]
    if wrong:
        from message import format_message

        package = f"{env.get('CARGO_PKG_NAME', '')} {env.get('CARGO_PKG_VERSION', '')}".strip()
        sys.exit(
            format_message(
                f"{os.path.basename(argv[0])} cannot start: {wrong[0]} has a byte 0".replace("\0", "\\0"),
                place=package,
                expected="text without a byte 0; Cargo stops too",
                ways_out=("correct the build script, the manifest or the configuration with this value",),
            )
        )


def _argument_file(argv: list[str]) -> str:
    path = os.environ["NIX_BUILD_TOP"] + "/arguments"
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(arg + "\n" for arg in argv[1:]))
    return "@" + path


def _jobserver(env: dict[str, str]) -> tuple[int, int]:
    # rustc without one starts a thread for each codegen unit. The process itself holds the first token.
    read, write = os.pipe()
    os.write(write, b"+" * (granted_cores() - 1))
    for descriptor in (read, write):
        os.set_inheritable(descriptor, True)  # noqa: FBT003 -- it has no keyword
    env.update(jobserver_env(read, write))
    return read, write


def granted_cores() -> int:
    """Return how many cores Nix grants this derivation."""
    return int(os.environ.get("NIX_BUILD_CORES") or "0") or os.cpu_count() or 1


def jobserver_env(read: int, write: int) -> dict[str, str]:
    """Return the variable in which rustc and build scripts look for the jobserver."""
    return {"CARGO_MAKEFLAGS": f"-j --jobserver-fds={read},{write} --jobserver-auth={read},{write}"}
