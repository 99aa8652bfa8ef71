"""Start a program and wait for it, with a jobserver of as many tokens as Nix grants cores."""

import os
import sys

__all__ = ["granted_cores", "jobserver_env", "run_program", "system_env"]

_CHUNK = 65536
_TOO_LONG = 7
"""E2BIG, without an import of `errno`."""


def run_program(
    argv: list[str], env: dict[str, str], cwd: str, stream: int, log: "str | None" = None
) -> tuple[int, bytes]:
    """Run ``argv`` in ``cwd`` with the environment ``env``; return the exit code and the bytes of one stream.

    ``stream`` is the file descriptor to capture, 1 or 2. With ``log``, standard error goes to the file ``log``;
    otherwise the program inherits the remaining streams. A negative exit code is a signal number. The function adds the
    variable of the jobserver to ``env``. Arguments that are too long for the system go through a file, as Cargo does
    for rustc. Exits with a message for arguments and variables with a byte 0, which no program can get.

    Source: cargo-util/src/process_builder.rs, ``retry_with_argfile``.
    """
    env = system_env(env)
    _refuse_null(argv, env)
    read_end, write_end = os.pipe()
    tokens = _jobserver(env)
    process = os.fork()
    if process == 0:
        try:
            if log is not None:
                os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
            os.chdir(cwd)
            os.dup2(write_end, stream)
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
    os.close(write_end)
    chunks = []
    while chunk := os.read(read_end, _CHUNK):
        chunks.append(chunk)
    _pid, status = os.waitpid(process, 0)
    for descriptor in (read_end, *tokens):
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
    # Without a jobserver, rustc starts a thread for each codegen unit. The process itself holds the first token.
    read_end, write_end = os.pipe()
    os.write(write_end, b"+" * (granted_cores() - 1))
    for descriptor in (read_end, write_end):
        os.set_inheritable(descriptor, True)  # noqa: FBT003 -- it has no keyword
    env.update(jobserver_env(read_end, write_end))
    return read_end, write_end


def granted_cores() -> int:
    """Return the number of cores that Nix grants this derivation."""
    return int(os.environ.get("NIX_BUILD_CORES") or "0") or os.cpu_count() or 1


def jobserver_env(read_end: int, write_end: int) -> dict[str, str]:
    """Return the variable that tells rustc and build scripts the jobserver's file descriptors."""
    return {"CARGO_MAKEFLAGS": f"-j --jobserver-fds={read_end},{write_end} --jobserver-auth={read_end},{write_end}"}
