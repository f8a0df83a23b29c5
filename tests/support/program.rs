//! The built program as a process of its own.

use super::engine::TestDatabase;
use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    process::{Child, ChildStderr, ChildStdout, Command, Stdio},
};

/// A running program; killed when the test is over.
pub struct Program {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// What it printed before it listened.
    pub printed: String,
    // Kept open: a program whose output goes nowhere fails.
    _stdout: BufReader<ChildStdout>,
    stderr: Option<ChildStderr>,
}

impl Program {
    /// A command of the program on a database, with nothing of this process's environment.
    pub fn command(database: &TestDatabase, command: &[&str]) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_make-it-safe"));
        program.env_clear().args(command).arg("--database").arg(database.url());
        program
    }

    /// Runs a command to its end; returns its code and what it printed.
    pub fn run(
        database: &TestDatabase,
        command: &[&str],
        settings: &[(&str, &str)],
    ) -> (i32, String) {
        let mut program = Self::command(database, command);
        let output = program.envs(settings.iter().copied()).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }

    /// Starts `serve` at an address (port 0: any) with further settings, and waits until it listens.
    pub fn serve(database: &TestDatabase, listen: SocketAddr, settings: &[(&str, &str)]) -> Self {
        Self::serve_with(database, &["--listen", &listen.to_string()], settings)
    }

    /// As [`Program::serve`], with options of `serve`.
    pub fn serve_with(
        database: &TestDatabase,
        options: &[&str],
        settings: &[(&str, &str)],
    ) -> Self {
        let mut command = Self::command(database, &[&["serve"], options].concat());
        command.envs(settings.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let stderr = child.stderr.take();
        let mut printed = String::new();
        let address = loop {
            let mut line = String::new();
            assert_ne!(
                stdout.read_line(&mut line).unwrap(),
                0,
                "the program ended after {printed:?}: {:?}",
                ended(child)
            );
            if let Some((_, address)) = line.split_once("listening on http://") {
                break address.trim().parse().unwrap();
            }
            printed.push_str(&line);
        };
        Self { child, address, printed, _stdout: stdout, stderr }
    }

    /// `kill -9`; waits until the process is gone.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and waits; returns how it ended.
    pub fn stop(&mut self) -> std::process::ExitStatus {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap()
    }

    /// Kills it and returns what it logged.
    pub fn log_after_kill(mut self) -> String {
        self.kill();
        let mut text = String::new();
        self.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

fn ended(mut child: Child) -> std::process::ExitStatus {
    child.wait().unwrap()
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
