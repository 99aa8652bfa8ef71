fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo::rustc-link-search=native=/opt/derive");
    println!("cargo::rustc-link-search=native={out}/lib");
    println!("cargo::metadata=found-it=in derive = yes");
    println!("cargo:include={out}/include");
    println!("cargo::rustc-link-arg-cdylib=-Wl,--derive");
}
