fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo::rustc-link-search=native=/opt/wrapper");
    println!("cargo::rustc-link-search=native={out}/lib");
    println!("cargo::rustc-link-lib=wrapper");
    println!("cargo::metadata=found-it=in wrapper = yes");
    println!("cargo:include={out}/include");
    println!("cargo::rustc-link-arg-cdylib=-Wl,--wrapper");
}
