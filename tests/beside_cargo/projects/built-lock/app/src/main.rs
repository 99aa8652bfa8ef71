mod info {
    include!(concat!(env!("OUT_DIR"), "/built.rs"));
}

fn main() {
    let app = info::DEPENDENCIES.iter().find(|(name, _)| *name == "app");
    println!("{app:?}");
}
