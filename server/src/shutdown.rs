//! From a signal to a token that everything else listens to.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// A token that is cancelled by SIGTERM or SIGINT.
///
/// The handlers are in place when this returns. From then on the default
/// action, dying at once, is off: whoever holds the token has to stop.
///
/// # Errors
/// The operating system refused a handler.
pub fn on_signal() -> io::Result<CancellationToken> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stop = CancellationToken::new();
    let token = stop.clone();
    tokio::spawn(async move {
        let name = tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        };
        tracing::info!(signal = name, "stopping");
        token.cancel();
    });
    Ok(stop)
}

#[cfg(test)]
mod tests {
    use std::{process::Command, time::Duration};

    use super::*;

    async fn token_after(signal: &str) {
        let stop = on_signal().unwrap();
        assert!(!stop.is_cancelled());
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -{signal} {}", std::process::id())])
            .status()
            .unwrap();
        assert!(sent.success());
        tokio::time::timeout(Duration::from_secs(20), stop.cancelled())
            .await
            .expect("the signal cancels the token");
    }

    #[tokio::test]
    async fn termination_and_interrupt_cancel_the_token() {
        token_after("TERM").await;
        token_after("INT").await;
    }
}
