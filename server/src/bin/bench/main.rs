//! The benchmark: what a server does, beside what the machine can do, in one run.
//!
//! `make bench` builds it, gives it a throw-away PostgreSQL and prints one table. Figures are compared
//! as ratios within a run; machines differ.

mod class;
mod client;
mod floor;
mod live;
mod measure;
mod room;

use app::participate::{
    intake::{Job, Write},
    service::bind,
};
use client::Client;
use domain::{id::AnswerKey, locale::Language, questionnaire::Wave};
use measure::{Round, repeat};
use room::Room;
use server::{assets, start::StartError};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;

const DURING: Duration = Duration::from_secs(5);
const CLIENTS: [usize; 3] = [1, 16, 64];
const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::main]
async fn main() -> Result<(), StartError> {
    let folder = std::env::temp_dir().join(format!("make-it-safe-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = run(&folder).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

/// Everything, or with the word `live` the live workshop only.
async fn run(folder: &Path) -> Result<(), StartError> {
    let sqlite = |name: &str| format!("sqlite:{}", folder.join(name).display());
    let postgres = std::env::var("TEST_DATABASE_URL").ok();
    if std::env::args().nth(1).as_deref() != Some("live") {
        page_weight();
        memory(folder)?;
        let forgetful = floor::forgetful().await?;
        for clients in CLIENTS {
            let outcome = repeat(forgetful, clients, DURING, forget()).await;
            println!("{}", outcome.line("floor: page and send, nothing stored", clients));
        }
        measure(&sqlite("bench.db"), "SQLite").await?;
        if let Some(url) = &postgres {
            measure(url, "PostgreSQL").await?;
        }
    }
    live::measure(&sqlite("live.db"), "SQLite").await?;
    if let Some(url) = &postgres {
        live::measure(&floor::another_database(url).await?, "PostgreSQL").await?;
    }
    Ok(())
}

async fn measure(database: &str, engine: &str) -> Result<(), StartError> {
    let room = room::open(database).await?;
    let room = Arc::new(room);
    println!(
        "floor: {engine} alone, one row a commit: {:.0}/s",
        floor::commits(database, DURING).await?
    );
    for clients in CLIENTS {
        let rate = answers_in_process(&room, clients).await;
        println!(
            "{:<46} {clients:>3} callers {rate:>8.0}/s",
            format!("durable answers through the intake, {engine}")
        );
    }
    for clients in CLIENTS {
        let outcome = repeat(room.host, clients, DURING, render(&room)).await;
        println!("{}", outcome.line(&format!("form rendered, {engine}"), clients));
    }
    for clients in CLIENTS {
        let outcome = repeat(room.host, clients, DURING, submission(&room)).await;
        println!("{}", outcome.line(&format!("full form: page and send, {engine}"), clients));
    }
    for clients in CLIENTS {
        let outcome = repeat(room.host, clients, DURING, join_and_submission(&room)).await;
        println!("{}", outcome.line(&format!("full form: join, page and send, {engine}"), clients));
    }
    let (outcome, lost) = class::answers(&room).await;
    let name = format!("an answer, 500 phones within 10 s, {engine}");
    println!("{}   lost {lost}", outcome.line(&name, class::PHONES));
    println!("memory of this process, load and server together: {}", resident("self"));
    Ok(())
}

fn page_weight() {
    for file in assets::FILES {
        println!(
            "{:<14} {:>8} bytes, brotli {:>7}",
            file.logical,
            file.identity.len(),
            file.brotli.map_or(0, <[u8]>::len)
        );
    }
    let of_a_phone = assets::FILES.iter().filter(|file| file.logical != "staff.css");
    let brotli: usize =
        of_a_phone.map(|file| file.brotli.map_or(file.identity.len(), <[u8]>::len)).sum();
    println!("files of a participant's page, compressed: {brotli} bytes");
}

/// Resident memory of the real program, idle, in a process of its own.
fn memory(folder: &Path) -> Result<(), StartError> {
    let Some(binary) = std::env::var_os("MAKEITSAFE_BIN").map(PathBuf::from) else { return Ok(()) };
    let database = format!("sqlite:{}", folder.join("idle.db").display());
    let mut command = Command::new(binary);
    command
        .args(["serve", "--database", &database, "--listen", "127.0.0.1:0"])
        .env_remove("MAKEITSAFE_BIN");
    let mut server = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    std::thread::sleep(Duration::from_secs(2));
    println!("memory, idle: {}", resident(&server.id().to_string()));
    server.kill()?;
    server.wait()?;
    Ok(())
}

/// Resident memory of a process.
fn resident(process: &str) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    resident.unwrap_or("not known here").trim().to_owned()
}

fn forget() -> Round {
    Arc::new(|client: &mut Client, _| {
        Box::pin(async move {
            let page = client.send("GET", "/", "", FORM).await;
            let sent = client.send("POST", "/", &full_form(), FORM).await;
            page.is_ok_and(|page| page.status == 200) && sent.is_ok_and(|sent| sent.status == 303)
        })
    })
}

/// All fourteen items and what is asked last.
fn full_form() -> String {
    let truths = (1..=6).map(|n| format!("Q{n}=true"));
    let ratings = (7..=14).map(|n| format!("Q{n}=4"));
    let fields: Vec<String> = truths.chain(ratings).collect();
    format!("wave=before&{}&age-band=14-15&gender=girl", fields.join("&"))
}

/// A phone that looks at the form.
fn render(room: &Arc<Room>) -> Round {
    let link = room.links.first().cloned().unwrap_or_default();
    Arc::new(move |client: &mut Client, number| {
        let link = link.clone();
        Box::pin(async move {
            if number < 64 && client.send("GET", &link, "", FORM).await.is_err() {
                return false;
            }
            client
                .send("GET", "/here", "", FORM)
                .await
                .is_ok_and(|page| page.status == 200 && page.body > 8_000)
        })
    })
}

/// A new phone each time, with its cookie already: see the form, send all of it.
fn submission(room: &Arc<Room>) -> Round {
    let room = Arc::clone(room);
    Arc::new(move |client: &mut Client, number| {
        let room = Arc::clone(&room);
        Box::pin(async move {
            let Some(workshop) = room.workshops.get(number % room.workshops.len().max(1)) else {
                return false;
            };
            client.remember("mis_p", bind(None, *workshop).text(room.state.secret()));
            page_and_send(client).await
        })
    })
}

/// The same from the start: a phone without a cookie that joins by the QR code's link.
fn join_and_submission(room: &Arc<Room>) -> Round {
    let room = Arc::clone(room);
    Arc::new(move |client: &mut Client, number| {
        let link = room.links.get(number % room.links.len().max(1)).cloned().unwrap_or_default();
        Box::pin(async move {
            client.forget();
            let joined = client.send("GET", &link, "", FORM).await;
            joined.is_ok_and(|reply| reply.location == "/here") && page_and_send(client).await
        })
    })
}

async fn page_and_send(client: &mut Client) -> bool {
    let page = client.send("GET", "/here", "", FORM).await;
    let sent = client.send("POST", "/here", &full_form(), FORM).await;
    page.is_ok_and(|page| page.status == 200) && sent.is_ok_and(|sent| sent.status == 303)
}

/// Callers in this process, each with phones of their own that answer one question after the other.
async fn answers_in_process(room: &Arc<Room>, callers: usize) -> f64 {
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for caller in 0..callers {
        let room = Arc::clone(room);
        tasks.spawn(async move {
            // Phone after phone takes the next workshop, so that on a fast machine none is full.
            let mut workshops = room.workshops.iter().cycle().skip(caller);
            let Some(workshop) = workshops.next() else { return 0_u32 };
            let mut saved = 0;
            let mut phone = bind(None, *workshop);
            while start.elapsed() < DURING {
                let number = saved % 14 + 1;
                if number == 1
                    && let Some(workshop) = workshops.next()
                {
                    phone = bind(None, *workshop);
                }
                let value = if number <= 6 { "true" } else { "4" };
                let write = Write::Save {
                    question: format!("Q{number}"),
                    key: AnswerKey(Uuid::new_v4()),
                    replaces: Vec::new(),
                    value: value.to_owned(),
                };
                let job =
                    Job { phone: phone.clone(), language: Language::En, wave: Wave::Before, write };
                if room.state.intake.submit(job).await.is_err() {
                    break;
                }
                saved += 1;
            }
            saved
        });
    }
    let saved: u32 = tasks.join_all().await.into_iter().sum();
    f64::from(saved) / start.elapsed().as_secs_f64()
}
