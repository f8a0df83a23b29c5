//! The real server in this process, on a free port, with a clock that tests move.

use super::{
    browser::Browser,
    engine::{TestDatabase, on_both_engines, runtime},
};
use app::{
    clock::{Clock, hour_on},
    evaluation, retention,
    state::AppState,
    workshop::{self, service::SimulatedPhones},
};
use domain::time::{Day, Timestamp};
use server::{
    accept::{self, Edge},
    config::{Config, DatabaseUrl},
    router::router,
    simulate::{Pace, PhonesIndoors},
    start::{build_state, open_database},
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The day on which every test begins, at ten in the morning in Brussels.
pub const TODAY: &str = "2026-03-24";

/// A running server.
pub struct TestServer {
    /// What it serves.
    pub state: AppState,
    /// Where it listens.
    pub address: SocketAddr,
    hands: Arc<AtomicI64>,
    stop: CancellationToken,
    _phones: Arc<dyn SimulatedPhones>,
}

impl TestServer {
    /// Starts a server on a database.
    pub async fn start(database: &TestDatabase, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::default();
        config.database.url = DatabaseUrl::try_from(database.url()).unwrap();
        config.http.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        change(&mut config);
        let listener = TcpListener::bind(config.http.listen).await.unwrap();
        let address = listener.local_addr().unwrap();
        let db = open_database(&config).await.unwrap();
        let state = build_state(&config, db, address).await.unwrap();
        let today: Day = TODAY.parse().unwrap();
        let hands = Arc::new(AtomicI64::new(hour_on(today, 10, &state.settings.time_zone).0));
        let state = state.with_clock(Clock::Fixed(Arc::clone(&hands)));
        let router = router(&config, state.clone(), address).unwrap();
        let stop = CancellationToken::new();
        let phones: Arc<dyn SimulatedPhones> = Arc::new(PhonesIndoors::repeatable(
            router.clone(),
            &address.to_string(),
            Pace::with_second(Duration::from_millis(10)),
            1,
            stop.clone(),
        ));
        state.phone_box.connect(&phones);
        tokio::spawn(accept::serve(listener, router, Edge::from(&config.http), stop.clone()));
        Self { state, address, hands, stop, _phones: phones }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// Time passes.
    pub fn pass_seconds(&self, seconds: i64) {
        self.hands.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// Time passes.
    pub fn pass_minutes(&self, minutes: i64) {
        self.pass_seconds(minutes * 60);
    }

    /// It is a full hour of a day in the installation's time zone.
    pub fn set_hour(&self, days_from_today: i32, hour: i8) {
        let today: Day = TODAY.parse().unwrap();
        let moment: Timestamp =
            hour_on(today.plus_days(days_from_today), hour, &self.state.settings.time_zone);
        self.hands.store(moment.0, Ordering::SeqCst);
    }

    /// One round of the jobs that the program runs by itself.
    pub async fn run_jobs(&self) {
        workshop::service::close_forgotten(&self.state).await.unwrap();
        evaluation::service::freeze_due(&self.state).await.unwrap();
        evaluation::service::apply_withdrawals(&self.state).await.unwrap();
        while retention::service::delete_due(&self.state).await.unwrap() {}
    }

    /// Ends the server and its connections to the database.
    pub async fn end(self) {
        self.stop.cancel();
        self.state.db.close().await;
    }
}

/// Runs a test against a server on each engine.
pub fn with_server(test: impl AsyncFn(&TestServer)) {
    with_changed_server(|_| {}, test);
}

/// As [`with_server`], with other settings.
pub fn with_changed_server(change: impl Fn(&mut Config), test: impl AsyncFn(&TestServer)) {
    on_both_engines(|database| {
        runtime().block_on(async {
            let server = TestServer::start(database, &change).await;
            test(&server).await;
            server.end().await;
        });
    });
}
