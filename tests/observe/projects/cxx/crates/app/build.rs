fn main() {
    cxx_build::bridge("src/lib.rs")
        .file("../../native/count.cc")
        .include("../../native/include")
        .compile("count");
}
