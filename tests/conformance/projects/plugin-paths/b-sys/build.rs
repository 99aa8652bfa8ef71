// Search paths of every kind: in OUT_DIR, beside it with its name as a prefix, and of the system.
use std::env;

fn main() {
    let out = env::var("OUT_DIR").unwrap();
    println!("cargo:root={out}");
    println!("cargo:rustc-link-search=native={out}/lib");
    println!("cargo:rustc-link-search=/usr/lib/outside");
    println!("cargo:rustc-link-search=all={out}2");
    println!("cargo:rustc-link-search={out}/../sibling");
    println!("cargo:rustc-link-search=framework={out}/fw");
    println!("cargo:rustc-link-search=odd={out}/odd");
    if let Ok(b) = env::var("DEP_B_ROOT") {
        println!("cargo:rustc-link-search=native={b}/other");
    }
}
