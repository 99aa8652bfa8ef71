//! Says which libclang the build script had.

fn main() {
    println!("{} for {:?}", env!("LIBCLANG"), env!("ASKED"));
}
