//! Makes the `libcommon.a` that the program is to find, though others make one too.
fn main() {
    archive("", "common", "int common_value(void) { return 1; }");
    println!("cargo::rustc-link-search=native={}", std::env::var("OUT_DIR").unwrap());
    // Not `static`: the linker finds it, by the order of the search paths.
    println!("cargo::rustc-link-lib=common");
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
