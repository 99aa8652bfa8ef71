use askama::Template;

#[derive(Template)]
#[template(path = "hello.html")]
pub struct Hello<'a> {
    pub name: &'a str,
}

#[test]
fn the_page_has_its_frame() {
    assert_eq!(Hello { name: "x" }.render().unwrap(), "<html>Hello x</html>");
}
