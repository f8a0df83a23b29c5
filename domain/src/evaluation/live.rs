//! What rooms chose in stories, polls and after films, over several workshops.

use super::{
    suppression::Share,
    ticks::{ShownTicks, total_ticks},
};
use crate::run::{Ask, Votes, VotesShown, show_votes};

/// The total over workshops, and the answers that are not in it. A workshop is in it if the room's own
/// rules tell each of its counts: then the total, and the difference of any two totals, says nothing
/// that is not told already. The order of ideas has no total.
#[must_use]
pub fn total_votes(ask: &Ask, workshops: &[Votes]) -> (ShownTicks, u32) {
    let told: Vec<ShownTicks> = workshops.iter().map(|votes| told(ask, votes)).collect();
    total_ticks(&told)
}

/// One workshop's counts of all options, where every one is told.
fn told(ask: &Ask, votes: &Votes) -> ShownTicks {
    let nothing = ShownTicks::TooFew { n: votes.people };
    let VotesShown::Bars { n, bars } = show_votes(ask, votes) else { return nothing };
    let ticked: Option<Vec<Share>> = ask
        .values
        .iter()
        .map(|value| {
            let bar = bars.iter().find(|bar| bar.value.as_ref() == Some(value))?;
            matches!(bar.share, Share::Exactly(_)).then_some(bar.share)
        })
        .collect();
    ticked.map_or(nothing, |ticked| ShownTicks::Options { n, ticked })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::poll::PollKind;

    fn ask(options: usize, sensitive: bool) -> Ask {
        Ask {
            id: "respect/polls:0:1".to_owned(),
            item: "respect-1".to_owned(),
            kind: PollKind::Choice,
            values: (0..options).map(|value| value.to_string()).collect(),
            right: Vec::new(),
            sensitive,
            private: false,
            decides: false,
        }
    }

    fn room(counts: &[u32]) -> Votes {
        let people = counts.iter().sum();
        let counts = counts.iter().enumerate().map(|(value, count)| (value.to_string(), *count));
        Votes { people, counts: counts.collect() }
    }

    #[test]
    fn only_rooms_of_which_every_count_is_told_are_added_up() {
        let rooms = [room(&[7, 3, 2]), room(&[4, 3, 1]), room(&[5, 5, 5])];
        let ticked = [12, 8, 7].map(Share::Exactly).to_vec();
        assert_eq!(total_votes(&ask(3, false), &rooms), (ShownTicks::Options { n: 27, ticked }, 8));
        let few = total_votes(&ask(3, false), &rooms[1..2]);
        assert_eq!(few, (ShownTicks::TooFew { n: 8 }, 8));
    }

    #[test]
    fn a_sensitive_count_of_one_keeps_its_room_out() {
        let rooms = [room(&[9, 1, 5]), room(&[5, 5, 5])];
        let ticked = [5, 5, 5].map(Share::Exactly).to_vec();
        assert_eq!(total_votes(&ask(3, true), &rooms), (ShownTicks::Options { n: 15, ticked }, 15));
    }

    #[test]
    fn orders_have_no_total() {
        let order = Ask { kind: PollKind::Order, ..ask(2, false) };
        let votes = Votes { people: 12, counts: [("0,1".to_owned(), 12)].into() };
        assert_eq!(total_votes(&order, &[votes]), (ShownTicks::TooFew { n: 12 }, 12));
    }
}
