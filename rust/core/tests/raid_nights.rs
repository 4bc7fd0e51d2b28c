//! Nights in a row: each is a night alone with the stocks that the one before left.

mod raid_support;

use intercept_core::math::random::Replication;
use intercept_core::raid::nights::{replicate_nights, DAY_S};
use intercept_core::raid::plan::Post;
use intercept_core::raid::{Outcome, Scratch};
use raid_support::{random_raid, Raid, Sampler, Size};

fn nights(raid: &Raid, luck: u64, count: u32) -> Vec<Outcome> {
    let mut found = Vec::new();
    let replication = Replication { seed: 3, unknown: 0, luck };
    let kept = replicate_nights(
        &raid.plan(),
        &raid.unknowns,
        replication,
        count,
        &mut Scratch::default(),
        |night, outcome| {
            assert_eq!(night as usize, found.len());
            found.push(outcome.clone());
            Ok(())
        },
    );
    kept.unwrap_or_else(|error| panic!("{error}"));
    found
}

#[test]
fn a_night_is_one_alone_with_the_stocks_that_were_left() {
    let mut spent = 0;
    for case in 0..100 {
        let mut sampler = Sampler::new(case);
        let size = Size { threats: 12, units: 3, windows_a_threat: 2, span_s: 3000.0 };
        let mut raid = random_raid(&mut sampler, size);
        // Without anything to load, rounds on launchers are all there is to carry over.
        raid.unknowns.magazines.iter_mut().for_each(|m| m.spare = 0);
        raid.unknowns.depots.iter_mut().for_each(|d| (d.rounds, d.resupply_per_day) = (0, 0.0));
        let in_a_row = nights(&raid, 5, 3);
        for (night, outcome) in (0u64..).zip(&in_a_row) {
            let alone = raid.outcome(3, 5 + (night << 48));
            assert_eq!(alone.fate, outcome.fate, "case {case}, night {night}");
            assert_eq!(alone.cause, outcome.cause, "case {case}, night {night}");
            assert_eq!(alone.left, outcome.left, "case {case}, night {night}");
            let places: Vec<usize> = raid.plan().tables().units.iter().map(|unit| unit.given as usize).collect();
            for (&place, &left) in places.iter().zip(&outcome.left) {
                raid.unknowns.magazines[place].rounds = left;
            }
            spent += outcome.rounds.iter().sum::<u32>();
        }
    }
    assert!(spent > 500);
}

#[test]
fn a_raid_that_lasts_longer_than_a_day_has_no_second_night() {
    let mut raid = random_raid(&mut Sampler::new(1), Size { threats: 2, units: 1, windows_a_threat: 1, span_s: 10.0 });
    raid.tables.threats[0].arrival_s = raid.tables.threats[0].launch_s + DAY_S + 10.0;
    raid.unknowns.failure_share.iter_mut().chain(&mut raid.unknowns.jam_share).for_each(|share| *share = 0.0);
    let run = |count| {
        let replication = Replication { seed: 1, unknown: 0, luck: 0 };
        replicate_nights(&raid.plan(), &raid.unknowns, replication, count, &mut Scratch::default(), |_, _| Ok(()))
    };
    assert!(run(1).is_ok());
    assert!(run(2).is_err_and(|error| error.to_string().contains("24 hours")));
}

#[test]
fn operators_are_all_free_at_the_beginning_of_a_night() {
    // The last engagement of a night holds its operator into the next one, which then begins with one operator, not two.
    let mut raid = random_raid(&mut Sampler::new(4), Size { threats: 8, units: 1, windows_a_threat: 1, span_s: 100.0 });
    raid.unknowns.magazines[0].spare = 0;
    raid.unknowns.depots.iter_mut().for_each(|d| (d.rounds, d.resupply_per_day) = (0, 0.0));
    raid.tables.posts = vec![Post { operators: 1, operator_time_s: 2.0 * DAY_S }];
    raid.tables.unit_posts = vec![Some(0)];
    let in_a_row = nights(&raid, 5, 4);
    let salvo = raid.unknowns.magazines[0].salvo;
    assert!(in_a_row.iter().all(|outcome| outcome.rounds[0] <= salvo));
    assert!(in_a_row.iter().filter(|outcome| outcome.rounds[0] > 0).count() > 1);
}
