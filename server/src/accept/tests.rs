//! The loop with real sockets. Nothing here depends on being fast: every wait
//! ends with an event, and the long ones only say "not never".

use axum::routing::get;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Notify,
    task::JoinHandle,
    time::timeout,
};

use super::*;

/// "Never", for a test.
const LONG: Duration = Duration::from_secs(30);
/// A time-out that a test waits for.
const SHORT: Duration = Duration::from_millis(300);

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const LAST_REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

struct Server {
    address: SocketAddr,
    stop: CancellationToken,
    running: JoinHandle<()>,
}

fn edge() -> Edge {
    Edge {
        header_timeout: LONG,
        max_connections: 100,
        max_pending_per_source: 100,
        trusted_proxies: TrustedProxies::default(),
        drain: LONG,
    }
}

async fn start(router: Router, edge: Edge) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let running = tokio::spawn(serve(listener, router, edge, stop.clone()));
    Server { address, stop, running }
}

fn peer_router() -> Router {
    let peer = async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.to_string();
    Router::new().route("/", get(peer))
}

impl Server {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn send(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(bytes).await.unwrap();
        stream
    }
}

/// Everything until the server closes. A reset counts as closed.
async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(LONG, stream.read_to_end(&mut bytes)).await;
    drop(read.expect("the server closes the connection"));
    String::from_utf8(bytes).unwrap()
}

