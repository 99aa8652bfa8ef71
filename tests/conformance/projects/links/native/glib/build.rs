fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo::rustc-link-search=native=/opt/glib");
    println!("cargo::rustc-link-search=native={out}/lib");
    println!("cargo::rustc-link-lib=glib");
    println!("cargo::metadata=found-it=in glib = yes");
    println!("cargo:include={out}/include");
    println!("cargo::rustc-link-arg-cdylib=-Wl,--glib");
}
