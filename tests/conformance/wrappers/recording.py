"""Write a call as JSON. Imported by the wrapper programs, which cargo starts in place of the real ones."""

import json
import os
import time

__all__ = ["Settings", "read_settings", "record"]

Settings = dict[str, str]


def read_settings(path: str) -> Settings:
    """Return what the recorder told its wrappers: the programs, the directory for calls, what to compile."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 -- a wrapper starts once a unit: no pathlib
        found: Settings = json.load(file)
    return found


def record(directory: str, program: str, argv: list[str]) -> None:
    """Write this process's call of ``program`` into ``directory``."""
    call = {"program": program, "argv": argv, "env": dict(os.environ), "cwd": os.getcwd()}  # noqa: PTH109
    path = f"{directory}/{time.time_ns():020}-{os.getpid()}.json"
    with open(path + ".new", "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump(call, file)
    os.replace(path + ".new", path)  # noqa: PTH105
