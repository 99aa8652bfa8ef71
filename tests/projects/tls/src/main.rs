use std::sync::Arc;

/// Hash a text with ring's C and assembler, and start a TLS connection without a network.
fn main() {
    let digest = ring::digest::digest(&ring::digest::SHA256, b"abc");
    println!("{}", digest.as_ref()[..4].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let mut connection = rustls::ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    let mut hello = Vec::new();
    connection.write_tls(&mut hello).unwrap();
    // A handshake record starts with 22, and its first message is a ClientHello, number 1.
    println!("{} {}", hello[0], hello[5]);
}
