//! `beredskab vis`: shows the plan in the browser while it is written.
//!
//! Two threads and one end: the one that watches the files makes a new [`preview::Preview`] of every change, and when the
//! user ends it the server sees that no more will come, and ends too.

mod preview;
mod server;
mod shell;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use clap::Args;
use tokio::sync::watch::{self, Sender};

use super::args::{CommonArgs, values};
use super::watch::{Stop, Watch, time_of_day};
use super::{Outcome, help, inputs, print};
use preview::Preview;

/// What `vis` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab vis [FIL] [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab vis kommune.toml\n  beredskab vis kommune.toml --uden-browser --port 8000"
)]
pub struct VisArgs {
    /// Filen med jeres svar (ellers kommune.toml i denne mappe)
    #[arg(value_name = "FIL")]
    pub file: Option<PathBuf>,
    /// Åbn ikke browseren; adressen vises altid
    #[arg(long)]
    pub uden_browser: bool,
    /// Porten, siden vises på (ellers en, der er ledig)
    #[arg(long, value_name = "NUMMER", value_parser = values::port)]
    pub port: Option<u16>,
    #[command(flatten)]
    pub common: CommonArgs,
}

pub fn run(args: &VisArgs) -> Result<Outcome> {
    let file = match &args.file {
        Some(file) => inputs::meant(file),
        None => inputs::usual("vis")?,
    };
    let stop = Stop::from_system()?;
    let listener = listen(args.port)?;
    let address = listener.local_addr().context("Forhåndsvisningens adresse kan ikke aflæses.")?;
    let (sender, receiver) = watch::channel(Arc::new(Preview::first(&file)));
    let watch = Watch::new(file, &args.common);
    let ready = Ready { address, browser: !args.uden_browser };
    let watching = std::thread::spawn(move || watched(&watch, &stop, &sender, &ready));
    server::serve(listener, receiver)?;
    // A thread that broke has told why itself.
    watching.join().map_err(|_| anyhow!("Forhåndsvisningen er stoppet på grund af en fejl."))??;
    print::say("Forhåndsvisningen er stoppet.");
    Ok(Outcome::Fine)
}

/// Only this machine reaches it.
fn listen(port: Option<u16>) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)));
    TcpListener::bind(address).map_err(|error| match port {
        Some(port) if error.kind() == std::io::ErrorKind::AddrInUse => {
            anyhow!("Port {port} er optaget af et andet program. Vælg en anden, eller udelad »--port«.")
        }
        Some(port) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            anyhow!("I har ikke adgang til at bruge port {port}. Vælg en over 1023, eller udelad »--port«.")
        }
        _ => anyhow!("Forhåndsvisningen kan ikke startes ({error})."),
    })
}

/// What to do when there is something to see.
struct Ready {
    address: SocketAddr,
    browser: bool,
}

impl Ready {
    fn tell(&self) {
        let url = format!("http://{}/", self.address);
        print::out(&format!("Forhåndsvisning: {url}\nStop med Ctrl-C.\n"));
        if self.browser && opener::open_browser(&url).is_err() {
            print::say("Browseren kunne ikke åbnes. Åbn selv adressen ovenfor.");
        }
    }
}

/// Watches the files, and hands a preview of every change to the server.
fn watched(watch: &Watch, stop: &Stop, sender: &Sender<Arc<Preview>>, ready: &Ready) -> Result<()> {
    let mut told = false;
    watch.run(stop, |read| {
        let next = sender.borrow().next(&read, &time_of_day());
        sender.send_replace(Arc::new(next));
        if !told {
            ready.tell();
            told = true;
        }
    })
}
