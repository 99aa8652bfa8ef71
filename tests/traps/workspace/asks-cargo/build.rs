//! Asks cargo for the graph, as shadow-rs does, and the network for an answer: both end at once.
use std::{env, net::TcpStream, process::Command, time::Duration, time::Instant};

fn main() {
    let cargo = env::var("CARGO").unwrap();
    let version = Command::new(&cargo).arg("--version").output().unwrap();
    assert!(version.stdout.starts_with(b"cargo "), "{version:?}");
    for question in [&["metadata", "--format-version", "1"][..], &["tree"]] {
        let started = Instant::now();
        let asked = Command::new(&cargo).args(question).output().unwrap();
        // An answer, or a refusal in cargo's words.
        assert!(asked.status.success() || asked.stderr.starts_with(b"error"), "{asked:?}");
        assert!(started.elapsed() < Duration::from_secs(10), "{question:?}");
    }
    let started = Instant::now();
    assert!(TcpStream::connect_timeout(&"192.0.2.1:443".parse().unwrap(), Duration::from_secs(60)).is_err());
    assert!(started.elapsed() < Duration::from_secs(10));
}
