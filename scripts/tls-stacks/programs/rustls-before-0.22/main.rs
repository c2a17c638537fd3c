use std::{env, error::Error, io::Write, net::TcpStream, sync::Arc};

#[cfg(feature = "v0_20")]
use rustls_0_20 as rustls;
#[cfg(feature = "v0_21")]
use rustls_0_21 as rustls;

use rustls::{ClientConfig, ClientConnection, RootCertStore, Stream};

/// It trusts nobody: its ClientHello is sent all the same.
fn main() -> Result<(), Box<dyn Error>> {
    let port = env::args().nth(1).ok_or("no port")?;
    let config = ClientConfig::builder()
        .with_safe_defaults()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let mut connection = ClientConnection::new(Arc::new(config), "localhost".try_into()?)?;
    let mut socket = TcpStream::connect(format!("127.0.0.1:{port}"))?;
    Stream::new(&mut connection, &mut socket).flush()?;
    Ok(())
}
