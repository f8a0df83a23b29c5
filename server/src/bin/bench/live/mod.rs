//! The live workshop: from a tap to the changed projector, from the coach's command to every phone.
//!
//! The program runs in a process of its own; here are only its browsers, which follow as the island
//! does: told a new version they read their page again, phones spread over a moment.

mod follower;
mod program;
mod small;
mod stage;

use crate::{FORM, measure::Times};
use app::live::stream::PACE;
use follower::{Sight, Trouble, Way, between};
use program::Program;
use server::start::StartError;
use stage::{Class, Eyes, Stage};
use std::{
    path::PathBuf,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    task::JoinSet,
    time::{sleep, timeout},
};

/// Phones of the large class, and streams in the largest.
const PHONES: usize = 300;
const MOST: usize = 1_000;
/// Small classes at once, and phones in each.
const CLASSES: usize = 50;
const SMALL: usize = 20;
/// Taps one after the other, and commands.
const TAPS: usize = 120;
const COMMANDS: usize = 20;
/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(10);

/// Measures on an empty database; nothing where the program is not there.
pub async fn measure(database: &str, engine: &str) -> Result<(), StartError> {
    let Some(binary) = std::env::var_os("MAKEITSAFE_BIN").map(PathBuf::from) else {
        return Ok(());
    };
    let stage = Stage::prepare(database, 2 + CLASSES).await?;
    println!("live, {engine}, {PHONES} phones, a projector and a console on streams:");
    large(&Program::start(&binary, database).await?, &stage).await?;
    println!("live, {engine}, the same without streams, asking every 2.5 to 4 s:");
    asking(&Program::start(&binary, database).await?, &stage).await?;
    println!(
        "live, {engine}, {CLASSES} workshops of {SMALL} phones, each coach goes on every 2 s:"
    );
    small::measure(&Program::start(&binary, database).await?, &stage).await
}

/// One class on streams, large and then as large as any may be.
async fn large(program: &Program, stage: &Stage) -> Result<(), StartError> {
    let mut room = Room::open(program, stage, 0, Way::Stream).await?;
    room.let_in(PHONES).await?;
    room.rest().await;
    room.class.go("polls").await?;
    room.taps().await?;
    // Revealed, and on to the next poll.
    room.press(&["next", "next"]).await?;
    room.together(PHONES, Duration::from_secs(10)).await?;
    room.commands(PHONES, COMMANDS).await?;
    println!("with {MOST} phones:");
    room.let_in(MOST - PHONES).await?;
    room.rest().await;
    room.class.go("polls").await?;
    // Past what is revealed: to the second poll, which is revealed too, and on to the third.
    room.press(&["next", "next", "next"]).await?;
    room.taps().await?;
    room.commands(MOST, COMMANDS).await
}

/// The large class without streams.
async fn asking(program: &Program, stage: &Stage) -> Result<(), StartError> {
    let mut room = Room::open(program, stage, 1, Way::Asking).await?;
    room.let_in(PHONES).await?;
    room.rest().await;
    room.class.go("polls").await?;
    room.together(TAPS, Duration::from_secs(25)).await?;
    room.commands(PHONES, 5).await
}

/// A large class and what its followers see.
struct Room<'p> {
    program: &'p Program,
    class: Class,
    eyes: Eyes,
    phones: UnboundedReceiver<Sight>,
    wall: UnboundedReceiver<Sight>,
}

impl<'p> Room<'p> {
    async fn open(
        program: &'p Program,
        stage: &Stage,
        number: usize,
        way: Way,
    ) -> Result<Self, StartError> {
        let ((phones, phones_seen), (wall, wall_seen)) = (unbounded_channel(), unbounded_channel());
        let eyes = Eyes { phones, wall, trouble: Arc::default() };
        let class = Class::gather(stage, number, program.host, way, &eyes).await?;
        Ok(Self { program, class, eyes, phones: phones_seen, wall: wall_seen })
    }

    /// Lets more phones in and waits until all of them follow.
    async fn let_in(&mut self, count: usize) -> Result<(), StartError> {
        self.class.let_in(count).await?;
        until_open(&self.eyes.trouble, self.class.phones.len() + 2).await
    }

    async fn press(&mut self, buttons: &[&str]) -> Result<(), StartError> {
        for button in buttons {
            if !self.class.command(&format!("do={button}")).await? {
                return Err("the run does not go on".into());
            }
        }
        Ok(())
    }

    /// Nothing that was seen until now counts.
    async fn settle(&mut self) {
        sleep(Duration::from_millis(1_500)).await;
        while self.phones.try_recv().is_ok() {}
        while self.wall.try_recv().is_ok() {}
    }

    async fn rest(&mut self) {
        self.settle().await;
        let since = self.program.seconds();
        sleep(Duration::from_secs(10)).await;
        report(self.program, "at rest for 10 s", since, &self.eyes.trouble);
    }

