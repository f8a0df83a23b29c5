//! The real program in a process of its own, so that its memory and time are its own.

use crate::{client::Client, resident};
use server::start::StartError;
use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Ticks of the kernel's clock in a second, on every Linux.
const TICKS: f64 = 100.0;

/// The running program; it ends with this value.
pub struct Program {
    /// Its address.
    pub host: SocketAddr,
    child: Child,
}

impl Program {
    /// Starts it on a database.
    pub async fn start(binary: &PathBuf, database: &str) -> Result<Self, StartError> {
        // Free just now; nobody else takes ports on this machine meanwhile.
        let host = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(binary);
        command.args(["serve", "--database", database, "--listen", &host.to_string()]);
        command.env_remove("MAKEITSAFE_BIN").stdout(Stdio::null()).stderr(Stdio::null());
        let program = Self { host, child: command.spawn()? };
        for _ in 0..100 {
            if let Ok(mut client) = Client::connect(host).await
                && client.send("GET", "/readyz", "", "").await?.status == 200
            {
                return Ok(program);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err("the program does not answer".into())
    }

    /// Its resident memory.
    pub fn memory(&self) -> String {
        resident(&self.child.id().to_string())
    }

    /// Seconds of processor time it has used.
    pub fn seconds(&self) -> f64 {
        let path = format!("/proc/{}/stat", self.child.id());
        let line = std::fs::read_to_string(path).unwrap_or_default();
        // After the name in brackets: user and system time are the 12th and 13th.
        let fields = line.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks: f64 =
            fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
        ticks / TICKS
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
