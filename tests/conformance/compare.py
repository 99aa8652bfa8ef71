"""Compare cargo and our builder on one project, unit by unit."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from cargo_nix.cargo import Selection, Toolchain
from cargo_nix.pipeline import plan_checkout
from cargo_nix.plan import Plan
from conformance.call import Call
from conformance.diff import differing_lines
from conformance.ours import Ours
from conformance.pages import Pages, build_selection
from conformance.pairing import Pairing
from conformance.paths import Tokens, programs_directory, tokens_of
from conformance.recorder import Recording, cargo_home, copy_project, record_cargo, scratch_directory

__all__ = ["Report", "UnitReport", "compare_project"]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitReport:
    """A unit's name, and the lines of difference between cargo's call and our call."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The reports of all units."""

    units: tuple[UnitReport, ...]

    @property
    def different(self) -> tuple[UnitReport, ...]:
        """Return the reports of different units."""
        return tuple(unit for unit in self.units if unit.lines)

    def summary(self) -> str:
        """Return the counts as the last line of the output."""
        different = len(self.different)
        return f"{len(self.units)} units, {len(self.units) - different} equal, {different} different"


def compare_project(
    project: Path,
    selection: Selection,
    env: Mapping[str, str] | None = None,
    cargo_root: str = "",
    *,
    has_new_layout: bool = False,
) -> Report:
    """Record cargo with ``env`` on a copy of ``project``, make the plan, and compare unit by unit.

    ``cargo_root`` is the workspace's directory in the project. ``has_new_layout``: see ``record_cargo``.
    """
    with scratch_directory() as scratch:
        root = copy_project(project, scratch / "workspace")
        with _cargo_home():
            toolchain = Toolchain(cargo="cargo", rustc="rustc")
            plan = plan_checkout(root, selection, toolchain, cargo_root=cargo_root)
            is_doc = selection.command == "doc"
            build_plan = (
                plan_checkout(root, build_selection(selection), toolchain, cargo_root=cargo_root) if is_doc else None
            )
        recording = record_cargo(root, selection, scratch, env or {}, cargo_root, has_new_layout=has_new_layout)
        our_side = _OurSide(plan=plan, build_plan=build_plan, env=env or {}, cargo_root=cargo_root)
        return _compare(recording, our_side, selection)


@contextmanager
def _cargo_home() -> Iterator[None]:
    with patch.dict("os.environ", {"CARGO_HOME": str(cargo_home())}):
        yield


@dataclass(frozen=True, kw_only=True, slots=True)
class _OurSide:
    """Our side of a comparison: the plan, the plan of the build under `cargo doc`, and the settings."""

    plan: Plan
    build_plan: Plan | None
    env: Mapping[str, str]
    cargo_root: str

    def calls(self, plan: Plan, selection: Selection) -> Ours:
        return Ours(plan, programs_directory(plan, selection.profile), self.env, self.cargo_root)


def _compare(recording: Recording, our_side: _OurSide, selection: Selection) -> Report:
    plan, build_plan = our_side.plan, our_side.build_plan
    tokens = tokens_of(recording, plan, selection)
    builder = our_side.calls(plan, selection)
    recorded = [call for call in recording.calls if call.program != "test"]
    if "--doc" not in selection.cargo_targets and build_plan is None:
        # The recorded arguments contain the tests' wrapper.
        recorded = [call for call in recorded if call.program != "rustdoc"]
    pairing = Pairing(unpaired=[tokens.call(call) for call in recorded])
    outputs = {tokens.text(_out_dir(call)): _output(call, recording) for call in _scripts(recording)}
    reports: list[UnitReport] = []
    doctests, pages = [], []
    for index, unit in enumerate(plan.units):
        if unit.mode == "doctest":
            # Doctests use the output of scripts of later units, too.
            doctests += [index] if "--doc" in selection.cargo_targets else []
            continue
        if unit.mode == "doc":
            pages.append(index)
            continue
        our_call, name = tokens.call(builder.call(index)), f"#{index}"
        if unit.run is not None and unit.run.override is not None:
            builder.take_output(index, b"")
            pairing.adopt(our_call, name)
            continue
        cargo_call = pairing.take(our_call, name)
        if unit.run is not None:
            builder.take_output(index, _script_output(cargo_call, our_call, outputs))
        reports.append(UnitReport(name=f"{unit.name} {name}", lines=_lines(cargo_call, our_call, pairing)))
    reports += _doctests(doctests, tokens, builder, pairing)
    if build_plan is not None:
        documents = Pages(builder, our_side.calls(build_plan, selection), selection)
        reports += _pages(pages, tokens, builder, documents, pairing)
    reports += _test_runs(recording, plan, tokens, builder, pairing)
    reports += [UnitReport(name=_name(call), lines=("- only cargo runs this",)) for call in pairing.unpaired]
    return Report(units=tuple(reports))


