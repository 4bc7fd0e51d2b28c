//! Encounters opened for some sensors against the windows of a search with the tracks of just these.

mod share;
mod synthetic;

use intercept_core::earth::gravity::Field;
use intercept_core::engagement::encounters::{Encounters, Opening, Scratch};
use intercept_core::engagement::kill_geometry::{KillGeometry, Ramp};
use intercept_core::engagement::table::FlyoutTable;
use intercept_core::engagement::unit::{FireUnit, FireUnitSpec};
use intercept_core::engagement::window::{windows_of, Defence, Threat, Window};
use intercept_core::flight::flown::path::Path;
use intercept_core::math::intervals::union;
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::track::{SensorTrack, Track, TrackReason};
use share::cases;
use synthetic::{random_flight, random_unit, tables, unit, Lcg};

const LAUNCH_TIME_S: f64 = 1_000.0;
const SENSORS: usize = 4;
/// How far edges and intercepts may lie apart (s); and windows shorter than twice as much may be missing.
const TOLERANCE_S: f64 = 0.05;

// What each sensor would track: up to three stretches, now and then none.
fn random_tracks(rng: &mut Lcg, (start, end): (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let mut stretch = || {
        let from = rng.uniform(start, end);
        let most = if rng.below(2) == 0 { end } else { from + 0.3 * (end - start) };
        (from, rng.uniform(from, most))
    };
    (0..SENSORS).map(|k| union((0..k % 4).map(|_| stretch()).collect())).collect()
}

// The track of a network in which only some of the sensors are up.
fn track_of(by_sensor: &[Vec<(f64, f64)>], up: &[bool]) -> Track {
    let tracked = |k: usize| if up[k] { by_sensor[k].clone() } else { vec![] };
    let sensor = |k: usize| SensorTrack {
        coverage_s: vec![],
        tracked_s: tracked(k),
        first_detection_s: None,
        reason: TrackReason::Tracked,
    };
    let intervals_s = union((0..SENSORS).flat_map(tracked).collect());
    Track {
        reason: if intervals_s.is_empty() { TrackReason::NotConfirmed } else { TrackReason::Tracked },
        intervals_s,
        first_detection: None,
        by_sensor: (0..SENSORS).map(sensor).collect(),
    }
}

// Units near one another, some with sensors of their own, some with what they need to hold on to a target.
fn random_units(rng: &mut Lcg) -> Vec<FireUnit> {
    let one = |_| {
        let plain = random_unit(rng);
        let illumination_s = [0.0, 0.0, 0.0, 6.0, f64::INFINITY][rng.below(5)];
        let spec = FireUnitSpec {
            illumination_s,
            lateral_acceleration_ratio: if needs_lateral(plain.class) { 2.0 } else { 0.0 },
            track_to_intercept: rng.below(3) == 0,
            burst_s: [0.0, 0.0, 0.0, 3.0][rng.below(4)],
            azimuth_half_width_rad: if rng.below(4) == 0 { 0.9 } else { std::f64::consts::PI },
            ..plain
        };
        let mut some = |built: FireUnit, given: fn(FireUnit, Vec<usize>) -> FireUnit| {
            if rng.below(3) > 0 {
                return built;
            }
            given(built, (0..SENSORS).filter(|_| rng.below(2) == 0).collect())
        };
        let cued = some(unit(spec), FireUnit::cued_by);
        some(cued, FireUnit::guided_by)
    };
    (0..4).map(one).collect()
}

// Of units of this class some lateral acceleration is required.
fn needs_lateral(class: usize) -> bool {
    class == 5
}

// Ramps in the midst of what random intercepts have.
fn kill_geometry(class: usize) -> KillGeometry {
    let ramp = |name, full, end, least| Some(Ramp::new(name, full, end, least).expect("allowed"));
    KillGeometry {
        lateral_margin: if needs_lateral(class) { ramp("lateral_margin", 100.0, 0.0, 0.5) } else { None },
        closing_speed: ramp("closing_speed", 500.0, 2000.0, 0.4),
        altitude_edge: ramp("altitude_edge", 3000.0, 0.0, 0.3),
    }
}

// By what the search says of the best intercept of a window, and the altitude of its place. Returns whether speed and altitude bear on it.
fn factor_agrees(o: &Opening, window: &Window, unit: &FireUnit, encounters: &Encounters, case: usize) -> bool {
    let best = &window.best;
    let above_m = best.point.altitude_m - unit.spec.position.altitude_m;
    let edge_m = (above_m - unit.spec.altitude_min_m).min(unit.spec.altitude_max_m - above_m);
    let geometry = kill_geometry(unit.spec.class);
    let wanted = geometry.factor(best.lateral_margin_m_s2, best.closing_speed_m_s, edge_m);
    let read = encounters.kill_factor(o.curve, best.launch_s);
    // Half a hundredth of the factor, and how much it changes in what a launch and its intercept may be off.
    assert!((read - wanted).abs() <= 0.02, "case {case}: {read}, not {wanted}: {best:?}");
    best.closing_speed_m_s > 500.0 && edge_m < 3000.0
}

/// Agreement of one unit's windows, both ways; returns how many there are.
fn agree(found: &[Opening], wanted: &[Window], encounters: &Encounters, case: usize) -> usize {
    let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() <= TOLERANCE_S && (a.1 - b.1).abs() <= TOLERANCE_S;
    let edges = |w: &Window| (w.launch_s[0], w.launch_s[7]);
    let counted = |(from, to): (f64, f64)| to - from > 2.0 * TOLERANCE_S;
    for w in wanted.iter().filter(|w| counted(edges(w))) {
        let same = found.iter().find(|o| near((o.opens_s, o.closes_s), edges(w)));
        let same = same.unwrap_or_else(|| panic!("case {case}: lost {w:?}\nof {found:?}"));
        for (launch, intercept) in w.launch_s.iter().zip(w.intercept_s) {
            let read = encounters.curve(same.curve).intercept_s(launch.clamp(same.opens_s, same.closes_s));
            assert!(
                (read - intercept).abs() <= TOLERANCE_S,
                "case {case}: {launch} meets {intercept}, not {read}: {w:?}"
            );
        }
    }
    for o in found.iter().filter(|o| counted((o.opens_s, o.closes_s))) {
        let same = wanted.iter().any(|w| near((o.opens_s, o.closes_s), edges(w)));
        assert!(same, "case {case}: invented {o:?}\nin {wanted:?}");
    }
    wanted.len()
}

// What there was to compare.
#[derive(Debug, Default)]
struct Seen {
    windows: usize,
    outrun: usize,
    cued: usize,
    guided: usize,
    lit: usize,
    factored: usize,
}

fn compare(rng: &mut Lcg, tables: &[&FlyoutTable], case: usize, seen: &mut Seen) {
    let knots = random_flight(rng);
    let path = Path { knots: &knots };
    let profile = Profile::new(path);
    let span = (path.start() + LAUNCH_TIME_S, path.end() + LAUNCH_TIME_S);
    let (by_sensor, units) = (random_tracks(rng, span), random_units(rng));
    let warned_s = [f64::INFINITY, rng.uniform(span.0 - 100.0, span.1)][rng.below(2)];
    let all = track_of(&by_sensor, &[true; SENSORS]);
    let threat =
        Threat { profile: Some(&profile), launch_time_s: LAUNCH_TIME_S, manoeuvre_m_s2: 20.0, track: &all, warned_s };
    let defence = |decision_time_s| Defence { units: &units, tables, decision_time_s, field: &Field::WGS84 };
    let reach = |class: usize| (class != 1 || case % 3 > 0).then_some(1e5);
    let encounters = Encounters::of(&threat, &defence(0.0), reach, kill_geometry);
    let (mut scratch, mut openings) = (Scratch::default(), vec![]);
    for _ in 0..4 {
        let up: Vec<bool> = (0..SENSORS).map(|_| rng.below(3) > 0).collect();
        let decision_time_s = rng.uniform(0.0, 40.0);
        openings.clear();
        let tracked = encounters.open(
            |k, from| if up[k as usize] { from } else { f64::INFINITY },
            decision_time_s,
            &mut scratch,
            &mut openings,
        );
        let track = track_of(&by_sensor, &up);
        let (windows, _) = windows_of(&Threat { track: &track, ..threat }, &defence(decision_time_s), reach);
        assert_eq!(tracked, !track.intervals_s.is_empty(), "case {case}");
        for (k, unit) in (0u32..).zip(&units) {
            let of_unit: Vec<Opening> = openings.iter().filter(|o| o.unit == k).copied().collect();
            let wanted: Vec<Window> = windows.iter().filter(|w| w.unit == k).cloned().collect();
            let count = agree(&of_unit, &wanted, &encounters, case);
            seen.windows += count;
            for w in &wanted {
                let near = |o: &&Opening| {
                    (o.opens_s - w.launch_s[0]).abs() <= TOLERANCE_S
                        && (o.closes_s - w.launch_s[7]).abs() <= TOLERANCE_S
                };
                let bears = of_unit.iter().find(near).is_some_and(|o| factor_agrees(o, w, unit, &encounters, case));
                seen.factored += usize::from(bears);
            }
            seen.cued += count * usize::from(unit.cued_by.is_some());
            seen.guided += count * usize::from(unit.guided_by.is_some());
            seen.lit += count * usize::from(unit.spec.illumination_s > 0.0);
            seen.outrun += wanted.iter().filter(|w| w.intercept_s[7] < w.intercept_s[0]).count();
        }
    }
}

#[test]
fn encounters_open_as_the_search_finds_them() {
    let mut rng = Lcg(4_711);
    let tables = tables();
    let tables: Vec<&FlyoutTable> = tables.iter().collect();
    let mut seen = Seen::default();
    for case in 0..cases(12_000) {
        compare(&mut rng, &tables, case, &mut seen);
    }
    let enough = [
        (seen.windows, 8_000),
        (seen.outrun, 40),
        (seen.cued, 1_500),
        (seen.guided, 1_200),
        (seen.lit, 3_000),
        (seen.factored, 100),
    ];
    assert!(enough.iter().all(|&(n, least)| n > cases(least)), "{seen:?}");
}