    /// Taps one after the other: each is waited for until the projector counts it.
    async fn taps(&mut self) -> Result<(), StartError> {
        self.settle().await;
        let (since, ballot) = (self.program.seconds(), self.class.ballot().await?);
        let (mut whole, mut saved, mut read) = (Vec::new(), Vec::new(), Vec::new());
        for (number, phone) in self.class.phones.iter_mut().take(TAPS).enumerate() {
            sleep(between(30, 200)).await;
            let tapped = Instant::now();
            phone.send("POST", "/here/vote", &ballot, FORM).await?;
            saved.push(tapped.elapsed());
            loop {
                let sight = timeout(PATIENCE, self.wall.recv()).await?.ok_or("no projector")?;
                if answered(&sight.page) > number {
                    whole.push(sight.shown - tapped);
                    read.push(sight.shown - sight.asked);
                    break;
                }
            }
        }
        let own = whole.iter().map(|time| time.saturating_sub(PACE)).collect();
        println!("{}", Times::of(saved).line("a tap is saved"));
        println!("{}", Times::of(whole).line("tap to projector, one by one"));
        println!("{}", Times::of(own).line("the same without the server's pause"));
        println!("{}", Times::of(read).line("of that: the projector's page read again"));
        report(self.program, "those taps", since, &self.eyes.trouble);
        Ok(())
    }

    /// Taps that wait for nobody, spread over some time: each until the end of the first page that
    /// the projector began to read after the tap was saved.
    async fn together(&mut self, count: usize, within: Duration) -> Result<(), StartError> {
        self.settle().await;
        let (since, ballot) = (self.program.seconds(), self.class.ballot().await?);
        let mut tasks = JoinSet::new();
        for (number, phone) in self.class.phones.iter().take(count).enumerate() {
            let (mut phone, ballot) = (phone.twin(), ballot.clone());
            let due = within * number as u32 / count as u32 + between(0, 40);
            tasks.spawn(async move {
                sleep(due).await;
                let tapped = Instant::now();
                let sent = phone.send("POST", "/here/vote", &ballot, FORM).await;
                sent.is_ok_and(|sent| sent.status == 303).then(|| (tapped, Instant::now()))
            });
        }
        let taps = tasks.join_all().await;
        // Who asks does so at least every four seconds.
        sleep(Duration::from_secs(5)).await;
        let (mut pages, mut counted) = (Vec::new(), 0);
        while let Ok(sight) = self.wall.try_recv() {
            counted = answered(&sight.page);
            pages.push((sight.asked, sight.shown));
        }
        let shown = |saved| pages.iter().find(|(asked, _)| *asked >= saved).map(|page| page.1);
        let times = taps.into_iter().flatten();
        let times = times.filter_map(|(tapped, saved)| Some(shown(saved)? - tapped)).collect();
        let times = Times::of(times);
        let line = times.line("tap to projector, many taps");
        println!("{line}   missed {}, counted in the end {counted}", count - times.count());
        report(self.program, "those taps", since, &self.eyes.trouble);
        Ok(())
    }

    /// Commands of the coach: each until the last phone has its page.
    async fn commands(&mut self, phones: usize, count: usize) -> Result<(), StartError> {
        let (mut told, mut whole, mut last) = (Vec::new(), Vec::new(), Vec::new());
        let (mut read, mut missed) = (Vec::new(), 0);
        self.settle().await;
        let since = self.program.seconds();
        for kind in ["story", "discussion", "polls"].iter().cycle().take(count) {
            let pressed = Instant::now();
            self.class.go(kind).await?;
            let version = format!("{}.", self.class.version);
            let (mut missing, mut latest) = (phones, pressed);
            while missing > 0 {
                let Ok(Some(sight)) = timeout(PATIENCE, self.phones.recv()).await else { break };
                if sight.version.starts_with(&version) {
                    told.push(sight.heard - pressed);
                    whole.push(sight.shown - pressed);
                    read.push(sight.shown - sight.asked);
                    latest = latest.max(sight.shown);
                    missing -= 1;
                }
            }
            missed += missing;
            last.push(latest - pressed);
            sleep(Duration::from_millis(500)).await;
        }
        println!("{}", Times::of(told).line("command to a phone: told"));
        println!("{}   missed {missed}", Times::of(whole).line("command to a phone: its new page"));
        println!("{}", Times::of(last).line("command to the last phone's new page"));
        println!("{}", Times::of(read).line("of that: a phone's page read again"));
        report(self.program, "those commands", since, &self.eyes.trouble);
        Ok(())
    }
}

async fn until_open(trouble: &Trouble, wanted: usize) -> Result<(), StartError> {
    let start = Instant::now();
    while trouble.open.load(Ordering::Relaxed) < wanted {
        if start.elapsed() > PATIENCE {
            return Err("streams do not open".into());
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

fn report(program: &Program, what: &str, since: f64, trouble: &Trouble) {
    println!(
        "{what:<46} memory {}, processor {:.2} s, streams dropped {}, pages failed {}",
        program.memory(),
        program.seconds() - since,
        trouble.dropped.load(Ordering::Relaxed),
        trouble.failed.load(Ordering::Relaxed)
    );
}

/// The count on the projector.
fn answered(page: &str) -> usize {
    let foot = page.split_once("wall-foot").map_or("", |(_, foot)| foot);
    let (words, _) = foot.split_once(" answered").unwrap_or_default();
    let words = words.rsplit('>').next().unwrap_or_default();
    words.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or(0)
}
