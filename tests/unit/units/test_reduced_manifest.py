"""The manifest that a proc-macro sees: its data is that of before, its text is the user's, comments included."""

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.units.manifest import reduced_manifest
from cargo_nix.vendor.inheritance import toml_string, toml_value

WORKSPACE = {
    "workspace": {
        "package": {"version": "1.2.3", "description": "of all"},
        "dependencies": {"shared": {"version": "1", "features": ["a"]}, "plain": "2"},
    }
}
MANIFEST = '''# A licence.

# The package.
[package]
name = "app"
version.workspace = true # inherited
description.workspace = true
authors = [
  "[somebody]", # not a table
]
metadata.text = """
[features]
""" # a string

[lints]
workspace = true # gone

[profile.release]
# gone too

# Features of the app.
[features]
#! ### Lights
## turns the light on
light = []
## both
'a "b"' = ["light"] # at its end

[dependencies]
## for everything
shared = { workspace = true, features = ["b"] }
plain.workspace = true
plain.optional = true
itoa = {
  version = "1", # newer
}
[dependencies.long]
version = "1"

[build-dependencies.shared]
# of the script
workspace = true
default-features = false

[dev-dependencies]
# gone as well
insta = "1"

[target.'cfg(unix)'.dev-dependencies]
libc = "1"

[[bin]]
name = "other"

[[package.metadata.list]]
one = 1 # of a list
'''
REDUCED = '''# The package.
[package]
name = "app"
version = "1.2.3"
metadata.text = """
[features]
""" # a string

# Features of the app.
[features]
#! ### Lights
## turns the light on
light = []
## both
'a "b"' = ["light"] # at its end

[dependencies]
## for everything
shared = { "version" = "1", "features" = ["a", "b"] }
plain = { "version" = "2", "optional" = true }
itoa = {
  version = "1", # newer
}
[dependencies.long]
version = "1"

[build-dependencies.shared]
version = "1"
features = ["a"]
# of the script

[[package.metadata.list]]
one = 1 # of a list
'''


def _reduced(text: str) -> str:
    return reduced_manifest(tomli.loads(text), WORKSPACE, text)


def test_comments_stay_where_they_stand() -> None:
    assert _reduced(MANIFEST) == REDUCED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"[somebody]", # not a table', '"x"'),
        ("description.workspace = true\n", 'description = "new"\nhomepage = "x"\n'),
        ('# gone as well\ninsta = "1"', 'insta = "2" # new\nproptest = "1"'),
        ('libc = "1"', 'libc = "2"'),
        ("workspace = true # gone", 'rust.unused = "deny"'),
        ("# gone too", "lto = true # new"),
        ("# A licence.", "# Another."),
    ],
)
def test_what_no_macro_asks_makes_no_other_text(old: str, new: str) -> None:
    edited = MANIFEST.replace(old, new)
    assert edited != MANIFEST
    assert _reduced(edited) == REDUCED


def test_what_cannot_be_cut_is_written_anew() -> None:
    text = '[package]\nname = "app"\n[package.version]\nworkspace = true\n# lost\n'
    assert _reduced(text) == '[package]\nname = "app"\nversion = "1.2.3"\n'


_NAMES = st.text(alphabet="ab-.\"' é", min_size=1, max_size=3)
_TRUE = st.sampled_from([True])
_DEPENDENCY = st.one_of(
    st.just("1"),
    st.fixed_dictionaries({"version": st.just("1")}, optional={"features": st.lists(_NAMES), "path": _NAMES}),
    st.fixed_dictionaries({"workspace": _TRUE}, optional={"features": st.lists(_NAMES), "optional": st.booleans()}),
)
_DEPENDENCIES = st.dictionaries(st.one_of(_NAMES, st.sampled_from(["shared", "plain"])), _DEPENDENCY, max_size=3)
_KINDS = st.fixed_dictionaries(
    {}, optional={"dependencies": _DEPENDENCIES, "build-dependencies": _DEPENDENCIES, "dev-dependencies": _DEPENDENCIES}
)
_PACKAGE = st.fixed_dictionaries(
    {"name": st.just("app"), "version": st.sampled_from(["1.0.0", {"workspace": True}])},
    optional={
        "description": st.sampled_from(["[x]\n# y\n", {"workspace": True}]),
        "metadata": st.dictionaries(_NAMES, st.one_of(st.text(), st.lists(st.dictionaries(_NAMES, st.integers())))),
    },
)
_OTHERS = st.fixed_dictionaries(
    {"package": _PACKAGE},
    optional={
        "features": st.dictionaries(_NAMES, st.lists(_NAMES)),
        "target": st.dictionaries(_NAMES, _KINDS),
        "lib": st.just({"proc-macro": True}),
        "profile": st.just({"release": {"lto": True}}),
        "workspace": st.just({"members": ["x"]}),
        "bin": st.just([{"name": "x"}]),
    },
)
_MANIFESTS = st.builds(lambda one, two: {**one, **two}, _OTHERS, _KINDS)


def _inline(manifest: dict[str, object]) -> str:
    return "".join(f"{toml_string(key)} = {toml_value(value)}\n" for key, value in manifest.items())


def _commented(manifest: dict[str, object]) -> str:
    return "".join(f"# {n}\n{line}\n" for n, line in enumerate(tomli_w.dumps(manifest).split("\n")))


@given(_MANIFESTS)
def test_the_data_is_that_of_the_reduced_manifest(manifest: dict[str, object]) -> None:
    expected = tomli.loads(reduced_manifest(manifest, WORKSPACE))
    for text in (_inline(manifest), _commented(manifest), tomli_w.dumps(manifest, multiline_strings=True)):
        assert tomli.loads(text) == manifest
        assert tomli.loads(reduced_manifest(manifest, WORKSPACE, text)) == expected


@given(_MANIFESTS.filter(lambda manifest: "features" in manifest))
def test_comments_of_features_are_never_lost(manifest: dict[str, object]) -> None:
    text = tomli_w.dumps(manifest).replace("[features]\n", "[features]\n## kept\n")
    shown = [line for line in reduced_manifest(manifest, WORKSPACE, text).split("\n") if line == "## kept"]
    is_inherited_by_header = isinstance(manifest["package"]["version"], dict)  # type: ignore[index]
    assert shown == ([] if is_inherited_by_header else ["## kept"])
