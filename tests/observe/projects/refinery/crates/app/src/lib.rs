mod embedded {
    refinery::embed_migrations!("../../migrations");
}

#[test]
fn migrations_are_there() {
    assert_eq!(embedded::migrations::runner().get_migrations().len(), 1);
}
