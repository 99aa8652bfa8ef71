"""Turn system calls into the processes of a build: programs, parents and used paths."""

import posixpath
import re
from collections.abc import Iterable

from cargo_nix.observe.observation import Execution, How, Process
from cargo_nix.observe.strace import SystemCall, parse_strings, unescape_text

__all__ = ["concerns_workspace", "follow_processes"]

_CLONES = frozenset({"clone", "clone3", "fork", "vfork"})
_EXECUTIONS = frozenset({"execve", "execveat"})
_LISTINGS = frozenset({"getdents", "getdents64"})
_OPENS = frozenset({"open", "openat", "openat2", "link", "linkat"})
# These calls create or remove a path, and reveal no fact about an existing file.
_MAKERS = frozenset({"creat", "mkdir", "mkdirat", "mknod", "mknodat", "rmdir", "symlink", "symlinkat", "unlink"})
_SILENT = _MAKERS | {"getcwd", "unlinkat"}
# These calls change the meaning of later calls, so `concerns_workspace` accepts them with any path.
_ALWAYS = tuple(f"{name}(" for name in (*_CLONES, *_EXECUTIONS, "chdir", "fchdir"))

_STRING = r'"((?:[^"\\]|\\.)*)"'
_AT = re.compile(rf"(?:AT_FDCWD|-?\d+)(?:<([^<>]*)>)?, {_STRING}")
_PATH = re.compile(_STRING)
_DESCRIPTOR = re.compile(r"-?\d+<([^<>]*)>")
_EXECUTE = re.compile(rf"{_STRING}, \[((?:{_STRING}(?:\.\.\.)?(?:, )?|\.\.\.)*)\](?:, \[(.*)\])?", re.DOTALL)
_HASH = re.compile(r"-[0-9a-f]{16}$")
_OWN_VARIABLES = ("CARGO", "OUT_DIR=", "NUM_JOBS=")


def concerns_workspace(root: str, text: str) -> bool:
    """Tell whether ``text``, a call in strace's format, can concern a path below ``root``.

    A path that reaches ``root`` through a symlink does not count. But for an opened file, strace writes the real path
    too.
    """
    if root in text or "/../" in text or text.startswith(_ALWAYS):
        return True
    # A relative path without a working directory beside it.
    begin = text.partition("(")[2]
    return begin.startswith('"') and not begin.startswith('"/')


def follow_processes(calls: Iterable[SystemCall], cwd: str) -> list[Process]:
    """Return the processes of ``calls`` in the order of their starts. The first process starts in ``cwd``."""
    processes: list[Process] = []
    tasks: dict[int, Process] = {}
    for call in calls:
        process = tasks.get(call.pid)
        if process is None:
            # The first process. A clone announces all other processes.
            process = Process(number=call.pid, parent=processes[0] if processes else None, cwd=cwd)
            tasks[call.pid] = process
            processes.append(process)
        if call.name not in _CLONES:
            _record_call(process, call)
        elif call.result.isdigit() and call.result != "0":
            number = int(call.result)
            if "CLONE_THREAD" in call.arguments:
                tasks[number] = process
            else:
                tasks[number] = Process(number=number, parent=process, cwd=process.cwd, program=process.program)
                processes.append(tasks[number])
    return processes


def _record_call(process: Process, call: SystemCall) -> None:
    if call.name in _EXECUTIONS:
        _execute(process, call)
    elif call.name in _LISTINGS:
        _touch_descriptor(process, call, "listed")
    elif call.name == "fchdir":
        if call.result == "0":
            process.cwd = _descriptor(call) or process.cwd
        _touch_descriptor(process, call, "asked")
    elif call.name not in _SILENT:
        _touch_path(process, call)


def _execute(process: Process, call: SystemCall) -> None:
    directory_match = _AT.match(call.arguments) if call.name == "execveat" else None
    start = directory_match.start(2) - 1 if directory_match is not None else 0
    match = _EXECUTE.match(call.arguments, start)
    if match is None:
        return
    program = posixpath.join(
        unescape_text(directory_match[1] or "") if directory_match is not None else process.cwd, unescape_text(match[1])
    )
    if call.result == "0":
        argv = tuple(parse_strings(match[2]))
        variables = [text for text in parse_strings(match[4] or "") if text.startswith(_OWN_VARIABLES)]
        env = {name: value for name, _equals, value in (text.partition("=") for text in variables)}
        # The hash in the name of a test program means nothing to a reader.
        process.program = _HASH.sub("", posixpath.basename(argv[0] if argv and argv[0] else program))
        process.executions.append(Execution(program=program, cwd=process.cwd, argv=argv, env=env))
        _touch(process, program, "opened")
    else:
        _touch(process, program, "asked")


def _touch_path(process: Process, call: SystemCall) -> None:
    """Record the path of a call. If a call has two paths, record the path that the call reads."""
    directory_match = _AT.match(call.arguments)
    match = directory_match or _PATH.match(call.arguments)
    if match is None:
        # A null pointer: the call is about the descriptor, and an earlier call opened the descriptor.
        return
    if directory_match is not None:
        if call.arguments.startswith("AT_FDCWD") and directory_match[1] is not None:
            process.cwd = unescape_text(directory_match[1])
        # The descriptor of an inotify instance is not a directory.
        base = (
            unescape_text(directory_match[1])
            if directory_match[1] is not None and directory_match[1].startswith("/")
            else process.cwd
        )
        name = unescape_text(directory_match[2])
    else:
        base, name = process.cwd, unescape_text(match[1])
    path = posixpath.join(base, name) if name else base
    how = _use(call.name, call.arguments[match.end() :])
    if how is not None:
        absolute = name.startswith("/")
        _touch(process, path, how, absolute=absolute)
        if call.descriptor:
            _touch(process, call.descriptor, how, absolute=absolute)
    if call.name == "chdir" and call.result == "0":
        process.cwd = path


def _use(name: str, further_arguments: str) -> How | None:
    """Return the use of a path by the name and further arguments of a call, or None if the call reveals no fact."""
    if name not in _OPENS:
        return "asked"
    if "O_TRUNC" in further_arguments:
        # The call empties the file unread. Without O_CREAT, the file must exist.
        return None if "O_CREAT" in further_arguments else "asked"
    return (
        "asked"
        if "O_DIRECTORY" in further_arguments or "O_PATH" in further_arguments or "O_EXCL" in further_arguments
        else "opened"
    )


def _touch_descriptor(process: Process, call: SystemCall, how: How) -> None:
    path = _descriptor(call)
    if path is not None:
        _touch(process, path, how)


def _descriptor(call: SystemCall) -> str | None:
    match = _DESCRIPTOR.match(call.arguments)
    return None if match is None else unescape_text(match[1])


def _touch(process: Process, path: str, how: How, *, absolute: bool = True) -> None:
    process.touches.setdefault((path, how), process.program)
    if absolute:
        process.absolute.add(path)
