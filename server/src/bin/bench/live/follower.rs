//! A page that follows its workshop, as the island does it: told a new version, it reads itself again.

use crate::{FORM, client::Client};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::mpsc::UnboundedSender;
use uuid::Uuid;

/// A phone waits so long at most before it reads its page again, so that a class does not ask all at
/// once. (Milliseconds, as in the island.)
const SPREAD: u64 = 400;

/// How a page learns that something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a stream.
    Stream,
    /// By asking every few seconds.
    Asking,
}

/// What a follower saw.
pub struct Sight {
    /// Version it was told.
    pub version: String,
    /// When it was told.
    pub heard: Instant,
    /// When it began to read its page again.
    pub asked: Instant,
    /// When it had the page.
    pub shown: Instant,
    /// The page.
    pub page: String,
}

/// What went wrong, over all followers.
#[derive(Default)]
pub struct Trouble {
    /// Streams that ended by themselves.
    pub dropped: AtomicUsize,
    /// Pages that did not come.
    pub failed: AtomicUsize,
    /// Streams that have said something.
    pub open: AtomicUsize,
}

/// A page that follows.
pub struct Follower {
    /// The browser.
    pub client: Client,
    /// Path of the stream.
    pub stream: String,
    /// Path of the page.
    pub page: String,
    /// Whether it reads itself again at once.
    pub hurry: bool,
    /// How it learns of changes.
    pub way: Way,
    /// Where what it sees goes.
    pub sights: UnboundedSender<Sight>,
    /// Where what goes wrong is counted.
    pub trouble: Arc<Trouble>,
}

impl Follower {
    /// Follows until it is stopped.
    pub async fn follow(mut self) {
        loop {
            let gone = match self.way {
                Way::Stream => self.listen().await,
                Way::Asking => self.ask().await,
            };
            if gone.is_err() {
                self.trouble.dropped.fetch_add(1, Ordering::Relaxed);
            }
            tokio::time::sleep(between(500, 1_500)).await;
        }
    }

    async fn listen(&mut self) -> io::Result<()> {
        let mut messages = self.client.twin().stream(&self.stream).await?;
        let mut shown = messages.next().await?;
        self.trouble.open.fetch_add(1, Ordering::Relaxed);
        loop {
            let version = messages.next().await?;
            if version != shown {
                self.renew(&version).await?;
                shown = version;
            }
        }
    }

    async fn ask(&mut self) -> io::Result<()> {
        let address = format!("{}?once", self.stream);
        let mut shown = String::new();
        loop {
            if self.client.send("GET", &address, "", FORM).await?.status != 200 {
                return Err(io::ErrorKind::Other.into());
            }
            let version = self.client.text();
            if shown.is_empty() {
                self.trouble.open.fetch_add(1, Ordering::Relaxed);
            } else if version != shown {
                self.renew(&version).await?;
            }
            shown = version;
            tokio::time::sleep(between(2_500, 4_000)).await;
        }
    }

    async fn renew(&mut self, version: &str) -> io::Result<()> {
        let heard = Instant::now();
        if !self.hurry {
            tokio::time::sleep(between(0, SPREAD)).await;
        }
        let asked = Instant::now();
        if self.client.send("GET", &self.page, "", FORM).await?.status != 200 {
            self.trouble.failed.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        let shown = Instant::now();
        let (version, page) = (version.to_owned(), self.client.text());
        // Nobody listens any more once the measuring is over.
        let _ = self.sights.send(Sight { version, heard, asked, shown, page });
        Ok(())
    }
}

/// Some time between two, in milliseconds.
pub fn between(least: u64, most: u64) -> Duration {
    let (random, _) = Uuid::new_v4().as_u64_pair();
    Duration::from_millis(least + random % (most - least))
}
