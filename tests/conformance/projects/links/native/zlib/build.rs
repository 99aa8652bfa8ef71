fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo::rustc-link-search=native=/opt/zlib");
    println!("cargo::rustc-link-search=native={out}/lib");
    println!("cargo::rustc-link-lib=zlib");
    println!("cargo::metadata=found-it=in zlib = yes");
    println!("cargo:include={out}/include");
    println!("cargo::rustc-link-arg-cdylib=-Wl,--zlib");
}
