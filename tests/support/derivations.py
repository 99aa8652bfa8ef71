"""Derivations as nixlib makes them, for tests without Nix."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cargo_nix.nix_log.derivation import Derivation

__all__ = ["aterm", "check", "fake_hash", "unit"]


def fake_hash(letter: str) -> str:
    """Return a hash of a store path: 32 times ``letter``."""
    return letter * 32


def unit(  # noqa: PLR0913 -- each has a default
    name: str = "words-0.1.0",
    *,
    kind: str = "lib",
    mode: str = "build",
    target: str = "words",
    letter: str = "a",
    out: Path | str = "",
    **more: Any,  # noqa: ANN401 -- attributes of any type
) -> Derivation:
    """Return the derivation of a unit of the member ``words`` (nixlib/units/mkUnit.nix)."""
    run = {"profile_dir": "release"} if mode == "run-custom-build" else None
    attributes = {
        "packageName": "words",
        "packageVersion": "0.1.0",
        "member": True,
        "unit": {"kind": kind, "mode": mode, "target": target, "run": run, "identity": "1"},
        **more,
    }
    return _derivation(name, attributes, letter, out)


def check(name: str, job: str, *, letter: str = "c", out: Path | str = "", **more: Any) -> Derivation:  # noqa: ANN401
    """Return the derivation of a check of the package ``words`` (nixlib/checks/mkJob.nix)."""
    return _derivation(name, {"packageName": "words", "job": job, "unitBuilder": "/b", **more}, letter, out)


def _derivation(name: str, attributes: Mapping[str, Any], letter: str, out: Path | str) -> Derivation:
    return Derivation(
        path=f"/nix/store/{fake_hash(letter)}-{name}.drv",
        outputs={"out": str(out)},
        inputs=(),
        sources=(),
        builder="/bin/sh",
        arguments=(),
        attributes=attributes,
    )


def aterm(
    attributes: Mapping[str, Any], *, inputs: tuple[str, ...] = (), sources: tuple[str, ...] = (), out: str = "/nix/o"
) -> str:
    """Return the text of a .drv file with structured ``attributes``."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    input_list = ",".join(f'({quoted(path)},["out"])' for path in inputs)
    source_list = ",".join(quoted(path) for path in sources)
    variables = f'("__json",{quoted(json.dumps(attributes))}),("out",{quoted(out)})'
    return (
        f'Derive([("out",{quoted(out)},"","")],[{input_list}],[{source_list}],'
        f'"x86_64-linux","/bin/sh",["-c","(true)"],[{variables}])'
    )
