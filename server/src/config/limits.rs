//! How often one phone, one source or everybody together may do a thing.

use super::topic::{topic, within};

topic! {
    /// How often things may be done. Nothing here ever locks anyone out: above a limit
    /// things get slower. A class shares one address, so no limit counts visits by address.
    struct Limits in "limits" {
        /// Answers one phone may send per minute, over time.
        participant_writes_per_minute: u32 = 60;
        /// Answers one phone may send at once before that limit bites.
        participant_writes_burst: u32 = 40;
        /// Pages and updates one phone may read per minute, and at once.
        participant_reads_per_minute: u32 = 60;
        /// Wrong workshop codes from one source before tries from there slow down:
        /// enough for four classes behind one address that mistype everything.
        code_miss_burst: u32 = 120;
        /// Wrong codes a source earns back per minute. Over time nobody can try more.
        code_misses_per_minute: u32 = 30;
        /// Wrong codes per minute from all sources together. When they run short, the
        /// sources with most misses wait first.
        code_misses_per_minute_in_all: u32 = 3000;
        /// Passwords hashed at once. Each takes 19 MiB and one processor for some 40 ms.
        password_hash_concurrency: u32 = 2;
    }
    check(limits) {
        within("limits.participant_writes_per_minute", limits.participant_writes_per_minute, 1..=100_000)?;
        within("limits.participant_writes_burst", limits.participant_writes_burst, 1..=100_000)?;
        within("limits.participant_reads_per_minute", limits.participant_reads_per_minute, 1..=100_000)?;
        within("limits.code_miss_burst", limits.code_miss_burst, 1..=100_000)?;
        within("limits.code_misses_per_minute", limits.code_misses_per_minute, 1..=100_000)?;
        within("limits.code_misses_per_minute_in_all", limits.code_misses_per_minute_in_all, 60..=1_000_000)?;
        within("limits.password_hash_concurrency", limits.password_hash_concurrency, 1..=64)?;
    }
}
