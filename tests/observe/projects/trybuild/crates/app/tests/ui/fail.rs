fn main() {
    let _: &str = app::number!(1);
}
