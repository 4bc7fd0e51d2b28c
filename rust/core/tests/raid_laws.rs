//! Laws of every raid: nothing is lost, a replication is a function of its numbers, tallies join, rows have no order.

mod raid_support;

use intercept_core::math::random::Replication;
use intercept_core::raid::cause::CAUSES;
use intercept_core::raid::plan::NEVER;
use intercept_core::raid::tally::{Shape, FATES};
use intercept_core::raid::{replicate, simulate, Fate, Outcome, Scratch, Tally};
use raid_support::{random_raid, Raid, Sampler, Size};

const SMALL: Size = Size { threats: 30, units: 8, windows_a_threat: 4, span_s: 1000.0 };

fn some_raid(case: u64) -> Raid {
    random_raid(&mut Sampler::new(case), SMALL)
}

fn sum(counts: &[u32]) -> u64 {
    counts.iter().map(|&n| u64::from(n)).sum()
}

fn tallied(raid: &Raid, seed: u64, luck: std::ops::Range<u64>) -> Tally {
    let rows = luck.map(|luck| (Replication { seed, unknown: 4, luck }, &raid.unknowns));
    simulate(&raid.plan(), rows, &mut Scratch::default()).expect("in order")
}

#[test]
fn every_threat_has_one_fate_and_every_leaker_one_cause() {
    for case in 0..200 {
        let raid = some_raid(case);
        let tally = tallied(&raid, case, 0..20);
        let [fates, causes, assets, waves, rounds, wasted, _, kills, _, came, engaged, away, waiting] = &tally.counts;
        for row in fates.chunks(tally.shape.threat_classes * FATES) {
            for (class, counts) in (0..).zip(row.chunks(FATES)) {
                let launched = raid.tables.threats.iter().filter(|t| t.class == class).count();
                assert_eq!(sum(counts), launched as u64);
            }
        }
        for (fates, causes) in fates.chunks(FATES).zip(causes.chunks(CAUSES)) {
            assert_eq!(u64::from(fates[Fate::Leaked as usize]), sum(causes));
        }
        let of_fate = |fate: Fate| fates.iter().skip(fate as usize).step_by(FATES).map(|&n| u64::from(n)).sum::<u64>();
        assert_eq!(of_fate(Fate::Intercepted), sum(kills));
        assert_eq!(of_fate(Fate::Leaked), sum(waves));
        assert!(sum(assets) <= of_fate(Fate::Leaked));
        assert!(sum(kills) + sum(wasted) <= sum(rounds));
        // Who is killed was engaged, and who was engaged came; who came nowhere waited at no time.
        assert!(sum(kills) <= sum(engaged) && sum(engaged) <= sum(came) && sum(came) + sum(away) <= sum(fates));
        assert!(sum(waiting) <= sum(came) && tally.waited_s.iter().all(|&s| (0.0..1e10).contains(&s)));
    }
}

#[test]
fn an_interceptor_had_a_window_and_rounds_are_spent_or_left() {
    let mut scratch = Scratch::default();
    for case in 0..200 {
        let raid = some_raid(case);
        let (plan, tables) = (raid.plan(), &raid.tables);
        for luck in 0..20 {
            let outcome = replicate(&plan, &raid.unknowns, Replication { seed: case, unknown: 0, luck }, &mut scratch);
            let tables_in_order = plan.tables();
            for (threat, (&fate, &unit)) in outcome.fate.iter().zip(&outcome.unit).enumerate() {
                assert_eq!(fate == Fate::Intercepted, unit != u32::MAX);
                if fate == Fate::Intercepted {
                    assert!(tables_in_order.encounters[threat].units().any(|u| u == unit));
                    let unit_class = tables_in_order.units[unit as usize].class as usize;
                    let class = tables_in_order.threats[threat].class as usize;
                    assert!(tables.preference[unit_class][class] != NEVER && !tables.doctrine.held[unit_class][class]);
                }
            }
            // What units have at the start, and what the depot of their class can have given out.
            let key = |u: usize| tables.unit_classes[tables_in_order.units[u].class as usize];
            for (class, &of) in tables.unit_classes.iter().enumerate() {
                if tables.unit_classes[..class].contains(&of) {
                    continue;
                }
                let units = || (0..tables.units.len()).filter(|&u| key(u) == of);
                let given = |u: usize| &raid.unknowns.magazines[tables_in_order.units[u].given as usize];
                let had: u32 = units().map(|u| given(u).rounds + given(u).spare).sum();
                let now: u32 = units().map(|u| outcome.rounds[u] + outcome.left[u]).sum();
                let most = raid.unknowns.depots[class].received(10_000.0);
                assert!(now >= had && f64::from(now - had) <= most, "{had} {now} {most}");
            }
        }
    }
}

