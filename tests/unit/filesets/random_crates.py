"""Random crates on disk, in the layout of real crates; rustc is the judge."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from hypothesis import strategies as st

CFGS = ("", "", "", "#[cfg(test)]", "#[cfg(not(test))]", "#[cfg(unix)]", "#[cfg(windows)]", "#[cfg(all(test, unix))]",
        "#[cfg(any(test, windows))]", "#[cfg(any())]")  # fmt: skip
SHAPES = ("file", "mod.rs", "path", "cfg_attr", "inline", "inline path", "block", "passed", "macro",
          "link", "str", "bytes", "manifest", "code", "doc")  # fmt: skip
LEAVES = frozenset({"str", "bytes", "manifest", "doc"})


@dataclass(frozen=True)
class Node:
    """An item that loads a file, and the items of the loaded file."""

    shape: str
    cfg: str
    below: tuple["Node", ...] = ()


def nodes() -> st.SearchStrategy[tuple[Node, ...]]:
    """Return a strategy for the items of a crate root."""
    leaf = st.builds(Node, shape=st.sampled_from(SHAPES), cfg=st.sampled_from(CFGS))
    tree = st.recursive(
        leaf,
        lambda inner: st.builds(
            Node,
            shape=st.sampled_from(SHAPES),
            cfg=st.sampled_from(CFGS),
            below=st.lists(inner, max_size=3).map(tuple),
        ),
        max_leaves=12,
    )
    return st.lists(tree, min_size=1, max_size=4).map(tuple)


@dataclass
class Writer:
    """Writes a crate; ``unused`` are files that the scan has to take and rustc on this machine does not read."""

    root: Path
    unused: set[str] = field(default_factory=set)
    written_paths: list[str] = field(default_factory=list)
    count: int = 0

    def write_crate(self, below: tuple[Node, ...]) -> None:
        """Write ``src/lib.rs``, the files it loads, and files that no code loads."""
        for path in ("README.md", "src/orphan.rs", "src/data.bin"):
            self._write(PurePosixPath(path), "")
        self.write_file(PurePosixPath("src/lib.rs"), PurePosixPath("src"), None, below)

    def write_file(
        self, path: PurePosixPath, home: PurePosixPath, relative: str | None, below: tuple[Node, ...]
    ) -> None:
        """Write a source file whose modules are in ``home``, below ``relative`` if an item has no path."""
        items = [self._item(node, path, home, relative) for node in below]
        head = "macro_rules! pass { ($($t:tt)*) => { $($t)* } }\n" if path.name == "lib.rs" else ""
        self._write(path, head + "\n".join(items) + "\n")

    def _write(self, path: PurePosixPath, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)
        self.written_paths.append(str(path))

    def _move(self, path: PurePosixPath, target: PurePosixPath) -> None:
        """Move the file to ``target``, and leave a symlink at ``path``."""
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / target)
        (self.root / path).symlink_to("../" * (len(path.parts) - 1) + str(target))
        self.written_paths.append(str(target))

    def _item(self, node: Node, file: PurePosixPath, home: PurePosixPath, relative: str | None) -> str:
        self.count += 1
        name = f"m{self.count}"
        if node.shape in LEAVES:
            return f"{node.cfg} {self._data(node.shape, name, file)}"
        base = home / (relative or "")
        if node.shape == "inline":
            items = [self._item(child, file, base / name, None) for child in node.below]
            return f"{node.cfg} mod {name} {{ {' '.join(items)} }}"
        if node.shape == "inline path":
            items = [self._item(child, file, home / f"d_{name}", None) for child in node.below]
            return f'#[path = "d_{name}"] {node.cfg} pub mod {name} {{ {" ".join(items)} }}'
        return self._module(node, name, file, home, base)

    def _data(self, shape: str, name: str, file: PurePosixPath) -> str:
        self._write(file.parent / f"{name}.txt", "text")
        literal = f'"{name}.txt"'
        if shape == "manifest":
            literal = f'concat!(env!("CARGO_MANIFEST_DIR"), "/", "{file.parent / name}", ".txt",)'
        if shape == "doc":
            return f"#[doc = include_str!({literal})] pub struct {name.upper()};"
        if shape == "bytes":
            return f"pub const {name.upper()}: &[u8] = std::include_bytes!({literal});"
        return f"pub fn {name}() -> usize {{ include_str!({literal}).len() }}"

    def _module(self, node: Node, name: str, file: PurePosixPath, home: PurePosixPath, base: PurePosixPath) -> str:
        cfg, below = node.cfg, node.below
        match node.shape:
            case "file" | "link" | "passed" | "macro":
                return self._named(node, name, base)
            case "mod.rs":
                self.write_file(base / name / "mod.rs", base / name, None, below)
                return f"{cfg} pub mod {name};"
            case "path":
                self.write_file(home / "p" / f"{name}_.rs", home / "p", None, below)
                return f'#[path = "p/{name}_.rs"] {cfg} mod {name};'
            case "cfg_attr":
                self.write_file(home / f"{name}_unix.rs", home, None, below)
                self.write_file(home / f"{name}_windows.rs", home, None, ())
                self.unused.add(str(home / f"{name}_windows.rs"))
                return (
                    f'{cfg} #[cfg_attr(windows, path = "{name}_windows.rs")] '
                    f'#[cfg_attr(unix, path = "{name}_unix.rs")] mod {name};'
                )
            case "code":
                self.write_file(file.parent / "c" / f"{name}.rs", file.parent / "c", None, below)
                return f'{cfg} mod {name} {{ include!("c/{name}.rs"); }}'
            case _:
                pass
        self.write_file(home / f"{name}_block.rs", home, None, below)
        return f'{cfg} fn f{name}() {{ #[path = "{name}_block.rs"] mod {name}; }}'

    def _named(self, node: Node, name: str, base: PurePosixPath) -> str:
        """Declare a module with the default path: as an item, as an argument of a macro, or in a macro's body."""
        before = len(self.written_paths)
        self.write_file(base / f"{name}.rs", base, name, node.below)
        if node.shape == "link":
            self._move(base / f"{name}.rs", PurePosixPath("real", f"{name}_real.rs"))
        text = f"{node.cfg} mod {name};"
        if node.shape == "macro":
            if node.cfg:  # a condition inside a macro's body is not followed
                self.unused.update(self.written_paths[before:])
            return f"macro_rules! x{name} {{ () => {{ {text} }} }} x{name}!();"
        return f"{node.cfg} pass! {{ mod {name}; }}" if node.shape == "passed" else text
