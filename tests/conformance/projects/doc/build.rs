fn main() {
    println!("cargo::rustc-cfg=asked");
    println!("cargo::rustc-check-cfg=cfg(asked)");
    println!("cargo::rustc-env=OF_SCRIPT=script");
    println!("cargo::rustc-env=CARGO_PKG_NAME=script");
    println!("cargo::rustc-link-search=native=/opt/doc");
    println!("cargo::rustc-link-lib=doc");
    println!("cargo::rustc-link-arg=-Wl,--doc");
}
