//! Makes a `libcommon.a` that would be found in the wrong order, and two libraries of which one needs the other.
fn main() {
    archive("", "common", "int other(void) { return 2; }");
    archive("", "top", "int base_value(void); int top_value(void) { return base_value() + 1; }");
    archive("", "base", "int base_value(void) { return 41; }");
    println!("cargo::rustc-link-search=native={}", std::env::var("OUT_DIR").unwrap());
    // Not bundled: the linker sees them, and takes of `base` only what was missing before.
    println!("cargo::rustc-link-lib=static:-bundle=top");
    println!("cargo::rustc-link-lib=static:-bundle=base");
}

/// Make `OUT_DIR/<directory>/lib<name>.a` of C.
fn archive(directory: &str, name: &str, code: &str) {
    let place = std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join(directory);
    std::fs::create_dir_all(&place).unwrap();
    std::fs::write(place.join(format!("{name}.c")), code).unwrap();
    for command in [format!("cc -c {name}.c -o {name}.o"), format!("ar rcs lib{name}.a {name}.o")] {
        let mut words = command.split(' ');
        let mut program = std::process::Command::new(words.next().unwrap());
        assert!(program.args(words).current_dir(&place).status().unwrap().success(), "{command}");
    }
}
