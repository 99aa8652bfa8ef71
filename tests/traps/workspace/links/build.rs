//! Metadata under keys of its own, in both syntaxes.
fn main() {
    println!("cargo::metadata=FOUND=yes and 'quoted' = $HOME");
    println!("cargo:any.key-here=old");
}
