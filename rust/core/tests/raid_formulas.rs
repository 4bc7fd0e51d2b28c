//! Outcomes of simple raids against closed forms, to within four standard errors (a wrong alarm in 16,000).

mod raid_support;

use intercept_core::math::random::Triangular;
use intercept_core::raid::{replicate, Fate, Plan, Scratch, Unit};
use raid_support::{plan, single_shot_unit, tables, threat, unit_class, Sampler, Window};

const THREATS: usize = 500;
const REPLICATIONS: u32 = 200;

// One window of every unit against every threat, one after the other, without waiting.
fn in_sequence(classes: Vec<intercept_core::raid::UnitClass>, units: Vec<Unit>) -> Plan {
    let threats = vec![threat(0.0, 1000.0); THREATS];
    let mut windows = Vec::new();
    for threat in 0..THREATS {
        for (unit, opens_s) in (0..).zip((0..units.len()).map(|i| [10.0, 110.0, 210.0, 310.0][i])) {
            windows.push(Window { threat, unit, opens_s, closes_s: opens_s, flight_s: 50.0 });
        }
    }
    plan(tables(classes, units, threats, &windows))
}

fn wide(unit: &Unit) -> Unit {
    Unit { rounds: 100_000, channels: 100_000, ..unit.clone() }
}

// Mean share of threats of a fate, and its standard error from the scatter between replications.
fn share(plan: &Plan, fate: Fate) -> (f64, f64) {
    let mut scratch = Scratch::default();
    let threats = f64::from(u32::try_from(plan.tables().threats.len()).expect("few"));
    let shares: Vec<f64> = (0..u64::from(REPLICATIONS))
        .map(|r| {
            let fates = &replicate(plan, 20, r, &mut scratch).fate;
            f64::from(u32::try_from(fates.iter().filter(|&&f| f == fate).count()).expect("few")) / threats
        })
        .collect();
    mean_and_error(&shares)
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = f64::from(u32::try_from(values.len()).expect("few"));
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
        let salvo = wide(&Unit { salvo: n.unsigned_abs(), ..single_shot_unit() });
        agrees(share(&in_sequence(vec![unit_class(0.3, 0.0, 1.0)], vec![salvo]), Fate::Intercepted), wanted);
        let looking = wide(&Unit { shoot_look_shoot: true, assess_time_s: 10.0, ..Unit::default() });
        // Shots at 0, 60, 120 ... s: the window closes before shot n + 1.
        let closes_s = 60.0 * f64::from(n) - 1.0;
        let windows: Vec<Window> =
            (0..THREATS).map(|threat| Window { threat, unit: 0, opens_s: 0.0, closes_s, flight_s: 50.0 }).collect();
        let threats = vec![threat(0.0, 1000.0); THREATS];
        let plan = plan(tables(vec![unit_class(0.3, 0.0, 1.0)], vec![looking], threats, &windows));
        agrees(share(&plan, Fate::Intercepted), wanted);
    }
}

// Layers of different classes: a threat leaks with the product of (1 - k).
#[test]
fn layers_multiply() {
    let k = [0.3, 0.6, 0.2];
    let classes = k.map(|k| unit_class(k, 0.0, 1.0)).to_vec();
    let units = (0..3).map(|class| wide(&Unit { class, ..single_shot_unit() })).collect();
    agrees(share(&in_sequence(classes, units), Fate::Leaked), 0.7 * 0.4 * 0.8);
}

// A single shot kills with k whatever the common-cause share c; n shots of a class leave c + (1 - c)(1 - k')^n,
// k' = k / (1 - c); and no more than 1 - c can be killed.
#[test]
fn common_causes() {
    let kill = |k, c, units| {
        let plan = in_sequence(vec![unit_class(k, c, 1.0)], vec![wide(&single_shot_unit()); units]);
        share(&plan, Fate::Intercepted)
    };
    for c in [0.0, 0.2, 0.5] {
        agrees(kill(0.4, c, 1), 0.4);
        agrees(kill(0.4, c, 4), (1.0 - c) * (1.0 - (1.0 - 0.4 / (1.0 - c)).powi(4)));
    }
    agrees(kill(0.9, 0.3, 1), 0.7);
    agrees(kill(0.9, 0.3, 4), 0.7);
    assert!(kill(0.4, 1.0, 4).0 <= 0.0);
}

