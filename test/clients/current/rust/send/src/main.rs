//! Sends one message with lettre: `send rustls` or `send native-tls`. The set-up is in MAIL_… variables.
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Message, SmtpTransport, Transport};
use std::{env, error::Error, fs, process::exit, time::Duration};

fn optional(name: &str) -> Option<String> {
    env::var(format!("MAIL_{name}")).ok()
}

fn setting(name: &str) -> Result<String, Box<dyn Error>> {
    optional(name).ok_or_else(|| format!("MAIL_{name} is not set").into())
}

fn parameters(stack: &str) -> Result<TlsParameters, Box<dyn Error>> {
    let mut builder = TlsParameters::builder(setting("HOST")?);
    if let Some(file) = optional("CA") {
        builder = builder.add_root_certificate(Certificate::from_pem(&fs::read(file)?)?);
    }
    Ok(match stack {
        "rustls" => builder.build_rustls()?,
        "native-tls" => builder.build_native()?,
        _ => return Err(format!("{stack} is neither rustls nor native-tls").into()),
    })
}

fn send(stack: &str) -> Result<(), Box<dyn Error>> {
    let tls = match setting("TLS")?.as_str() {
        "none" => Tls::None,
        "implicit" => Tls::Wrapper(parameters(stack)?),
        _ => Tls::Required(parameters(stack)?),
    };
    let mut transport = SmtpTransport::builder_dangerous(setting("HOST")?)
        .port(setting("PORT")?.parse()?)
        .timeout(Some(Duration::from_millis(setting("TIMEOUT_MS")?.parse()?)))
        .tls(tls);
    if let (Some(user), Some(password)) = (optional("USER"), optional("PASSWORD")) {
        transport = transport.credentials(Credentials::new(user, password));
    }
    let mut message = Message::builder()
        .from(setting("FROM")?.parse::<Mailbox>()?)
        .subject(setting("SUBJECT")?)
        .header(ContentType::TEXT_PLAIN);
    for address in setting("TO")?.split(',') {
        message = message.to(address.parse()?);
    }
    transport.build().send(&message.body("Hello".to_owned())?)?;
    Ok(())
}

fn main() {
    let stack = env::args().nth(1).unwrap_or_default();
    if stack == "--version" {
        // Without its date.
        let version = openssl::version::version();
        println!("{}", version.split(' ').take(2).collect::<Vec<_>>().join(" "));
        return;
    }
    if let Err(error) = send(&stack) {
        eprintln!("{error:?}");
        exit(1);
    }
}
