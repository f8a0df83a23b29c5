//! `simulate`.

use crate::{
    simulate::{Browser, Ending, Event, OverTcp, Pace, Phone},
    start::StartError,
};
use app::session::token::random_bytes;
use clap::Args;
use domain::code::JoinCode;
use std::{collections::BTreeMap, io::Write as _, sync::Arc};
use tokio::task::JoinSet;

/// Which workshop, and how many phones.
#[derive(Debug, Args)]
pub struct Command {
    /// Code of the trial, as on its screen.
    code: String,
    /// How many phones.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=500))]
    phones: u16,
    /// Where the server listens.
    #[arg(long, default_value = "http://127.0.0.1:3000")]
    url: String,
}

/// Sends phones into a trial and says what they do, until the last one is done.
pub async fn run(command: &Command) -> Result<(), StartError> {
    let code: JoinCode = command.code.parse().map_err(|_| "this is no code of a workshop")?;
    let transport = Arc::new(OverTcp::to(&command.url)?);
    let door = format!("/j/{code}");
    look_first(Arc::clone(&transport), &door).await?;
    let seed = u64::from_be_bytes(random_bytes());
    let mut phones = JoinSet::new();
    for number in 0..u64::from(command.phones) {
        let phone = Phone::new(Arc::clone(&transport), &door, Pace::LIVELY, seed, number);
        phones.spawn(phone.reporting(move |event| say(number, event)).take_part());
    }
    let mut endings: BTreeMap<&str, usize> = BTreeMap::new();
    while let Some(ended) = phones.join_next().await {
        *endings.entry(words(ended?)).or_default() += 1;
    }
    for (how, many) in endings {
        writeln!(std::io::stdout(), "{many} phones: {how}")?;
    }
    Ok(())
}

/// Looks at the workshop before any phone touches it. Looking writes nothing.
async fn look_first(transport: Arc<OverTcp>, door: &str) -> Result<(), StartError> {
    let mut browser = Browser::new(transport, "en");
    let visit = browser.open(door).await?;
    if visit.path != "/here" {
        return Err("no open workshop has this code".into());
    }
    if !visit.in_trial() {
        return Err("this workshop is not a trial: simulated phones would spoil its result. \
                    Plan a workshop with \"This is a trial\" and use its code"
            .into());
    }
    Ok(())
}

fn say(number: u64, event: Event) {
    let number = number + 1;
    // Who started this may have closed the window it prints to.
    let _ = match event {
        Event::Sent(wave) => {
            writeln!(std::io::stdout(), "phone {number}: sent ({})", wave.as_str())
        }
        Event::Declined(wave) => {
            writeln!(std::io::stdout(), "phone {number}: no thanks ({})", wave.as_str())
        }
        Event::Voted => writeln!(std::io::stdout(), "phone {number}: voted"),
        Event::Lost => writeln!(std::io::stdout(), "phone {number}: lost its cookie"),
    };
}

const fn words(ending: Ending) -> &'static str {
    match ending {
        Ending::Finished => "finished",
        Ending::NoDoor => "found no open workshop",
        Ending::NotATrial => "found no trial",
        Ending::WentHome => "went home after some hours",
        Ending::NoAnswer => "got no answer",
    }
}
