//! Sends one message with mail-send. The set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults leaves the rest to it.
use mail_send::SmtpClientBuilder;
use mail_send::smtp::message::Message;
use std::{env, error::Error, process::exit, time::Duration};

fn optional(name: &str) -> Option<String> {
    env::var(format!("MAIL_{name}")).ok()
}

fn setting(name: &str) -> Result<String, Box<dyn Error>> {
    optional(name).ok_or_else(|| format!("MAIL_{name} is not set").into())
}

fn message() -> Result<Message<'static>, Box<dyn Error>> {
    let (from, to) = (setting("FROM")?, setting("TO")?.replace(',', ", "));
    let body = format!(
        "From: {from}\r\nTo: {to}\r\nSubject: {}\r\n\r\nHello\r\n",
        setting("SUBJECT")?
    );
    let to: Vec<String> = to.split(", ").map(str::to_owned).collect();
    Ok(Message::new(from, to, body.into_bytes()))
}

async fn send() -> Result<(), Box<dyn Error>> {
    let tls = setting("TLS")?;
    let mut builder = SmtpClientBuilder::new(setting("HOST")?, setting("PORT")?.parse()?)?
        .implicit_tls(tls == "implicit");
    if setting("SETTINGS")? != "defaults" {
        builder = builder.timeout(Duration::from_millis(setting("TIMEOUT_MS")?.parse()?));
    }
    if let (Some(user), Some(password)) = (optional("USER"), optional("PASSWORD")) {
        builder = builder.credentials((user, password));
    }
    if tls == "none" {
        builder.connect_plain().await?.send(message()?).await?;
    } else {
        builder.connect().await?.send(message()?).await?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if let Err(error) = runtime.block_on(send()) {
        eprintln!("{error}");
        exit(1);
    }
    Ok(())
}
