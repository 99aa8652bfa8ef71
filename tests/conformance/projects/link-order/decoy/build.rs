//! Makes a `libcommon.a` that has nothing of what its users want.
fn main() {
    archive("decoy", "common", "int unwanted(void) { return 0; }");
    println!("cargo::metadata=DIRECTORY={}/decoy", std::env::var("OUT_DIR").unwrap());
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
