use minijinja::{context, Environment};

pub fn hello(name: &str) -> String {
    let mut env = Environment::new();
    minijinja_embed::load_templates!(&mut env);
    env.get_template("hello.txt").unwrap().render(context! { name }).unwrap()
}

#[test]
fn the_template_is_there() {
    assert_eq!(hello("x"), "Hello x");
}
