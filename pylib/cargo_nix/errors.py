"""The errors of cargo-nix: a message with problem, place, expected and actual value, and ways out."""

__all__ = [
    "BuildError",
    "CargoError",
    "CargoNixError",
    "ExportError",
    "LockfileError",
    "ObserveError",
    "PlanError",
    "SourceError",
    "UnitError",
    "VendorError",
]


class CargoNixError(Exception):
    """An error with a complete message.

    ``problem`` is one sentence. ``place`` is a file with line or key. ``expected`` and ``came`` are the expected and
    the actual value. ``excerpt`` is source text with a caret. ``ways_out`` are actions for the reader, the best first.
    All fields except ``problem`` may be empty.
    """

    def __init__(  # noqa: PLR0913 -- the parts of a message
        self,
        *,
        problem: str,
        place: str = "",
        expected: str = "",
        came: str = "",
        excerpt: str = "",
        ways_out: tuple[str, ...] = (),
    ) -> None:
        """Take the parts of the message. Each scan imports this module, and `dataclasses` would take 10 ms."""
        super().__init__(problem)
        self.problem, self.place, self.expected, self.came = problem, place, expected, came
        self.excerpt, self.ways_out = excerpt, ways_out

    def __str__(self) -> str:
        """Return the message for a terminal, without a trailing newline."""
        lines = [f"error: {self.problem}"]
        lines += [
            f"  {label}: {text}"
            for label, text in (("at", self.place), ("expected", self.expected), ("got", self.came))
            if text
        ]
        lines += [f"  | {line}" for line in self.excerpt.splitlines()]
        if self.ways_out:
            lines.append("  ways out:")
            lines += [f"    {number}. {way}" for number, way in enumerate(self.ways_out, 1)]
        return "\n".join(lines)


class LockfileError(CargoNixError):
    """Cargo.lock is missing or invalid."""


class VendorError(CargoNixError):
    """A locked crate cannot be fetched, or has no valid manifest."""


class CargoError(CargoNixError):
    """Cargo refuses a manifest, a selection or the lock file."""


class UnitError(CargoNixError):
    """Cargo's unit graph and the manifests do not fit together."""


class SourceError(CargoNixError):
    """The files of a member cannot be read, or cannot be assigned to targets."""


class PlanError(CargoNixError):
    """A plan cannot be read or written, or has another schema."""


class ObserveError(CargoNixError):
    """A build cannot be traced, or the trace cannot be read."""


class ExportError(CargoNixError):
    """An exported build cannot be written."""


class BuildError(CargoNixError):
    """Nix cannot be started, or no build is recorded."""
