"""What is asked of cargo: a selection in its own flags, of a workspace, by a toolchain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cargo_nix.cargo.run_tool import Toolchain

__all__ = ["HOST_TUPLE", "Request", "Selection"]

HOST_TUPLE = "host-tuple"
"""What Cargo takes for the triple of the machine that builds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What is to be built, in Cargo's own flags.

    ``packages`` empty means Cargo's default members; ``workspace`` means all of them but those of ``exclude``.
    ``target`` is a triple or None for a build without ``--target``. ``cargo_targets`` are flags like ``--bins``.
    ``command`` is ``build``, ``test``, ``bench``, ``check`` or ``doc``.
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
        """Return the selection under the names of ``buildCargoWorkspace``'s arguments, as plain data."""
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
        """Return the selection that ``as_arguments`` wrote; nixlib writes the same."""
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
        """Return the flags that ``cargo metadata`` and ``cargo build`` share (Cargo book, "Feature selection")."""
        flags = []
        if self.features:
            flags += ["--features", ",".join(self.features)]
        if self.all_features:
            flags.append("--all-features")
        if self.no_default_features:
            flags.append("--no-default-features")
        return flags

    def build_flags(self) -> list[str]:
        """Return the flags of ``cargo build`` for this selection."""
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
    """Where the workspace lies, what to ask for, and of which toolchain; ``env`` is laid over cargo's environment.

    ``root`` is the source's, ``cargo_root`` the directory of it that has the workspace.
    """

    root: Path
    selection: Selection
    toolchain: Toolchain
    env: Mapping[str, str] = field(default_factory=dict)
    offline: bool = True
    cargo_root: str = ""

    @property
    def workspace(self) -> Path:
        """The directory that cargo is started in."""
        return self.root / self.cargo_root
