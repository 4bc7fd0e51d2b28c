//! Outcomes of simple raids against closed forms, to within four standard errors (a wrong alarm in 16,000).

mod raid_support;

use intercept_core::math::random::Replication;
use intercept_core::raid::{replicate, Depot, Fate, Magazine, Plan, Scratch, Unknowns};
use raid_support::{raid, single_shot, threat, Raid, Window};

const THREATS: usize = 500;
const REPLICATIONS: u32 = 200;

// One window of every unit against every threat, one after the other, without waiting; units of these classes.
fn in_sequence(kills: &[f64], units: &[(u32, Magazine)]) -> Raid {
    let mut windows = Vec::new();
    for threat in 0..THREATS {
        for (unit, opens_s) in (0..).zip((0..units.len()).map(|i| [10.0, 110.0, 210.0, 310.0][i])) {
            windows.push(Window { threat, unit, opens_s, closes_s: opens_s, flight_s: 50.0 });
        }
    }
    raid(kills, units, vec![threat(0.0, 1000.0); THREATS], &windows)
}

fn wide(magazine: Magazine) -> Magazine {
    Magazine { rounds: 100_000, channels: 100_000, ..magazine }
}

fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("few"))
}

// Mean share of threats of a fate, and its standard error from the scatter between replications.
fn share(raid: &Raid, fate: Fate) -> (f64, f64) {
    let (plan, mut scratch) = (raid.plan(), Scratch::default());
    let shares: Vec<f64> = (0..u64::from(REPLICATIONS))
        .map(|luck| share_of_one(&plan, &raid.unknowns, luck, fate, &mut scratch))
        .collect();
    mean_and_error(&shares)
}

fn share_of_one(plan: &Plan, unknowns: &Unknowns, luck: u64, fate: Fate, scratch: &mut Scratch) -> f64 {
    let fates = &replicate(plan, unknowns, Replication { seed: 20, unknown: 0, luck }, scratch).fate;
    small(fates.iter().filter(|&&f| f == fate).count()) / small(fates.len())
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = small(values.len());
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}

fn agrees((mean, error): (f64, f64), wanted: f64) {
    assert!((mean - wanted).abs() < 4.0 * error, "{mean} +- {error}, wanted {wanted}");
}

// K = 1 - (1 - k)^n, the rounds of a salvo and the shots of a shoot-look-shoot unit alike.
#[test]
fn independent_rounds() {
    for n in [1, 2, 5] {
        let wanted = 1.0 - 0.7_f64.powi(n);
        let salvo = wide(Magazine { salvo: n.unsigned_abs(), ..single_shot() });
        agrees(share(&in_sequence(&[0.3], &[(0, salvo)]), Fate::Intercepted), wanted);
        let looking = wide(Magazine { assess_time_s: 10.0, ..Magazine::default() });
        // Shots at 0, 60, 120 ... s: the window closes before shot n + 1.
        let closes_s = 60.0 * f64::from(n) - 1.0;
        let windows: Vec<Window> =
            (0..THREATS).map(|threat| Window { threat, unit: 0, opens_s: 0.0, closes_s, flight_s: 50.0 }).collect();
        let looked = raid(&[0.3], &[(0, looking)], vec![threat(0.0, 1000.0); THREATS], &windows);
        agrees(share(&looked, Fate::Intercepted), wanted);
        // With caps the window may stay open: n rounds at most, by the unit, by all, or n engagements.
        let open: Vec<Window> = windows.iter().map(|w| Window { closes_s: 900.0, ..*w }).collect();
        let most = n.unsigned_abs();
        for capped in [Magazine { rounds_per_target_max: most, ..looking }, Magazine { misses_max: most, ..looking }] {
            let capped = raid(&[0.3], &[(0, capped)], vec![threat(0.0, 1000.0); THREATS], &open);
            agrees(share(&capped, Fate::Intercepted), wanted);
        }
        let mut capped = looked.with_windows(&open);
        capped.tables.doctrine.rounds_per_target_max = most;
        agrees(share(&capped, Fate::Intercepted), wanted);
    }
}

