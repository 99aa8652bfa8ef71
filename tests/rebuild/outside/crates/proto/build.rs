fn main() {
    println!("cargo:rerun-if-changed=../../proto");
    let descriptors = protox::compile(["../../proto/greeter.proto"], ["../../proto"]).unwrap();
    prost_build::compile_fds(descriptors).unwrap();
}