def _doctests(indices: Iterable[int], tokens: Tokens, builder: Ours, pairing: Pairing) -> Iterator[UnitReport]:
    for index in indices:
        our_call, name = tokens.call(builder.call(index)), f"#{index}"
        cargo_call = pairing.take(our_call, name)
        lines = _lines(
            cargo_call and _with_context(cargo_call, index, builder), _with_context(our_call, index, builder), pairing
        )
        yield UnitReport(name=f"{builder.plan.units[index].name} {name}", lines=lines)


def _pages(
    indices: Iterable[int], tokens: Tokens, builder: Ours, pages: Pages, pairing: Pairing
) -> Iterator[UnitReport]:
    # A unit of both plans has a name already.
    pairing.names = {identity: f"#{index}" for identity, index in pages.twins().items()} | pairing.names
    pages.take_outputs()
    for index in indices:
        name, our_call = f"{builder.plan.units[index].name} #{index}", pages.call(index)
        if our_call is None:
            yield UnitReport(name=name, lines=("no unit of the build has these pages",))
            continue
        our_call = tokens.call(our_call)
        yield UnitReport(name=name, lines=_lines(pairing.take(our_call, f"#{index}"), our_call, pairing))


def _with_context(call: Call, index: int, builder: Ours) -> Call:
    """Return the ``call`` of a test with the facts that explain intended differences."""
    return replace(
        call,
        unrelated_directories=builder.unrelated_directories(index),
        follows_other_run=builder.follows_other_run(index),
    )


def _test_runs(
    recording: Recording, plan: Plan, tokens: Tokens, builder: Ours, pairing: Pairing
) -> Iterator[UnitReport]:
    """Compare the directory and the variables of each test run."""
    unpaired = {call.argv[0]: call for call in (pairing.named(tokens.call(call)) for call in recording.tests)}
    for index in plan.roots if unpaired else ():
        unit = plan.units[index]
        if unit.mode == "test":
            our_call = tokens.call(builder.test(index))
            cargo_call = unpaired.pop(pairing.named(our_call).argv[0], None)
            lines = _lines(
                cargo_call and _with_context(cargo_call, index, builder),
                _with_context(our_call, index, builder),
                pairing,
            )
            yield UnitReport(name=f"{unit.name} run", lines=lines)
    for name in unpaired:
        yield UnitReport(name=f"{name} run", lines=("- only cargo runs this",))


def _script_output(cargo_call: Call | None, our_call: Call, outputs: Mapping[str, bytes]) -> bytes:
    """Return the output of cargo's script, with our OUT_DIR instead of cargo's."""
    if cargo_call is None:
        return b""
    return outputs[_out_dir(cargo_call)].replace(_out_dir(cargo_call).encode(), _out_dir(our_call).encode())


def _lines(cargo_call: Call | None, our_call: Call, pairing: Pairing) -> tuple[str, ...]:
    if cargo_call is None:
        return ("+ only cargo-nix runs this",)
    return tuple(differing_lines(pairing.named(cargo_call), pairing.named(our_call)))


def _scripts(recording: Recording) -> list[Call]:
    return [call for call in recording.calls if call.program == "script"]


def _out_dir(call: Call) -> str:
    return call.env.get("OUT_DIR", "")


def _output(call: Call, recording: Recording) -> bytes:
    """Return the output of the script ``call``, with a token for the target directory."""
    return recording.outputs[_out_dir(call)].replace(str(recording.target_dir).encode(), b"<target>")


def _name(call: Call) -> str:
    crate = call.value("--crate-name") or "build script"
    return f"{call.env.get('CARGO_PKG_NAME')}-{call.env.get('CARGO_PKG_VERSION')} {crate}"