// Layers of different classes: a threat leaks with the product of (1 - k).
#[test]
fn layers_multiply() {
    let units = [0, 1, 2].map(|class| (class, wide(single_shot())));
    agrees(share(&in_sequence(&[0.3, 0.6, 0.2], &units), Fate::Leaked), 0.7 * 0.4 * 0.8);
}

// A single shot kills with k whatever the common-cause share c; n shots of a class leave c + (1 - c)(1 - k')^n,
// k' = k / (1 - c). Where k and c exclude each other, the common cause gives way: c = 1 - k, and all that is left is killed.
#[test]
fn common_causes() {
    let kill = |k, c, units| {
        let mut raid = in_sequence(&[k], &vec![(0, wide(single_shot())); units]);
        raid.unknowns.common_cause_share = vec![c];
        share(&raid, Fate::Intercepted)
    };
    for c in [0.0, 0.2, 0.5] {
        agrees(kill(0.4, c, 1), 0.4);
        agrees(kill(0.4, c, 4), (1.0 - c) * (1.0 - (1.0 - 0.4 / (1.0 - c)).powi(4)));
    }
    agrees(kill(0.9, 0.3, 1), 0.9);
    agrees(kill(0.9, 0.3, 4), 0.9);
    agrees(kill(0.4, 1.0, 4), 0.4);
    assert!(kill(0.0, 1.0, 4).0 <= 0.0);
}

// Two classes fail by causes of their own: their layers multiply all the same. Two variants of one class share them.
#[test]
fn common_causes_are_shared_within_a_class_alone() {
    let mut apart = in_sequence(&[0.4, 0.4], &[0, 1].map(|class| (class, wide(single_shot()))));
    apart.unknowns.common_cause_share = vec![0.5; 2];
    agrees(share(&apart, Fate::Leaked), 0.6 * 0.6);
    apart.tables.unit_classes = vec![50; 2];
    agrees(share(&apart, Fate::Leaked), 0.5 + 0.5 * 0.2 * 0.2);
}

// Failures over the whole flight, jamming over its last half, independent. A jammed one that had failed before
// counts as failed: with shares f and j the jammed are j (1 - f P(failure first)) = j (1 - 3 f / 4).
#[test]
fn failures_and_jamming() {
    let mut quiet = raid(&[], &[], vec![threat(0.0, 1000.0); THREATS], &[]);
    quiet.unknowns.failure_share = vec![0.4];
    quiet.unknowns.jam_share = vec![0.5];
    agrees(share(&quiet, Fate::Jammed), 0.5 * (1.0 - 0.4 * 0.75));
    agrees(share(&quiet, Fate::Leaked), 0.6 * 0.5);
    agrees(share(&quiet, Fate::Failed), 1.0 - 0.3 - 0.5 * (1.0 - 0.4 * 0.75));
}

// Of the jammed a share d crashes before the last window; the others still draw fire there, and are killed with k.
#[test]
fn drifters_draw_fire() {
    let mut jammed = in_sequence(&[0.6], &[(0, wide(single_shot()))]);
    jammed.unknowns.jam_share = vec![0.8];
    jammed.unknowns.jam_crash_share = vec![0.25];
    // Jammed in the last half of the flight, thus after the windows at 10 s: but at 990 s nearly all have been.
    let late: Vec<Window> = (0..THREATS)
        .map(|threat| Window { threat, unit: 0, opens_s: 999.9, closes_s: 999.9, flight_s: 0.05 })
        .collect();
    let late = jammed.with_windows(&late);
    let crashed = 0.8 * 0.25 * (999.9 - 500.0) / 500.0;
    agrees(share(&late, Fate::Intercepted), (1.0 - crashed) * 0.6);
    agrees(share(&late, Fate::Leaked), 0.2 * 0.4);
}

// A decoy harms nothing; the share of them that is recognised is not fired at.
#[test]
fn decoys_and_their_recognition() {
    let mut decoys = in_sequence(&[0.5], &[(0, wide(single_shot()))]);
    decoys.unknowns.decoy_share = vec![0.6];
    decoys.unknowns.discrimination_share = vec![0.75];
    agrees(share(&decoys, Fate::Leaked), 0.4 * 0.5);
    agrees(share(&decoys, Fate::Decoy), 0.6 * (0.75 + 0.25 * 0.5));
    agrees(share(&decoys, Fate::Intercepted), (0.4 + 0.6 * 0.25) * 0.5);
}

