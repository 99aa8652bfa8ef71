pub mod parts {
    tonic::include_proto!("parts");
}
pub mod greet {
    tonic::include_proto!("greet");
}
