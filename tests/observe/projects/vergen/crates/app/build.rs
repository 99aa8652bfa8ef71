use vergen::{Build, Cargo, Emitter, Rustc};

fn main() {
    let cargo = Cargo::builder().dependencies(true).build();
    let mut emitter = Emitter::default();
    emitter.add_instructions(&Build::all_build()).unwrap();
    emitter.add_instructions(&cargo).unwrap();
    emitter.add_instructions(&Rustc::all_rustc()).unwrap();
    emitter.emit().unwrap();
}