#[test]
fn a_replication_is_the_same_alone_and_in_a_range() {
    for case in 0..20 {
        let (raid, other) = (some_raid(case), some_raid(case + 1000));
        let (plan, numbered) = (raid.plan(), |luck| Replication { seed: 7, unknown: 1, luck });
        let mut shared = Scratch::default();
        let in_range: Vec<Outcome> =
            (0..30).map(|r| replicate(&plan, &raid.unknowns, numbered(r), &mut shared).clone()).collect();
        // Scratch of another plan, in another order.
        replicate(&other.plan(), &other.unknowns, numbered(0), &mut shared);
        for luck in (0..30).rev() {
            let alone = replicate(&plan, &raid.unknowns, numbered(luck), &mut Scratch::default()).clone();
            assert_eq!(alone, in_range[usize::try_from(luck).expect("small")]);
            assert_eq!(&alone, replicate(&plan, &raid.unknowns, numbered(luck), &mut shared));
        }
        assert!(in_range.windows(2).any(|pair| pair[0] != pair[1]));
    }
}

#[test]
fn the_order_of_threats_units_and_assets_changes_nothing() {
    for case in 0..100 {
        let raid = some_raid(case);
        let mut turned = raid.clone();
        let units = turned.tables.units.len();
        turned.tables.threats.reverse();
        turned.tables.encounters.reverse();
        turned.tables.units.rotate_left(3);
        turned.tables.unit_posts.rotate_left(3);
        turned.tables.comes_at.reverse();
        turned.unknowns.magazines.rotate_left(3);
        let place: Vec<u32> = (0..units).map(|u| u32::try_from((u + units - 3) % units).expect("few")).collect();
        turned.tables.encounters.iter_mut().for_each(|met| met.renumber(&place));
        turned.tables.comes_at.iter_mut().flatten().for_each(|unit| *unit = place[*unit as usize]);
        turned.tables.asset_values.reverse();
        let assets = u32::try_from(turned.tables.asset_values.len()).expect("few");
        turned.tables.threats.iter_mut().for_each(|t| t.asset = t.asset.map(|a| assets - 1 - a));
        for luck in 0..5 {
            assert_eq!(raid.outcome(case, luck), turned.outcome(case, luck), "case {case}");
        }
    }
}

// A unit that cannot hit spends rounds and time, but every die of the others falls as it did: with windows of its own at
// threats that nobody else engages, nothing else changes.
#[test]
fn another_unit_leaves_all_other_dice_alone() {
    for case in 0..100 {
        let raid = some_raid(case);
        let mut richer = raid.clone();
        let key = Sampler::new(case + 5000).bits();
        richer.tables.units.insert(0, intercept_core::raid::Site { key, class: 0, given: 0 });
        richer.tables.unit_posts.insert(0, None);
        richer.tables.comes_at.iter_mut().flatten().for_each(|unit| *unit += 1);
        let magazine = richer.unknowns.magazines[0];
        richer.unknowns.magazines.insert(0, magazine);
        let place: Vec<u32> = (1..=8).collect();
        richer.tables.encounters.iter_mut().for_each(|met| met.renumber(&place));
        for luck in 0..5 {
            let (before, after) = (raid.outcome(case, luck), richer.outcome(case, luck));
            assert_eq!((&before.fate, &before.cause), (&after.fate, &after.cause), "case {case}");
            assert_eq!(sum(&before.rounds), sum(&after.rounds), "case {case}");
        }
    }
}

#[test]
fn tallies_join_in_order() {
    let raid = some_raid(5);
    let whole = tallied(&raid, 9, 0..40);
    let mut joined = Tally::new(Shape::of(&raid.plan()));
    for part in [0..7, 7..8, 8..25, 25..40] {
        joined.append(&tallied(&raid, 9, part)).expect("in order");
    }
    assert_eq!(joined, whole);
    let twice = joined.append(&tallied(&raid, 9, 39..40)).expect_err("counted twice").to_string();
    assert!(twice.starts_with("replication = (4, 39) is not allowed") && twice.contains("(4, 39)"), "{twice}");
    let plan = raid.plan();
    let outcome = raid.outcome(9, 0);
    let late = Replication { seed: 9, unknown: 3, luck: 99 };
    let late = joined.record(&plan, late, &outcome).expect_err("out of order").to_string();
    assert!(late.contains("greater than the last one, (4, 39)"), "{late}");
}

#[test]
fn tallies_of_different_shape_do_not_mix() {
    let raid = some_raid(5);
    let mut other = raid.clone();
    other.tables.asset_values.push(1.0);
    let error = tallied(&raid, 0, 0..2).append(&tallied(&other, 0, 2..3)).expect_err("shapes");
    assert!(error.to_string().starts_with("shape of a tally"), "{error}");
}
