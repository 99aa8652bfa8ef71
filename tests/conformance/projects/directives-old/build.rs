fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    println!("cargo:rustc-link-lib=static=one");
    println!("cargo:rustc-link-lib=dylib=two");
    println!("cargo:rustc-link-search=native=/opt/elsewhere");
    println!("cargo:rustc-link-search={out}/native");
    println!("cargo:rustc-link-search=native={out}/second");
    println!("cargo:rustc-flags=-l three -L/opt/flags");
    println!("cargo:rustc-link-arg=-Wl,--all=1");
    println!("cargo:rustc-link-arg-bins=-Wl,--bins");
    println!("cargo:rustc-link-arg-bin=tool=-Wl,--tool");
    println!("cargo:rustc-link-arg-tests=-Wl,--tests");
    println!("cargo:rustc-link-arg-examples=-Wl,--examples");
    println!("cargo:rustc-link-arg-benches=-Wl,--benches");
    println!("cargo:rustc-link-arg-cdylib=-Wl,--cdylib");
    println!("cargo:rustc-cdylib-link-arg=-Wl,--old-cdylib");
    println!("cargo:rustc-cfg=seen");
    println!("cargo:rustc-cfg=level=\"high\"");
    println!("cargo:rustc-check-cfg=cfg(seen)");
    println!("cargo:rustc-check-cfg=cfg(level, values(\"high\"))");
    println!("cargo:rustc-env=GREETING=good morning, 'you' = $me");
    // Where cargo's channel lets a script say it, it is a warning and no more.
    println!("cargo:rustc-env=RUSTC_BOOTSTRAP=1");
    println!("cargo:warning=of no weight");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=HOME");
    println!("cargo:key=value");
    println!("cargo:error=is metadata here");
}
