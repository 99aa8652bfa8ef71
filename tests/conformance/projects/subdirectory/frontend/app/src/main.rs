fn main() {
    println!("{} {} {}", lib::hello(), site::one(), env!("FROM"));
}
