//! Many small classes at once.

use super::{
    CLASSES, SMALL,
    follower::{Sight, Trouble, Way, between},
    program::Program,
    report,
    stage::{Class, Eyes, Stage},
    until_open,
};
use crate::measure::Times;
use server::start::StartError;
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    task::JoinSet,
    time::sleep,
};

/// Many small classes, each with a coach in a hurry.
pub async fn measure(program: &Program, stage: &Stage) -> Result<(), StartError> {
    let since = program.seconds();
    let (wall, _walls) = unbounded_channel();
    let trouble: Arc<Trouble> = Arc::default();
    let mut classes = Vec::new();
    for number in 2..2 + CLASSES {
        let (phones, seen) = unbounded_channel();
        let eyes = Eyes { phones, wall: wall.clone(), trouble: Arc::clone(&trouble) };
        let mut class = Class::gather(stage, number, program.host, Way::Stream, &eyes).await?;
        class.let_in(SMALL).await?;
        classes.push((class, seen));
    }
    until_open(&trouble, CLASSES * (SMALL + 2)).await?;
    report(program, "all come in", since, &trouble);
    let since = program.seconds();
    let mut coaches = JoinSet::new();
    for (class, seen) in classes {
        coaches.spawn(hurry(class, seen));
    }
    let (mut commands, mut told, mut whole, mut wanted) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for class in coaches.join_all().await {
        let mut class = class?;
        wanted += class.commands.len() * SMALL;
        commands.append(&mut class.commands);
        told.append(&mut class.told);
        whole.append(&mut class.whole);
    }
    let missed = wanted.saturating_sub(whole.len());
    println!("{}", Times::of(commands).line("a command, and the console read again"));
    println!("{}", Times::of(told).line("command to a phone: told"));
    println!("{}   missed {missed}", Times::of(whole).line("command to a phone: its new page"));
    report(program, "those 20 s", since, &trouble);
    Ok(())
}

/// Times of one small class.
#[derive(Default)]
struct Small {
    commands: Vec<Duration>,
    told: Vec<Duration>,
    whole: Vec<Duration>,
}

/// A coach who goes on ten times, every two seconds.
async fn hurry(mut class: Class, mut seen: UnboundedReceiver<Sight>) -> Result<Small, StartError> {
    let mut pressed = BTreeMap::new();
    let mut small = Small::default();
    sleep(between(0, 2_000)).await;
    let start = Instant::now();
    for press in 0..10 {
        tokio::time::sleep_until((start + Duration::from_secs(2) * press).into()).await;
        let mut began = Instant::now();
        let mut on = class.command("do=next").await?;
        if !on {
            // Nobody votes here: the coach chooses the way in the story.
            began = Instant::now();
            on = class.command("do=choose&choice=0").await?;
        }
        if on {
            small.commands.push(began.elapsed());
            pressed.insert(class.version.to_string(), began);
        }
    }
    sleep(Duration::from_secs(3)).await;
    while let Ok(sight) = seen.try_recv() {
        let version = sight.version.split('.').next().unwrap_or_default();
        if let Some(began) = pressed.get(version) {
            small.told.push(sight.heard - *began);
            small.whole.push(sight.shown - *began);
        }
    }
    Ok(small)
}