// Two classes fail by causes of their own: their layers multiply all the same.
#[test]
fn common_causes_are_not_shared_between_classes() {
    let classes = vec![unit_class(0.4, 0.5, 1.0); 2];
    let units = (0..2).map(|class| wide(&Unit { class, ..single_shot_unit() })).collect();
    agrees(share(&in_sequence(classes, units), Fate::Leaked), 0.6 * 0.6);
}

// Failures over the whole flight, jamming over its last half, independent. A jammed one that had failed before
// counts as failed: with shares f and j the jammed are j (1 - f P(failure first)) = j (1 - 3 f / 4).
#[test]
fn failures_and_jamming() {
    let mut quiet = tables(vec![], vec![], vec![threat(0.0, 1000.0); THREATS], &[]);
    quiet.threat_classes[0].failure_share = Triangular::fixed(0.4);
    quiet.threat_classes[0].jam_share = Triangular::fixed(0.5);
    let plan = plan(quiet);
    agrees(share(&plan, Fate::Jammed), 0.5 * (1.0 - 0.4 * 0.75));
    agrees(share(&plan, Fate::Leaked), 0.6 * 0.5);
    agrees(share(&plan, Fate::Failed), 1.0 - 0.3 - 0.5 * (1.0 - 0.4 * 0.75));
}

// A unit that kills for certain is up with its availability; one draw of the class's prior a replication.
#[test]
fn availability_and_its_prior() {
    let mut class = unit_class(1.0, 0.0, 1.0);
    class.availability = Triangular { low: 0.2, mode: 0.5, high: 0.8 };
    agrees(share(&in_sequence(vec![class], vec![wide(&single_shot_unit())]), Fate::Intercepted), 0.5);
    let mut class = unit_class(1.0, 0.0, 1.0);
    class.single_shot_kill_probability = Triangular { low: 0.1, mode: 0.2, high: 0.9 };
    agrees(share(&in_sequence(vec![class], vec![wide(&single_shot_unit())]), Fate::Intercepted), 0.4);
}

// Erlang's loss formula B(5, 3) = (3^5 / 5!) / sum_{i <= 5} 3^i / i! = 0.1100543: five channels, Poisson arrivals
// at a load of three, who finds no channel leaks. It holds for any holding time of that mean (Sevastyanov,
// Theory of Probability and its Applications 2, 1957), so for our constant one too.
#[test]
fn one_pool_of_channels_is_erlang_b() {
    let blocked: Vec<f64> = (0..40)
        .map(|case| {
            let mut sampler = Sampler::new(case);
            let mut opens_s = 0.0;
            let opens: Vec<f64> = std::iter::repeat_with(|| {
                opens_s -= (1.0 - sampler.uniform()).ln() / 3.0;
                opens_s
            })
            .take(10_000)
            .collect();
            let windows: Vec<Window> = (0..)
                .zip(&opens)
                .map(|(threat, &t)| Window { threat, unit: 0, opens_s: t, closes_s: t, flight_s: 1.0 })
                .collect();
            let pool = Unit { channels: 5, rounds: 100_000, ..single_shot_unit() };
            let threats = opens.iter().map(|&t| threat(t, t + 1.0)).collect();
            let plan = plan(tables(vec![unit_class(1.0, 0.0, 1.0)], vec![pool], threats, &windows));
            let mut scratch = Scratch::default();
            // The first hundred find an empty pool.
            let fates = &replicate(&plan, case, 0, &mut scratch).fate[100..];
            f64::from(u32::try_from(fates.iter().filter(|&&f| f == Fate::Leaked).count()).expect("few")) / 9_900.0
        })
        .collect();
    let (mean, error) = mean_and_error(&blocked);
    agrees((mean, error), 0.110_054_3);
    assert!(error < 0.001, "{error}");
}
