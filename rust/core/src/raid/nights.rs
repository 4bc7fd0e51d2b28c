//! Nights in a row: the same raid comes again every 24 hours, and stocks, depots and what is under way go on.
//!
//! Each night has luck of its own, under its number: which sensors and units are up, what fails, what is hit. Between nights
//! launchers are loaded, and depots receive and deliver, by the same rules as within one.

use super::draws::Draws;
use super::engage::Run;
use super::plan::Plan;
use super::replicate::{Outcome, Scratch};
use super::stock::Owner;
use super::tally::{Shape, Tally};
use super::unknowns::Unknowns;
use crate::error::{Error, Result};
use crate::math::random::Replication;

/// From the beginning of one night to that of the next (s).
pub const DAY_S: f64 = 86_400.0;

/// The luck of a night of a replication: that of the first night is the replication's own.
fn of_night(replication: Replication, night: u32) -> Replication {
    Replication { luck: replication.luck + (u64::from(night) << 48), ..replication }
}

/// The most luck numbers that nights can be drawn for.
pub const LUCK_MAX: u64 = 1 << 48;

/// Replicates nights in a row, and hands on the outcome of each, its times counted from the beginning of the night.
pub fn replicate_nights(
    plan: &Plan,
    unknowns: &Unknowns,
    replication: Replication,
    nights: u32,
    scratch: &mut Scratch,
    mut on_night: impl FnMut(u32, &Outcome) -> Result<()>,
) -> Result<()> {
    for night in 0..nights {
        let (begin_s, luck) = (DAY_S * f64::from(night), of_night(replication, night));
        let draws = scratch.begin(plan, unknowns, luck, begin_s);
        let end_s = last_departure_s(draws);
        if nights > 1 && end_s > begin_s + DAY_S {
            let allowed =
                "at most 24 hours from its beginning to the last departure, where nights follow on each other";
            return Err(Error::invalid("length of the raid (s)", end_s - begin_s, allowed));
        }
        let owner = Owner { plan, unknowns };
        let mut run = Run { of: owner, replication: luck, busy: 0, s: scratch };
        // What becomes of channels and stocks after the last threat has gone is no part of the raid.
        run.until(end_s);
        run.s.settle(plan, begin_s);
        on_night(night, run.s.outcome())?;
        if night + 1 < nights {
            run.until(begin_s + DAY_S);
        }
    }
    Ok(())
}

fn last_departure_s(draws: &Draws) -> f64 {
    draws.leaves_s.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// The tallies of nights in a row, one for each night, of some replications in ascending order of their numbers.
pub fn simulate_nights<'u>(
    plan: &Plan,
    replications: impl IntoIterator<Item = (Replication, &'u Unknowns)>,
    nights: u32,
    scratch: &mut Scratch,
) -> Result<Vec<Tally>> {
    let mut tallies = vec![Tally::new(Shape::of(plan)); nights as usize];
    for (replication, unknowns) in replications {
        replicate_nights(plan, unknowns, replication, nights, scratch, |night, outcome| {
            tallies[night as usize].record(plan, replication, outcome)
        })?;
    }
    Ok(tallies)
}
