mod own {
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}

fn main() {
    // One directory, not a copy for each target, and it is there while the program's tests run.
    assert_eq!(env!("OUT_DIR"), out_dir::OUT_DIR);
    println!("{} {}", own::TEXT, out_dir::TEXT);
}
