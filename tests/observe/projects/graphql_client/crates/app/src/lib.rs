use graphql_client::GraphQLQuery;

#[derive(GraphQLQuery)]
#[graphql(schema_path = "../../api/schema.graphql", query_path = "../../api/name.graphql")]
pub struct Name;