// A unit that kills for certain is up with its availability.
#[test]
fn availability() {
    let mut seldom = in_sequence(&[1.0], &[(0, wide(single_shot()))]);
    seldom.unknowns.unit_availability = vec![0.3];
    let up = share(&seldom, Fate::Intercepted);
    // All threats share the unit's fate: two hundred draws, not a hundred thousand.
    assert!((up.1 - (0.3 * 0.7 / 200.0_f64).sqrt()).abs() < 0.003, "{up:?}");
    agrees(up, 0.3);
}

// Rounds are finite: n arrivals one after another at a unit with m rounds, s at hand, and d in the depot of its class, each round
// a sure kill; what is missing is loaded and fetched in the time between two arrivals.
#[test]
fn a_stock_lasts_for_as_many_as_it_has() {
    for (rounds, spare, depot) in [(3, 0, 0), (3, 5, 0), (3, 5, 7), (1, 0, 9), (4, 1, 2)] {
        let magazine = Magazine { rounds, spare, reload_time_s: 10.0, ..single_shot() };
        let windows: Vec<Window> = (0..30_u8)
            .map(|i| {
                let opens_s = 100.0 * f64::from(i);
                Window { threat: i.into(), unit: 0, opens_s, closes_s: opens_s, flight_s: 1.0 }
            })
            .collect();
        let mut finite = raid(&[1.0], &[(0, magazine)], vec![threat(0.0, 3000.0); 30], &windows);
        finite.unknowns.depots = vec![Depot { rounds: depot, resupply_per_day: 0.0, delivery_time_s: 20.0 }];
        let all = rounds + spare + depot;
        let outcome = finite.outcome(0, 0);
        assert_eq!(finite.leakers(0), 30 - all as usize);
        assert_eq!((outcome.rounds[0], outcome.left[0]), (all, 0));
        assert!((outcome.first_shortage_s - 100.0 * f64::from(all)).abs() < 1e-9);
    }
}

// Erlang's loss formula B(5, 3) = (3^5 / 5!) / sum_{i <= 5} 3^i / i! = 0.1100543: five channels, arrivals at a load of three, who
// finds no channel leaks. It holds for any holding time of that mean (Sevastyanov, Theory of Probability and its Applications 2,
// 1957): a constant one and one that is drawn exponentially. Arrivals over a long span, each moved over all of it, are as good as
// Poisson's: the span is that of 20,000 of them, of which the first and the last are left out.
#[test]
fn one_pool_of_channels_is_erlang_b() {
    const ARRIVALS: usize = 20_000;
    let span_s = small(ARRIVALS) / 3.0;
    for (flight_s, assess_time_s, assess_exponential) in [(1.0, 0.0, false), (0.0, 1.0, true)] {
        let pool = Magazine { channels: 5, rounds: 100_000, assess_time_s, assess_exponential, ..single_shot() };
        let middle_s = span_s / 2.0;
        let windows: Vec<Window> = (0..ARRIVALS)
            .map(|threat| Window { threat, unit: 0, opens_s: middle_s, closes_s: middle_s, flight_s })
            .collect();
        let arrival = intercept_core::raid::Threat { jitter_s: middle_s, ..threat(middle_s, middle_s + 1.0) };
        let poisson = raid(&[1.0], &[(0, pool)], vec![arrival; ARRIVALS], &windows);
        let (plan, mut scratch) = (poisson.plan(), Scratch::default());
        let blocked: Vec<f64> =
            (0..40).map(|luck| share_of_one(&plan, &poisson.unknowns, luck, Fate::Leaked, &mut scratch)).collect();
        let (mean, error) = mean_and_error(&blocked);
        // The first find an empty pool: some five of 20,000.
        assert!((mean - 0.110_054_3).abs() < 4.0 * error + 5.0 / small(ARRIVALS), "{mean} +- {error}");
        assert!(error < 0.001, "{error}");
    }
}
