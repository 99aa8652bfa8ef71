import pytest

from cargo_nix.lockfile import GitSource, LockedPackage, Lockfile, PackageKey, RegistrySource, parse_lockfile

INDEX = "registry+https://github.com/rust-lang/crates.io-index"
REGISTRY = RegistrySource(raw=INDEX, protocol="registry", url=INDEX.removeprefix("registry+"))
SHA_A, SHA_B, COMMIT = "a" * 64, "b" * 64, "c" * 40

V1 = f"""\
[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "a 1.0.0 ({INDEX})",
 "g 0.2.0 (git+https://example.org/g?branch=a+b#{COMMIT})",
 "local 0.1.0",
]

[[package]]
name = "a"
version = "1.0.0"
source = "{INDEX}"

[[package]]
name = "g"
version = "0.2.0"
source = "git+https://example.org/g?branch=a+b#{COMMIT}"

[[package]]
name = "local"
version = "0.1.0"

[metadata]
"checksum a 1.0.0 ({INDEX})" = "{SHA_A}"
"checksum g 0.2.0 (git+https://example.org/g?branch=a+b#{COMMIT})" = "<none>"
"checksum gone 0.2.0 ({INDEX})" = "{SHA_B}"
"""
V2 = f"""\
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["a", "b 1.0.0", "b 2.0.0", "g 0.2.0 (git+https://example.org/g?branch=a+b)", "g 0.2.0 ({INDEX})"]

[[package]]
name = "a"
version = "1.0.0"
source = "{INDEX}"
checksum = "{SHA_A}"

[[package]]
name = "b"
version = "2.0.0"
source = "{INDEX}"
checksum = "{SHA_A}"

[[package]]
name = "b"
version = "1.0.0"
source = "{INDEX}"
checksum = "{SHA_B}"

[[package]]
name = "g"
version = "0.2.0"
source = "git+https://example.org/g?branch=a+b#{COMMIT}"

[[package]]
name = "g"
version = "0.2.0"
source = "{INDEX}"
checksum = "{SHA_B}"

[[patch.unused]]
name = "unused"
version = "9.0.0"
"""
# The same in versions 3 and 4: they say their number, and 4 encodes what a URL escapes.
V3 = "version = 3\n" + V2
V4 = "version = 4\n" + V2.replace("branch=a+b", "branch=a%2Bb")


def package(
    name: str,
    version: str,
    source: RegistrySource | GitSource | None = REGISTRY,
    checksum: str | None = None,
    dependencies: tuple[PackageKey, ...] = (),
) -> LockedPackage:
    return LockedPackage(
        name=name, version=version, source=source, checksum=checksum, dependencies=dependencies, replace=None
    )


def git(branch: str) -> GitSource:
    return GitSource(
        raw=f"git+https://example.org/g?branch={branch}#{COMMIT}",
        url="https://example.org/g",
        reference_kind="branch",
        reference_name="a+b",
        rev=COMMIT,
    )


def test_version_1() -> None:
    git_key = PackageKey("g", "0.2.0", "git+https://example.org/g?branch=a+b")
    dependencies = (PackageKey("a", "1.0.0", INDEX), git_key, PackageKey("local", "0.1.0", ""))
    assert parse_lockfile(V1) == Lockfile(
        version=1,
        packages=(
            package("a", "1.0.0", checksum=SHA_A),
            package("app", "0.1.0", None, None, dependencies),
            package("g", "0.2.0", git("a+b")),
            package("local", "0.1.0", None),
        ),
    )


@pytest.mark.parametrize(("text", "version", "branch"), [(V2, 2, "a+b"), (V3, 3, "a+b"), (V4, 4, "a%2Bb")])
def test_versions_2_to_4(text: str, version: int, branch: str) -> None:
    b1, b2 = package("b", "1.0.0", checksum=SHA_B), package("b", "2.0.0", checksum=SHA_A)
    g_git, g_registry = package("g", "0.2.0", git(branch)), package("g", "0.2.0", checksum=SHA_B)
    a = package("a", "1.0.0", checksum=SHA_A)
    app = package("app", "0.1.0", None, None, (a.key, b1.key, b2.key, g_git.key, g_registry.key))
    assert parse_lockfile(text) == Lockfile(version=version, packages=(a, app, b1, b2, g_git, g_registry))


def test_a_byte_order_mark() -> None:
    assert parse_lockfile("\ufeff" + V4) == parse_lockfile(V4)


def test_root_table_and_windows_line_ends() -> None:
    text = '[root]\nname = "app"\nversion = "0.1.0"\ndependencies = ["a 1.0.0"]\n'
    text += '[[package]]\nname = "a"\nversion = "1.0.0"\n'
    keys = [package.key for package in parse_lockfile(text.replace("\n", "\r\n")).packages]
    assert keys == [PackageKey("a", "1.0.0", ""), PackageKey("app", "0.1.0", "")]


def test_path_package_comes_before_a_registry_package() -> None:
    entry = '[[package]]\nname = "{}"\nversion = "1.0.0"\n'
    text = entry.format("a") + 'dependencies = ["b 1.0.0"]\n' + entry.format("b") + entry.format("b")
    lockfile = parse_lockfile(text + f'source = "{INDEX}"\n')
    assert lockfile.packages[0].dependencies == (PackageKey("b", "1.0.0", ""),)


def test_replace() -> None:
    text = f'[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "{INDEX}"\nreplace = "a 1.0.0"\n'
    lockfile = parse_lockfile(text + '[[package]]\nname = "a"\nversion = "1.0.0"\n')
    assert [package.replace for package in lockfile.packages] == [None, PackageKey("a", "1.0.0", "")]


def test_empty_file_and_keys() -> None:
    assert parse_lockfile("") == Lockfile(version=1, packages=())
    lockfile = parse_lockfile(V4)
    assert list(lockfile.by_key()) == [package.key for package in lockfile.packages]
    assert str(lockfile.packages[0].key) == f"a 1.0.0 ({INDEX})"
    assert str(PackageKey("app", "0.1.0", "")) == "app 0.1.0"
