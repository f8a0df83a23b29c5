//! Running many clients at once and summing up.

use super::client::Client;
use std::{
    future::Future,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

/// Measured times, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    /// Of measured times in any order.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// How many were measured.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Time within which this part of them was done, in milliseconds.
    pub fn within(&self, part: f64) -> f64 {
        let index = ((self.0.len() as f64 * part) as usize).min(self.0.len().saturating_sub(1));
        self.0.get(index).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// One line of the table.
    pub fn line(&self, name: &str) -> String {
        format!(
            "{name:<46} {:>5} times   p50 {:>6.1}  p95 {:>6.1}  p99 {:>6.1}  last {:>6.1} ms",
            self.count(),
            self.within(0.50),
            self.within(0.95),
            self.within(0.99),
            self.within(1.0)
        )
    }
}

/// What a run came to.
pub struct Outcome {
    /// Completed rounds a second.
    pub rate: f64,
    /// Times of single rounds.
    pub times: Times,
    /// Rounds that failed.
    pub failed: usize,
}

impl Outcome {
    /// One line of the table.
    pub fn line(&self, name: &str, clients: usize) -> String {
        format!(
            "{name:<46} {clients:>3} clients {:>8.0}/s   p50 {:>6.1}  p95 {:>6.1}  p99 {:>6.1} ms   failed {}",
            self.rate,
            self.times.within(0.50),
            self.times.within(0.95),
            self.times.within(0.99),
            self.failed
        )
    }
}

/// One round of a client: borrowed connection and round number in, whether it went well out.
pub type Round = Arc<
    dyn for<'c> Fn(&'c mut Client, usize) -> Pin<Box<dyn Future<Output = bool> + Send + 'c>>
        + Send
        + Sync,
>;

/// Lets `clients` connections repeat a round for a while; the number tells rounds apart.
pub async fn repeat(host: SocketAddr, clients: usize, during: Duration, round: Round) -> Outcome {
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..clients {
        let round = Arc::clone(&round);
        tasks.spawn(async move {
            let (mut times, mut failed, mut count) = (Vec::new(), 0, 0);
            let Ok(mut client) = Client::connect(host).await else { return (times, 1) };
            while start.elapsed() < during {
                let began = Instant::now();
                if round(&mut client, number + count * clients).await {
                    times.push(began.elapsed())
                } else {
                    failed += 1
                }
                count += 1;
            }
            (times, failed)
        });
    }
    let results = tasks.join_all().await;
    let elapsed = start.elapsed().as_secs_f64();
    let failed = results.iter().map(|(_, failed)| failed).sum();
    let times = Times::of(results.into_iter().flat_map(|(times, _)| times).collect());
    Outcome { rate: times.count() as f64 / elapsed, times, failed }
}
