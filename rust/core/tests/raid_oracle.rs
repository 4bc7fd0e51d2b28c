//! The event queue against a slow, plain reading of the doctrine. Exact, replication by replication, over random raids that use
//! all of it.

mod raid_doctrine;
mod raid_support;

use intercept_core::math::random::Replication;
use intercept_core::raid::{replicate, Cause, Fate, Scratch, Wait};
use raid_doctrine::Oracle;
use raid_support::{random_raid, Sampler, Size};

#[test]
fn the_queue_does_what_the_doctrine_says() {
    let mut scratch = Scratch::default();
    let (mut fired, mut met) = (0, [0_u32; 9]);
    let (mut turned_away, mut waiting) = (0, 0);
    for case in 0..1500 {
        let mut sampler = Sampler::new(case);
        let size = Size {
            threats: 1 + sampler.below(25),
            units: 1 + sampler.below(6),
            windows_a_threat: sampler.below(6),
            span_s: sampler.between(0.0, 2000.0),
        };
        let raid = random_raid(&mut sampler, size);
        let plan = raid.plan();
        for luck in 0..3 {
            let replication = Replication { seed: case, unknown: 7, luck };
            let outcome = replicate(&plan, &raid.unknowns, replication, &mut scratch);
            let mut oracle = Oracle::new(&plan, &raid.unknowns, replication);
            oracle.run();
            let (threats, units) = (0..outcome.fate.len(), 0..outcome.rounds.len());
            let fates: Vec<Fate> = threats.clone().map(|t| oracle.fate(t)).collect();
            let causes: Vec<Option<Cause>> = threats.clone().map(|t| oracle.cause(t)).collect();
            let killers: Vec<u32> = threats.map(|t| oracle.killed_by(t)).collect();
            let (rounds, wasted): (Vec<u32>, Vec<u32>) = units.clone().map(|u| oracle.rounds(u)).unzip();
            let left: Vec<u32> = units.map(|u| oracle.left(u)).collect();
            assert_eq!((&outcome.rounds, &outcome.left), (&rounds, &left), "case {case}, {luck}");
            assert_eq!((&outcome.unit, &outcome.fate), (&killers, &fates), "case {case}, {luck}");
            assert_eq!((&outcome.cause, &outcome.wasted), (&causes, &wasted), "case {case}, {luck}");
            let waits: Vec<Wait> = (0..outcome.fate.len()).map(|t| oracle.wait(t)).collect();
            assert_eq!(outcome.waits, waits, "case {case}, {luck}");
            assert_eq!(outcome.waiting_max as usize, oracle.waiting_max(), "case {case}, {luck}");
            turned_away += waits.iter().filter(|&&wait| wait == Wait::TurnedAway).count();
            waiting += outcome.waiting_max;
            assert_eq!(outcome.channels_busy_max as usize, oracle.busy_max, "case {case}, {luck}");
            assert_eq!(outcome.first_shortage_s.to_bits(), oracle.first_shortage_s.to_bits(), "case {case}, {luck}");
            fired += rounds.iter().sum::<u32>();
            causes.iter().flatten().for_each(|&cause| met[cause as usize] += 1);
        }
    }
    // A raid without sensors knows every threat.
    let known = [Cause::NotDetected, Cause::TrackTooLate].map(|cause| cause as usize);
    let all_met = met.iter().enumerate().all(|(i, &n)| known.contains(&i) == (n == 0));
    assert!(turned_away > 1000 && waiting > 5000, "{turned_away} {waiting}");
    assert!(fired > 40_000 && all_met && met[Cause::NoChannel as usize] > 50, "{fired} {met:?}");
}
