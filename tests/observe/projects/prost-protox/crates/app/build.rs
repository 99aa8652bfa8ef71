fn main() {
    let files = protox::compile(["../../proto/api/order.proto"], ["../../proto"]).unwrap();
    prost_build::compile_fds(files).unwrap();
}
