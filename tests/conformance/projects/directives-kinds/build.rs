fn main() {
    println!("cargo::rustc-link-lib=static:+whole-archive,-bundle=whole");
    println!("cargo::rustc-link-lib=dylib:+verbatim=libexact.so.1:renamed");
    println!("cargo::rustc-link-lib=twice");
    println!("cargo::rustc-link-lib=other");
    println!("cargo::rustc-link-lib=twice");
    println!("cargo::rustc-link-search=dependency=/opt/dependency");
    println!("cargo::rustc-link-search=crate=/opt/crate");
    println!("cargo::rustc-link-search=framework=/opt/framework");
    println!("cargo::rustc-link-search=all=/opt/all");
    println!("cargo::rustc-link-search=/opt/with=equals");
    println!("cargo::rustc-link-search=native=/opt/all");
    println!("cargo:rustc-flags=-L native=/opt/flag -lflag -l static=other");
    println!("cargo::rustc-link-arg=--with space and $dollar");
    println!("cargo::metadata=nobody=reads this without links");
    println!("   cargo::rustc-cfg=indented   ");
    println!("not a directive");
    println!("cargo::rustc-env=EMPTY=");
    println!("cargo::rustc-env=TWICE=first");
    println!("cargo::rustc-env=TWICE=second");
}
