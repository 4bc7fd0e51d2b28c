//! Laws of every raid: nothing is lost, a replication is a function of its index, tallies merge in any order.

mod raid_support;

use intercept_core::raid::{replicate, simulate, tally::FATES, Fate, Outcome, Plan, Scratch, Tally};
use raid_support::{plan, random_tables, Sampler, Size};

const SMALL: Size = Size { threats: 30, units: 8, windows_a_threat: 4, span_s: 1000.0 };

fn random_plan(case: u64) -> Plan {
    plan(random_tables(&mut Sampler::new(case), SMALL))
}

fn sum(counts: &[u32]) -> u64 {
    counts.iter().map(|&n| u64::from(n)).sum()
}

#[test]
fn launched_is_failed_and_jammed_and_intercepted_and_leaked() {
    for case in 0..200 {
        let plan = random_plan(case);
        let tables = plan.tables();
        let tally = simulate(std::slice::from_ref(&plan), case, 0..20, &mut Scratch::default()).expect("valid");
        for row in tally.fates.chunks(tally.shape.threat_classes * FATES) {
            for (class, counts) in (0..).zip(row.chunks(FATES)) {
                let launched = tables.threats.iter().filter(|t| t.class == class).count();
                assert_eq!(sum(counts), launched as u64);
            }
        }
        let of_fate = |fate: Fate| tally.fates.iter().skip(fate as usize).step_by(FATES).map(|&n| u64::from(n));
        assert_eq!(of_fate(Fate::Intercepted).sum::<u64>(), tally.kills.iter().sum());
        assert!(sum(&tally.leaked) <= of_fate(Fate::Leaked).sum());
        assert!(tally.kills.iter().sum::<u64>() <= sum(&tally.rounds));
    }
}

#[test]
fn an_interceptor_had_a_window_and_a_magazine() {
    let mut scratch = Scratch::default();
    for case in 0..200 {
        let plan = random_plan(case);
        let tables = plan.tables();
        for replication in 0..20 {
            let outcome = replicate(&plan, case, replication, &mut scratch);
            for (threat, (&fate, &unit)) in (0..).zip(outcome.fate.iter().zip(&outcome.unit)) {
                assert_eq!(fate == Fate::Intercepted, unit != u32::MAX);
                let fires = |row: usize| tables.windows.unit[row] == unit && plan.rows()[row].rank != u8::MAX;
                assert!(fate != Fate::Intercepted || plan.windows_of(threat).any(fires));
            }
            for (unit, &spent) in tables.units.iter().zip(&outcome.rounds) {
                assert!(u64::from(spent) <= u64::from(unit.rounds) * (u64::from(unit.reloads) + 1));
            }
        }
    }
}

#[test]
fn a_replication_is_the_same_alone_and_in_a_range() {
    for case in 0..20 {
        let plan = random_plan(case);
        let mut shared = Scratch::default();
        let in_range: Vec<Outcome> = (0..30).map(|r| replicate(&plan, 7, r, &mut shared).clone()).collect();
        // Scratch of another plan, in another order.
        replicate(&random_plan(case + 1000), 3, 0, &mut shared);
        for replication in (0..30).rev() {
            let alone = replicate(&plan, 7, replication, &mut Scratch::default()).clone();
            assert_eq!(alone, in_range[usize::try_from(replication).expect("small")]);
            assert_eq!(&alone, replicate(&plan, 7, replication, &mut shared));
        }
        assert!(in_range.windows(2).any(|pair| pair[0] != pair[1]));
    }
}

#[test]
fn tallies_merge_in_any_order_to_the_same() {
    // Two samples of the geometry of one raid: the same classes and assets.
    let mut moved = random_tables(&mut Sampler::new(5), SMALL);
    moved.threats.iter_mut().for_each(|t| t.arrival_s += 1.0);
    let plans = [random_plan(5), plan(moved)];
    let mut scratch = Scratch::default();
    let mut part = |range| simulate(&plans, 9, range, &mut scratch).expect("valid");
    let whole = part(0..40);
    let parts = [part(0..7), part(7..8), part(8..25), part(25..40)];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
        let mut merged = Tally::new(whole.shape);
        for i in order {
            let part: &Tally = &parts[i];
            merged.merge(part).expect("disjoint");
        }
        assert_eq!(merged, whole);
    }
    let twice = parts[0].clone().merge(&parts[0]).expect_err("counted twice").to_string();
    assert!(twice.starts_with("replication = 0 is not allowed"), "{twice}");
    let late = parts[2].clone().record(&plans[0], 3, &Outcome::default()).expect_err("out of order").to_string();
    assert!(late.contains("greater than the last one, 24"), "{late}");
    assert!(simulate(&[], 0, 0..1, &mut Scratch::default()).is_err());
}

#[test]
fn plans_of_different_shape_do_not_mix() {
    let mut other = random_tables(&mut Sampler::new(5), SMALL);
    other.assets += 1;
    let error = simulate(&[random_plan(5), plan(other)], 0, 0..2, &mut Scratch::default()).expect_err("shapes");
    assert!(error.to_string().starts_with("shape of a tally"), "{error}");
}
