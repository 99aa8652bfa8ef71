"""A request to cargo: a workspace, a selection, a toolchain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cargo_nix.cargo.run_tool import Toolchain

__all__ = ["HOST_TUPLE", "Request", "Selection"]

HOST_TUPLE = "host-tuple"
"""Cargo's word for the triple of the building machine, as a value of ``--target``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """The flags that tell Cargo what to build.

    ``command``: ``build``, ``test``, ``bench``, ``check`` or ``doc``.
    ``packages``: names of packages; empty for Cargo's default members.
    ``workspace``: all members except ``exclude``.
    ``target``: a triple, None for a build without ``--target``.
    ``cargo_targets``: flags such as ``--bins``.
    """

    command: str = "build"
    packages: tuple[str, ...] = ()
    workspace: bool = False
    features: tuple[str, ...] = ()
    all_features: bool = False
    no_default_features: bool = False
    profile: str = "release"
    target: str | None = None
    cargo_targets: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def as_arguments(self) -> dict[str, object]:
        """Return the selection as data for JSON, with the argument names of ``buildCargoWorkspace``."""
        return {
            "allFeatures": self.all_features,
            "cargoTargets": list(self.cargo_targets),
            "command": self.command,
            "exclude": list(self.exclude),
            "features": list(self.features),
            "noDefaultFeatures": self.no_default_features,
            "packages": list(self.packages),
            "profile": self.profile,
            "target": self.target,
            "workspace": self.workspace,
        }

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> "Selection":
        """Return the selection of ``arguments``: data from ``as_arguments``, or the same data from nixlib.

        Raises ``KeyError`` if an argument is missing.
        """
        return cls(
            all_features=arguments["allFeatures"],
            command=arguments["command"],
            no_default_features=arguments["noDefaultFeatures"],
            exclude=tuple(arguments["exclude"]),
            features=tuple(arguments["features"]),
            packages=tuple(arguments["packages"]),
            profile=arguments["profile"],
            target=arguments["target"],
            cargo_targets=tuple(arguments["cargoTargets"]),
            workspace=arguments["workspace"],
        )

    def feature_flags(self) -> list[str]:
        """Return the flags for features (Cargo book, "Feature selection")."""
        flags = []
        if self.features:
            flags += ["--features", ",".join(self.features)]
        if self.all_features:
            flags.append("--all-features")
        if self.no_default_features:
            flags.append("--no-default-features")
        return flags

    def build_flags(self) -> list[str]:
        """Return the flags of ``cargo <command>`` for this selection, without the command."""
        flags = ["--workspace"] if self.workspace else []
        for package in self.exclude:
            flags += ["--exclude", package]
        for package in self.packages:
            flags += ["--package", package]
        flags += self.feature_flags()
        flags += ["--profile", self.profile]
        if self.target is not None:
            flags += ["--target", self.target]
        return [*flags, *self.cargo_targets]


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A workspace on disk, a selection and a toolchain.

    ``root``: the root of the source.
    ``cargo_root``: the directory of the workspace, from ``root``.
    ``env``: variables that override cargo's environment.
    ``offline``: whether cargo may not use the network.
    ``foreign_host``: the triple of a host for which ``toolchain`` only answers (foreign_rustc.py), else None.
    """

    root: Path
    selection: Selection
    toolchain: Toolchain
    env: Mapping[str, str] = field(default_factory=dict)
    offline: bool = True
    cargo_root: str = ""
    foreign_host: str | None = None

    @property
    def workspace(self) -> Path:
        """The directory in which cargo runs."""
        return self.root / self.cargo_root
