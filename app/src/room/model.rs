//! What was measured in a room, and what it means.

/// Seconds between two messages of the stream that is watched.
pub const BEAT_SECONDS: u64 = 5;
/// Seconds after which that stream ends.
pub const STREAM_SECONDS: u64 = 60;

/// A first message later than this has been held up on its way.
const FIRST_WITHIN: u32 = 5_000;
/// Two messages closer together than this have been collected and passed on in one go.
const CLUMPED: u32 = 2_500;
/// Two messages further apart than this are not "live".
const SILENCE: u32 = 9_000;
/// Messages that have to come as they were sent.
const ENOUGH: usize = 3;

/// What the browser measured; times in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measurements {
    /// Time of each small request that was answered.
    pub trips: Vec<u32>,
    /// Small requests that were not answered.
    pub lost: usize,
    /// When each message of the stream came, counted from its opening.
    pub messages: Vec<u32>,
}

/// What works in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Messages arrive as they are sent.
    Live,
    /// Pages arrive, messages do not or late: phones ask every few seconds.
    Asking,
    /// Most requests get no answer.
    Blocked,
}

impl Verdict {
    /// The verdict as the page names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Asking => "asking",
            Self::Blocked => "blocked",
        }
    }
}

/// How it feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Nobody notices a wait.
    Quick,
    /// A short wait.
    Fine,
    /// A wait that people notice.
    Slow,
}

impl Pace {
    /// The pace as the page names it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Fine => "fine",
            Self::Slow => "slow",
        }
    }
}

impl Measurements {
    /// What works.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.trips.len() <= self.lost {
            Verdict::Blocked
        } else if self.live() {
            Verdict::Live
        } else {
            Verdict::Asking
        }
    }

    fn live(&self) -> bool {
        let in_time = self.messages.first().is_some_and(|first| *first <= FIRST_WITHIN);
        let mut gaps = self.messages.windows(2).map(|pair| pair[1].saturating_sub(pair[0]));
        in_time
            && self.messages.len() >= ENOUGH
            && gaps.all(|gap| (CLUMPED..=SILENCE).contains(&gap))
    }

    /// The middle one of the answered requests; nothing where none was.
    #[must_use]
    pub fn trip(&self) -> Option<u32> {
        let mut trips = self.trips.clone();
        trips.sort_unstable();
        trips.get(trips.len() / 2).copied()
    }

    /// How it feels; nothing where no request was answered.
    #[must_use]
    pub fn pace(&self) -> Option<Pace> {
        self.trip().map(|trip| match trip {
            0..=300 => Pace::Quick,
            301..=1_500 => Pace::Fine,
            _ => Pace::Slow,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(messages: &[u32]) -> Measurements {
        Measurements { trips: vec![40, 90, 60], lost: 0, messages: messages.to_vec() }
    }

    #[test]
    fn messages_as_they_were_sent_are_live() {
        assert_eq!(measured(&[80, 5_080, 10_090, 15_070]).verdict(), Verdict::Live);
        // A little late and early: a network, not a collector.
        assert_eq!(measured(&[900, 6_700, 10_300]).verdict(), Verdict::Live);
    }

    #[test]
    fn collected_late_missing_and_few_messages_are_not() {
        for messages in [
            &[15_000, 15_001, 15_002][..],
            &[80, 10_100, 10_120, 20_100],
            &[5_001, 10_000, 15_000],
            &[80, 5_080],
            &[80, 5_080, 16_000],
            &[],
        ] {
            assert_eq!(measured(messages).verdict(), Verdict::Asking, "{messages:?}");
        }
    }

    #[test]
    fn a_room_without_answers_is_blocked_whatever_else_came() {
        let live = [80, 5_080, 10_090];
        let blocked = Measurements { lost: 6, messages: live.to_vec(), ..Measurements::default() };
        assert_eq!((blocked.verdict(), blocked.pace()), (Verdict::Blocked, None));
        let half = Measurements { lost: 3, ..measured(&live) };
        assert_eq!(half.verdict(), Verdict::Blocked);
        let most = Measurements { lost: 2, ..measured(&live) };
        assert_eq!(most.verdict(), Verdict::Live);
    }

    #[test]
    fn the_middle_trip_says_how_it_feels() {
        let of = |trips: &[u32]| Measurements { trips: trips.to_vec(), ..Measurements::default() };
        assert_eq!(of(&[900, 20, 30]).trip(), Some(30));
        assert_eq!(of(&[300]).pace(), Some(Pace::Quick));
        assert_eq!(of(&[301, 1_500, 1_500]).pace(), Some(Pace::Fine));
        assert_eq!(of(&[1_501]).pace(), Some(Pace::Slow));
    }
}
