import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.builder.directives import DirectiveError, empty_output, parse_directives, parse_messages
from cargo_nix.builder.script_result import Directives, ScriptTargets

TARGETS: ScriptTargets = {
    "lib_name": None,
    "bins": ["prog"],
    "has_bins": True,
    "has_lib": False,
    "has_cdylib": True,
    "has_tests": True,
    "has_examples": True,
    "has_benches": True,
}
KEYS = {
    "rustc-link-lib": "library_links",
    "rustc-link-search": "library_paths",
    "rustc-cfg": "cfgs",
    "rustc-check-cfg": "check_cfgs",
    "warning": "warnings",
    "rerun-if-changed": "rerun_if_changed",
    "rerun-if-env-changed": "rerun_if_env_changed",
}
ALL_KEYS = [*KEYS, "error", "metadata", "rustc-flags", "rustc-env", "rustc-link-arg", "rustc-link-arg-bin", "nonsense"]
values = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs", "Z", "Cc"]))


def parse(stdout: bytes) -> Directives:
    output: Directives = parse_directives(
        stdout, package="p v1.0.0", rust_version=None, has_links=True, targets=TARGETS, bootstrap=lambda: True
    )
    return output


def near_directives() -> st.SearchStrategy[bytes]:
    """Return a strategy for lines similar to directives, with other bytes between."""
    line = st.builds(
        lambda colon, key, value: f"cargo{colon}{key}{value}".encode(),
        st.sampled_from([":", "::", ":::", ""]),
        st.sampled_from(ALL_KEYS),
        st.builds("=".join, st.lists(values, max_size=3)),
    )
    return st.lists(line | st.binary(max_size=20)).map(b"\n".join)


@given(near_directives() | st.binary())
def test_any_output_is_parsed_or_refused(stdout: bytes) -> None:
    with suppress(DirectiveError):
        output = parse(stdout)
        assert output.keys() == empty_output().keys()
        assert json.loads(json.dumps(output)) == output


@given(st.lists(st.tuples(st.sampled_from(sorted(KEYS)), values)), st.sampled_from(["cargo:", "cargo::"]))
def test_values_keep_their_order(directives: list[tuple[str, str]], syntax: str) -> None:
    output = parse("\n".join(f"{syntax}{key}={value}" for key, value in directives).encode())
    expected: dict[str, object] = {field: [v for k, v in directives if k == key] for key, field in KEYS.items()}
    assert output == {**empty_output(), **expected}


@given(near_directives())
def test_other_lines_do_not_change_the_output(stdout: bytes) -> None:
    with suppress(DirectiveError):
        assert parse(b"compiling\n\n" + stdout + b"\n\xffcargo::x\nCargo::x=1\n") == parse(stdout)


@given(near_directives() | st.binary())
def test_messages_are_part_of_the_output(stdout: bytes) -> None:
    messages = parse_messages(stdout)
    assert messages["failed"] == bool(messages["errors"])
    if messages["failed"]:
        assert parse(stdout) == messages
