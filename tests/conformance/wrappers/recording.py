"""Write a call as JSON. The wrapper programs, which cargo starts instead of the real programs, import this module."""

import json
import os
import time

__all__ = ["Settings", "read_settings", "record"]

Settings = dict[str, str]


def read_settings(path: str) -> Settings:
    """Return the recorder's settings: programs, the directory for calls, the units to compile."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 -- a wrapper starts once a unit: no pathlib
        settings: Settings = json.load(file)
    return settings


def record(directory: str, program: str, argv: list[str]) -> None:
    """Write the call of ``program`` by the current process into ``directory``."""
    call = {"program": program, "argv": argv, "env": dict(os.environ), "cwd": os.getcwd()}  # noqa: PTH109
    path = f"{directory}/{time.time_ns():020}-{os.getpid()}.json"
    with open(path + ".new", "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump(call, file)
    os.replace(path + ".new", path)  # noqa: PTH105
