use std::{env, error::Error, net::TcpStream};

fn main() -> Result<(), Box<dyn Error>> {
    let port = env::args().nth(1).ok_or("no port")?;
    let connector = native_tls::TlsConnector::builder()
        .danger_accept_invalid_certs(true)
        .danger_accept_invalid_hostnames(true)
        .build()?;
    connector.connect("localhost", TcpStream::connect(format!("127.0.0.1:{port}"))?)?;
    Ok(())
}
