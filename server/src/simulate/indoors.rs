//! Simulated phones inside the server: their requests go straight into its own router.

use super::{
    pace::Pace,
    phone::Phone,
    transport::{Transport, TransportError},
};
use app::{
    session::token::random_bytes,
    workshop::service::{MOST_PHONES, SimulatedPhones},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, Response},
};
use domain::id::WorkshopId;
use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// Largest page that is read; ours are a tenth of that.
const LARGEST_PAGE: usize = 1024 * 1024;

/// The application's router as a way to the application.
struct OwnRouter {
    router: Router,
    host: String,
}

impl Transport for OwnRouter {
    async fn send(&self, request: Request<String>) -> Result<Response<String>, TransportError> {
        let mut request = request.map(Body::from);
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        request.extensions_mut().insert(ConnectInfo(peer));
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (head, body) = response.into_parts();
        let body = to_bytes(body, LARGEST_PAGE).await;
        let body = body.map_err(|cause| TransportError(cause.to_string()))?;
        Ok(Response::from_parts(head, String::from_utf8_lossy(&body).into_owned()))
    }

    fn authority(&self) -> &str {
        &self.host
    }
}

/// Sends phones into workshops of this server and knows how many there are.
pub struct PhonesIndoors {
    transport: Arc<OwnRouter>,
    pace: Pace,
    seed: u64,
    number: AtomicU64,
    inside: Arc<Mutex<HashMap<WorkshopId, usize>>>,
    stop: CancellationToken,
}

impl PhonesIndoors {
    /// For the server behind this router, which calls itself `host`, until it stops.
    #[must_use]
    pub fn new(router: Router, host: &str, stop: CancellationToken) -> Self {
        let seed = u64::from_be_bytes(random_bytes());
        Self::repeatable(router, host, Pace::LIVELY, seed, stop)
    }

    /// As [`PhonesIndoors::new`] at another pace, always the same phones for a seed.
    #[must_use]
    pub fn repeatable(
        router: Router,
        host: &str,
        pace: Pace,
        seed: u64,
        stop: CancellationToken,
    ) -> Self {
        Self {
            transport: Arc::new(OwnRouter { router, host: host.to_owned() }),
            pace,
            seed,
            number: AtomicU64::new(0),
            inside: Arc::default(),
            stop,
        }
    }
}

impl SimulatedPhones for PhonesIndoors {
    fn send_in(&self, workshop: WorkshopId, door: &str, phones: usize) {
        for _ in 0..phones {
            let Some(place) = Place::take(&self.inside, workshop) else { return };
            let number = self.number.fetch_add(1, Ordering::Relaxed);
            let phone = Phone::new(Arc::clone(&self.transport), door, self.pace, self.seed, number);
            let stop = self.stop.clone();
            tokio::spawn(async move {
                let _place = place;
                tokio::select! {
                    () = stop.cancelled() => {}
                    _ = phone.take_part() => {}
                }
            });
        }
    }

    fn taking_part(&self, workshop: WorkshopId) -> usize {
        lock(&self.inside).get(&workshop).copied().unwrap_or(0)
    }
}

type Inside = Mutex<HashMap<WorkshopId, usize>>;

fn lock(inside: &Inside) -> std::sync::MutexGuard<'_, HashMap<WorkshopId, usize>> {
    // Numbers cannot be left half-changed by a panic.
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A phone's place in a workshop; free again when dropped.
struct Place {
    inside: Arc<Inside>,
    workshop: WorkshopId,
}

impl Place {
    fn take(inside: &Arc<Inside>, workshop: WorkshopId) -> Option<Self> {
        let mut counts = lock(inside);
        let count = counts.entry(workshop).or_default();
        if *count >= MOST_PHONES {
            return None;
        }
        *count += 1;
        Some(Self { inside: Arc::clone(inside), workshop })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = lock(&self.inside);
        if let Some(count) = counts.get_mut(&self.workshop) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.workshop);
            }
        }
    }
}
