//! The accept loop: from a listening socket to requests in the router.
//!
//! Our own, since axum's sets no time limit on the head of a request, and
//! because a class behind one address and a flood from one address look the
//! same until heads arrive: what is counted per source is connections that
//! have not yet sent one.

use std::{
    collections::HashMap,
    convert::Infallible,
    net::SocketAddr,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::config::{Http, TrustedProxies};
use app::session::limits::Source;

/// Largest head of a request; ours need 2 KiB.
const MAX_HEAD: usize = 16 * 1024;
/// Largest read and write buffer of a connection. hyper's own 400 KiB, times
/// thousands of connections, would be more memory than small servers have.
const MAX_BUFFER: usize = 64 * 1024;
/// Time for requests in flight once the server stops. What is left is cut off,
/// so that the process is gone within 10 s.
const DRAIN: Duration = Duration::from_secs(8);
/// Pause after an accept that failed for lack of file handles.
const PAUSE: Duration = Duration::from_millis(200);

/// What the loop takes from connections.
#[derive(Debug, Clone)]
pub struct Edge {
    /// Longest time for the head of a request, and for an idle connection.
    pub header_timeout: Duration,
    /// Connections at once; more wait in the kernel's queue.
    pub max_connections: u32,
    /// Connections per source without a whole request head; more are closed.
    pub max_pending_per_source: u32,
    /// Peers that carry many people's requests and are not counted.
    pub trusted_proxies: TrustedProxies,
    /// Longest time for requests in flight once the server stops.
    pub drain: Duration,
}

impl From<&Http> for Edge {
    fn from(http: &Http) -> Self {
        Self {
            header_timeout: http.header_timeout(),
            max_connections: http.max_connections,
            max_pending_per_source: http.max_pending_per_source,
            trusted_proxies: http.trusted_proxies.clone(),
            drain: DRAIN,
        }
    }
}

/// Serves until `stop`, then lets requests in flight finish.
///
/// Every request carries `ConnectInfo<SocketAddr>`. Replies without an end
/// (event streams) have to end by themselves on the same token, or the drain
/// time runs out.
pub async fn serve(listener: TcpListener, router: Router, edge: Edge, stop: CancellationToken) {
    let room = Arc::new(Semaphore::new(edge.max_connections as usize));
    let pending = Arc::new(Pending::default());
    let connections = TaskTracker::new();
    let cut_off = CancellationToken::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = accept(&listener, &room) => accepted,
        };
        let Some((stream, peer, permit)) = accepted else { continue };
        let counted = !edge.trusted_proxies.trusts(peer.ip());
        let place =
            counted.then(|| pending.enter(Source::of(peer.ip()), edge.max_pending_per_source));
        if place.as_ref().is_some_and(Option::is_none) {
            tracing::debug!("a connection was closed: its source has too many without a request");
            continue;
        }
        let connection = Connection { stream, peer, permit, place: place.flatten() };
        let served = connection.serve(router.clone(), edge.header_timeout, stop.clone());
        connections.spawn(cut_off.clone().run_until_cancelled_owned(served));
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(edge.drain, connections.wait()).await.is_err() {
        tracing::warn!(connections = connections.len(), "cut off connections that did not finish");
        cut_off.cancel();
        connections.wait().await;
    }
}

/// The next connection, once there is room for it.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let permit = room.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, permit)),
        // The client was gone before we came: nothing of ours is wrong.
        Err(error) if is_about_the_client(&error) => None,
        Err(error) => {
            tracing::error!(%error, "cannot accept connections");
            tokio::time::sleep(PAUSE).await;
            None
        }
    }
}

fn is_about_the_client(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// One accepted connection.
struct Connection {
    stream: TcpStream,
    peer: SocketAddr,
    /// Held until the connection is closed.
    permit: OwnedSemaphorePermit,
    /// Held until the first request head is complete.
    place: Option<Place>,
}

impl Connection {
    async fn serve(self, router: Router, header_timeout: Duration, stop: CancellationToken) {
        let Self { stream, peer, permit, place } = self;
        // Small replies must not wait for the next packet; if this fails the
        // connection is gone anyway.
        let _ = stream.set_nodelay(true);
        let head_seen = CancellationToken::new();
        let seen = head_seen.clone();
        let place = Mutex::new(place);
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            seen.cancel();
            drop(place.lock().unwrap_or_else(PoisonError::into_inner).take());
            answer(router.clone(), peer, request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(header_timeout)
            .max_header_size(MAX_HEAD)
            .max_buf_size(MAX_BUFFER)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = pin!(connection);
        // Errors here are broken connections, late heads and malformed
        // requests: the client's doing, and it has been told.
        tokio::select! {
            _ = connection.as_mut() => {}
            () = stop.cancelled() => {
                // Who has not asked anything yet is owed no answer.
                if head_seen.is_cancelled() {
                    connection.as_mut().graceful_shutdown();
                    let _ = connection.await;
                }
            }
        }
        drop(permit);
    }
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    request: hyper::Request<Incoming>,
) -> Result<axum::response::Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await
}

/// How many connections each source has that have not sent a request head.
#[derive(Debug, Default)]
struct Pending {
    counts: Mutex<HashMap<Source, u32>>,
}

impl Pending {
    /// A place for one more, if the source has fewer than `most`.
    fn enter(self: &Arc<Self>, source: Source, most: u32) -> Option<Place> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(source).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place { pending: self.clone(), source })
    }
}

/// One counted connection; dropping it counts it off.
#[derive(Debug)]
struct Place {
    pending: Arc<Pending>,
    source: Source,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.pending.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.source) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.source);
            }
        }
    }
}

#[cfg(test)]
mod tests;