/// One reply's head and body on a connection that stays open.
async fn read_reply(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    while !bytes.windows(4).any(|part| part == b"\r\n\r\n") {
        let mut piece = [0; 1024];
        let read = timeout(LONG, stream.read(&mut piece)).await.unwrap().unwrap();
        assert!(read > 0, "closed before a reply");
        bytes.extend_from_slice(&piece[..read]);
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn handlers_learn_the_peer() {
    let server = start(peer_router(), edge()).await;
    let mut stream = server.send(LAST_REQUEST).await;
    let own = stream.local_addr().unwrap().to_string();
    let reply = read_to_end(&mut stream).await;
    assert!(reply.starts_with("HTTP/1.1 200") && reply.ends_with(&own), "{reply}");
}

#[tokio::test]
async fn silent_and_dripping_connections_are_closed() {
    let server = start(peer_router(), Edge { header_timeout: SHORT, ..edge() }).await;
    let mut silent = server.connect().await;
    let mut dripping = server.send(b"GET / HTTP/1.1\r\nHo").await;
    let (reader, mut writer) = dripping.split();
    let drip = async {
        // The drip never finishes a head, yet it is never silent either.
        while writer.write_all(b"x").await.is_ok() {
            tokio::time::sleep(SHORT / 10).await;
        }
    };
    let closed = async {
        let mut reader = reader;
        let mut bytes = Vec::new();
        drop(reader.read_to_end(&mut bytes).await);
    };
    timeout(LONG, async {
        tokio::select! { () = drip => {}, () = closed => {} }
    })
    .await
    .expect("a dripping head is closed");
    assert_eq!(read_to_end(&mut silent).await, "");
    assert!(read_to_end(&mut server.send(LAST_REQUEST).await).await.contains("200 OK"));
}

#[tokio::test]
async fn idle_connection_is_closed_after_its_reply() {
    let server = start(peer_router(), Edge { header_timeout: SHORT, ..edge() }).await;
    let mut stream = server.send(REQUEST).await;
    assert!(read_to_end(&mut stream).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn oversized_head_is_refused() {
    let server = start(peer_router(), edge()).await;
    let mut head = b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ".to_vec();
    head.resize(MAX_HEAD + 1000, b'a');
    let mut stream = server.connect().await;
    // The server may close before all of it is sent.
    drop(stream.write_all(&head).await);
    let reply = read_reply(&mut stream).await;
    assert!(reply.starts_with("HTTP/1.1 431"), "{reply}");
}

#[tokio::test]
async fn source_with_too_many_pending_connections_waits_for_its_own() {
    let server = start(peer_router(), Edge { max_pending_per_source: 2, ..edge() }).await;
    let mut first = server.connect().await;
    let second = server.connect().await;
    let mut third = server.connect().await;
    assert_eq!(read_to_end(&mut third).await, "", "closed without a reply");

    // A complete head frees the place while the connection stays open.
    first.write_all(REQUEST).await.unwrap();
    assert!(read_reply(&mut first).await.contains("200 OK"));
    let mut fourth = server.send(REQUEST).await;
    assert!(read_reply(&mut fourth).await.contains("200 OK"));

    // So does closing a connection that never asked anything.
    drop(second);
    let waiting = server.connect().await;
    let mut fifth = server.send(REQUEST).await;
    let retried = timeout(LONG, async {
        loop {
            let mut byte = [0];
            if matches!(fifth.read(&mut byte).await, Ok(1)) {
                return;
            }
            fifth = server.send(REQUEST).await;
        }
    });
    retried.await.expect("places come back");
    drop(waiting);
}

#[tokio::test]
async fn trusted_proxies_are_not_counted() {
    let proxy = TrustedProxies::At(vec!["127.0.0.1".parse().unwrap()]);
    let edge = Edge { max_pending_per_source: 1, trusted_proxies: proxy, ..edge() };
    let server = start(peer_router(), edge).await;
    let mut waiting = Vec::new();
    for _ in 0..5 {
        waiting.push(server.connect().await);
    }
    let mut stream = server.send(LAST_REQUEST).await;
    assert!(read_to_end(&mut stream).await.contains("200 OK"));
}

#[tokio::test]
async fn full_server_serves_on_when_a_connection_ends() {
    let server = start(peer_router(), Edge { max_connections: 1, ..edge() }).await;
    let mut first = server.send(REQUEST).await;
    read_reply(&mut first).await;
    let mut second = server.send(LAST_REQUEST).await;
    let mut byte = [0];
    assert!(timeout(SHORT, second.read(&mut byte)).await.is_err(), "no room yet");
    drop(first);
    assert!(read_to_end(&mut second).await.contains("200 OK"));
}

/// A route that says when it has begun and waits until it may finish.
fn waiting_router() -> (Router, Arc<Notify>, Arc<Notify>) {
    let (begun, finish) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begun_there, finish_there) = (begun.clone(), finish.clone());
    let handler = async move || {
        begun_there.notify_one();
        finish_there.notified().await;
        "finished"
    };
    (Router::new().route("/", get(handler)), begun, finish)
}

#[tokio::test]
async fn request_in_flight_finishes_when_the_server_stops() {
    let (router, begun, finish) = waiting_router();
    let server = start(router, edge()).await;
    let mut busy = server.send(REQUEST).await;
    begun.notified().await;
    let mut silent = server.connect().await;
    server.stop.cancel();
    assert_eq!(read_to_end(&mut silent).await, "");
    // Once the listener is gone nobody new gets in.
    timeout(LONG, async { while TcpStream::connect(server.address).await.is_ok() {} })
        .await
        .expect("the listener is closed");
    assert!(!server.running.is_finished());
    finish.notify_one();
    let reply = read_to_end(&mut busy).await;
    assert!(reply.starts_with("HTTP/1.1 200") && reply.ends_with("finished"), "{reply}");
    timeout(LONG, server.running).await.expect("the loop ends").unwrap();
}

#[tokio::test]
async fn request_that_never_finishes_is_cut_off() {
    let (router, begun, _finish) = waiting_router();
    let server = start(router, Edge { drain: SHORT, ..edge() }).await;
    let mut busy = server.send(REQUEST).await;
    begun.notified().await;
    server.stop.cancel();
    assert_eq!(read_to_end(&mut busy).await, "");
    timeout(LONG, server.running).await.expect("the loop ends").unwrap();
}

#[tokio::test]
async fn stopping_an_idle_server_waits_for_nobody() {
    let server = start(peer_router(), edge()).await;
    let mut idle = server.send(REQUEST).await;
    read_reply(&mut idle).await;
    let _half = server.send(b"GET / HTT").await;
    server.stop.cancel();
    timeout(LONG / 2, server.running).await.expect("the loop ends").unwrap();
}
