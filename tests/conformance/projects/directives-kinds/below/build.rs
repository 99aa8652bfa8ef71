fn main() {
    println!("cargo::metadata=some.key-here=dots");
    println!("cargo:lower_UPPER=old = syntax");
    println!("cargo:twice=first");
    println!("cargo:twice=second");
    println!("cargo::rustc-link-search=native=/opt/all");
    println!("cargo::rustc-link-lib=below");
}
