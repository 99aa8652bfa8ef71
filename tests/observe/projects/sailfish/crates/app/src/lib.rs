use sailfish::TemplateSimple;

#[derive(TemplateSimple)]
#[template(path = "hello.stpl")]
pub struct Hello {
    pub name: String,
}
