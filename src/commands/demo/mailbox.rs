//! A mail server that keeps what it is given, so that a developer or a test can read the notices.

use std::{
    io,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// One delivered message.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    /// Headers and text as they came.
    pub message: String,
}

/// Listens on a free port of this machine.
#[derive(Clone)]
pub struct Mailbox {
    port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
}

impl Mailbox {
    /// Starts to listen.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let mailbox = Self { port: listener.local_addr()?.port(), mails: Arc::default() };
        let mails = Arc::clone(&mailbox.mails);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(receive(stream, Arc::clone(&mails)));
            }
        });
        Ok(mailbox)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Everything delivered so far, the oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().expect("nobody panics here").clone()
    }
}

/// One SMTP dialogue (RFC 5321), as far as a client of ours speaks it.
async fn receive(stream: TcpStream, mails: Arc<Mutex<Vec<Mail>>>) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mailbox\r\n").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-mailbox\r\n250 8BITMIME\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 OK\r\n"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    message += line.strip_prefix('.').unwrap_or(&line);
                    message += "\r\n";
                }
                mails.lock().expect("nobody panics here").push(Mail { to: to.clone(), message });
                b"250 OK\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"250 OK\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}
