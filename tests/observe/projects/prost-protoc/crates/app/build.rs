fn main() {
    std::env::set_var("PROTOC", protoc_bin_vendored_linux_x86_64::protoc_bin_path());
    prost_build::compile_protos(&["../../proto/api/order.proto"], &["../../proto"]).unwrap();
}
