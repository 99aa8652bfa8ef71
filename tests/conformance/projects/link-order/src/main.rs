fn main() {
    early_sys::nothing();
    println!("{} {}", middle_sys::common(), later_sys::top());
}
