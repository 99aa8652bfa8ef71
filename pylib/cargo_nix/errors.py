"""The one hierarchy of errors: what is wrong, where, what was expected, what came, and the ways out."""

from dataclasses import dataclass

__all__ = [
    "CargoError",
    "CargoNixError",
    "LockfileError",
    "ObserveError",
    "PlanError",
    "SourceError",
    "UnitError",
    "VendorError",
]


@dataclass(frozen=True, kw_only=True)
class CargoNixError(Exception):
    """One finding, told whole.

    ``problem`` is one sentence. ``place`` is a file with line or key. ``expected`` and ``came`` are what the
    stage wanted and what it found, ``excerpt`` source text with a caret, ``ways_out`` what the reader can do,
    best first. All but ``problem`` may be empty.
    """

    problem: str
    place: str = ""
    expected: str = ""
    came: str = ""
    excerpt: str = ""
    ways_out: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the message as the terminal shows it, without a trailing newline."""
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
    """Cargo.lock is missing, does not parse, or names what it does not hold."""


class VendorError(CargoNixError):
    """The locked crates cannot be laid out for cargo."""


class CargoError(CargoNixError):
    """Cargo refused: a manifest, a selection or a lock file that does not match."""


class UnitError(CargoNixError):
    """Cargo's graphs and manifests do not join into units."""


class SourceError(CargoNixError):
    """A member's files cannot be read or assigned to its targets."""


class PlanError(CargoNixError):
    """A plan cannot be read or written, or is of another schema."""


class ObserveError(CargoNixError):
    """A build cannot be traced, or its trace cannot be read."""
