use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().join("proto");
    let files = protox::compile([root.join("greet.proto")], [&root]).unwrap();
    tonic_prost_build::configure().build_transport(false).compile_fds(files).unwrap();
}
