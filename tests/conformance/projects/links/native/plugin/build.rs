fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo::rustc-link-search=native=/opt/plugin");
    println!("cargo::rustc-link-search=native={out}/lib");
    println!("cargo::rustc-link-lib=plugin");
    println!("cargo::metadata=found-it=in plugin = yes");
    println!("cargo:include={out}/include");
    println!("cargo::rustc-link-arg-cdylib=-Wl,--plugin");
}
