//! Launch windows against a brute-force scan with direct geometry: none lost, none invented, edges exact.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Counts of steps.

mod share;
mod synthetic;

use intercept_core::earth::ellipsoid::{to_geodetic, Geodetic, ECCENTRICITY_SQUARED, FLATTENING, SEMI_MAJOR_AXIS_M};
use intercept_core::earth::gravity::Field;
use intercept_core::engagement::flyout::{Flyout, Limits};
use intercept_core::engagement::reason::Reason;
use intercept_core::engagement::table::FlyoutTable;
use intercept_core::engagement::unit::FireUnitSpec;
use intercept_core::engagement::window::{windows_of, Defence, Threat, Window};
use intercept_core::flight::flown::path::{Path, State};
use intercept_core::math::hermite;
use intercept_core::math::vec3::Vec3;
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::track::{BySensor, SensorTrack, Track, TrackReason};
use share::cases;
use std::f64::consts::{FRAC_PI_2, PI};
use synthetic::{along_geodesic, knots, random_flight, random_unit, tables, unit, Lcg, ORIGIN};

const STEP_S: f64 = 0.05;
const LAUNCH_TIME_S: f64 = 1_000.0;
const DECISION_S: f64 = 4.0;
const MANOEUVRE_M_S2: f64 = 20.0;

/// Direct geometry of one threat against one unit, written out plainly. Times are raid time.
struct Direct<'a> {
    path: Path<'a>,
    spec: FireUnitSpec,
    table: &'a FlyoutTable,
    track: &'a [(f64, f64)],
    more: &'a More,
}

/// Beyond the limits of the unit: reach against this class (m), a warning (raid time, s), tracks of the sensor that guides.
#[derive(Debug, Clone)]
struct More {
    reach_m: f64,
    warned_s: f64,
    guide: Option<Vec<(f64, f64)>>,
}

const NOTHING_MORE: More = More { reach_m: f64::INFINITY, warned_s: f64::INFINITY, guide: None };

/// Conditions on the point of an intercept, in their order.
const POINT: usize = 12;
/// And on its launch: a burst that fits, a launch late enough, one in a track, a target held on to.
const ALL: usize = POINT + 4;

impl Direct<'_> {
    fn state(&self, raid_s: f64) -> State {
        self.path.state(raid_s - LAUNCH_TIME_S)
    }

    /// Number of conditions on the point that hold, in their order, before the first that fails; and the launch time.
    fn point(&self, intercept_s: f64) -> (usize, f64) {
        let s = &self.spec;
        let state = self.state(intercept_s);
        let q = state.position - s.position.to_ecef();
        let (slant, up) = (q.norm(), q.dot(s.position.enu().up));
        let ground = (slant * slant - up * up).max(0.0).sqrt();
        let altitude = to_geodetic(state.position).altitude_m;
        let above = altitude - s.position.altitude_m;
        let time = self.table.time_of_flight_s(ground, up);
        let speed = state.velocity.norm();
        let cos_crossing = -q.dot(state.velocity) / (slant * speed);
        let closing = self.table.speed_m_s(ground, up) + speed * cos_crossing;
        let conditions: [bool; POINT] = [
            slant <= s.slant_range_max_m && slant <= self.more.reach_m,
            slant >= s.slant_range_min_m,
            above <= s.altitude_max_m + 1.0,
            above >= s.altitude_min_m - 1.0,
            self.in_sector(state),
            up <= slant * s.elevation_max_rad.sin(),
            horizon_margin(s, state.position, altitude) >= 0.0,
            speed <= s.target_speed_max_m_s + 0.1,
            time.is_finite(),
            s.crossing_angle_max_rad >= PI || cos_crossing.clamp(-1.0, 1.0).acos() <= s.crossing_angle_max_rad,
            closing >= s.closing_speed_min_m_s && closing <= s.closing_speed_max_m_s,
            s.lateral_acceleration_ratio == 0.0
                || self.table.lateral_acceleration_m_s2(ground, up) >= self.required(intercept_s, q),
        ];
        (conditions.iter().position(|c| !c).unwrap_or(POINT), intercept_s - time)
    }

    // Across the line of sight, q: by Pythagoras.
    fn required(&self, raid_s: f64, q: Vec3) -> f64 {
        let t = raid_s - LAUNCH_TIME_S;
        let (a, b) = self.path.interval(t);
        let (state, acceleration) = (self.path.state(t), hermite::acceleration(a, b, t));
        let across = |a: Vec3| (a.dot(a) - (a.dot(q) / q.norm()).powi(2)).max(0.0).sqrt();
        let gravity = Field::WGS84.apparent(state.position, state.velocity);
        let ratio = self.spec.lateral_acceleration_ratio;
        let held = ratio * (across(acceleration) + MANOEUVRE_M_S2) + across(gravity);
        held.min(ratio * (across(acceleration - gravity) + MANOEUVRE_M_S2))
    }

    fn in_sector(&self, state: State) -> bool {
        let (s, e) = (&self.spec, self.spec.position.enu());
        let q = state.position - s.position.to_ecef();
        // The angle between two directions in the plane, by their scalar product.
        let (sin, cos) = s.azimuth_centre_rad.sin_cos();
        let (east, north) = (q.dot(e.east), q.dot(e.north));
        let off = ((east * sin + north * cos) / east.hypot(north)).clamp(-1.0, 1.0).acos();
        off <= s.azimuth_half_width_rad
    }

    // Sight of fire control: sector, elevation, horizon.
    fn lit(&self, raid_s: f64) -> bool {
        let (s, state) = (&self.spec, self.state(raid_s));
        let q = state.position - s.position.to_ecef();
        let up = q.dot(s.position.enu().up);
        let altitude = to_geodetic(state.position).altitude_m;
        // What has not been launched is not seen.
        raid_s >= self.span().0
            && self.in_sector(state)
            && up <= q.norm() * s.elevation_max_rad.sin()
            && horizon_margin(s, state.position, altitude) >= 0.0
    }

    /// Number of all conditions that hold before the first that fails, and the launch time.
    fn depth(&self, intercept_s: f64) -> (usize, f64) {
        let s = &self.spec;
        let (point, launch) = self.point(intercept_s);
        if point < POINT {
            return (point, launch);
        }
        let steps = |from: f64, to: f64| (0..=40).map(move |i| from + (to - from) * f64::from(i) / 40.0);
        let end = self.span().1;
        let until = intercept_s + s.burst_s;
        let burst = s.burst_s == 0.0 || until <= end && steps(intercept_s, until).all(|t| self.point(t).0 == POINT);
        // The order comes a decision after track or warning, the first of the two, but not before the track.
        let ready = |from: f64| s.reaction_time_s + from.max(from.min(self.more.warned_s) + DECISION_S);
        let late_enough = self.track.iter().any(|&(from, _)| launch >= ready(from));
        let from_track = |&&(from, to): &&(f64, f64)| launch >= ready(from) && launch <= to;
        let launched = self.track.iter().any(|i| from_track(&i));
        let held = self.track.iter().filter(from_track).any(|i| !s.track_to_intercept || intercept_s <= i.1);
        let all_along = |i: &(f64, f64)| launch >= i.0 && intercept_s <= i.1;
        let guided = self.more.guide.as_ref().is_none_or(|tracks| tracks.iter().any(all_along));
        let light = launch.max(intercept_s - s.illumination_s);
        let lit = s.illumination_s == 0.0 || steps(light, intercept_s).all(|t| self.lit(t));
        let conditions = [burst, late_enough, launched, held && lit && guided];
        (POINT + conditions.iter().position(|c| !c).unwrap_or(4), launch)
    }

    fn possible(&self, intercept_s: f64) -> bool {
        self.depth(intercept_s).0 == ALL
    }

    fn span(&self) -> (f64, f64) {
        (self.path.start() + LAUNCH_TIME_S, self.path.end() + LAUNCH_TIME_S)
    }
}

// The angle at the centre of the sphere that touches the ellipsoid under the unit, against kR (acos + acos).
fn horizon_margin(s: &FireUnitSpec, target: Vec3, altitude: f64) -> f64 {
    let w = ECCENTRICITY_SQUARED * s.position.latitude_rad.sin().powi(2);
    let radius = SEMI_MAJOR_AXIS_M * (1.0 - FLATTENING) / (1.0 - w);
    let foot = Geodetic { altitude_m: -radius, ..s.position };
    let (up, arm) = (s.position.enu().up, target - foot.to_ecef());
    let angle = up.cross(arm).norm().atan2(up.dot(arm));
    let kr = 4.0 / 3.0 * radius;
    let horizon = |h: f64| kr * (kr / (kr + h.max(0.0))).acos();
    horizon(s.position.altitude_m + s.fire_control_height_m) + horizon(altitude) - radius * angle
}

fn reason_depth(reason: Reason) -> usize {
    let k = reason as usize;
    match reason {
        Reason::Engageable => ALL,
        // No ground here.
        _ if k > Reason::MaskedByTerrain as usize => k - 1 - Reason::OutOfReach as usize,
        _ => k - Reason::OutOfReach as usize,
    }
}

fn random_track(rng: &mut Lcg, (start, end): (f64, f64)) -> Track {
    let mut cuts: Vec<f64> = (0..2 * (1 + rng.below(3))).map(|_| rng.uniform(start - 50.0, end)).collect();
    cuts.sort_by(f64::total_cmp);
    let intervals_s = cuts.chunks(2).map(|c| (c[0], c[1])).collect();
    Track { intervals_s, first_detection: None, reason: TrackReason::Tracked, by_sensor: BySensor::NONE }
}

fn random_more(rng: &mut Lcg, spec: &FireUnitSpec, (start, end): (f64, f64)) -> More {
    let reach_m = if rng.below(4) == 0 { spec.slant_range_max_m * rng.uniform(0.3, 1.2) } else { f64::INFINITY };
    let warned_s = if rng.below(3) == 0 { rng.uniform(start, end) } else { f64::INFINITY };
    let guide = (rng.below(3) == 0).then(|| random_track(rng, (start, end)).intervals_s);
    More { reach_m, warned_s, guide }
}

fn nothing_lost(direct: &Direct, windows: &[Window], reason: Reason, case: usize) {
    let (start, end) = direct.span();
    let (mut run, mut deeper, mut was) = (0, 0, false);
    for i in 0..((end - start) / STEP_S) as usize {
        let t = start + STEP_S * i as f64;
        let (depth, launch) = direct.depth(t);
        // What the search may miss is shorter than 0.02 s: no two steps of the scan.
        deeper = if depth > reason_depth(reason) { deeper + 1 } else { 0 };
        assert!(deeper < 2, "case {case} at {t}: {reason:?}, but {depth} conditions hold");
        run = if depth == ALL { run + 1 } else { 0 };
        // The earliest intercept of the launch is not later than this one.
        let earliest = earliest(windows, launch);
        assert!(run < 2 || earliest <= t + 1e-3, "case {case}: {t}, launch at {launch}, but {earliest} in {windows:?}");
        // The scan's own edges: a millisecond inside them the launch is there, to the tolerance of edges.
        if i > 0 && run != 1 && (run > 0) != was {
            let (mut outside, mut inside) =
                if run > 0 { ((t - 2.0 * STEP_S).max(start), t - STEP_S) } else { (t, t - STEP_S) };
            for _ in 0..20 {
                let middle = 0.5 * (outside + inside);
                (outside, inside) = if direct.possible(middle) { (outside, middle) } else { (middle, inside) };
            }
            let within = inside + (inside - outside).signum() * 1e-3;
            let (depth, launch) = direct.depth(within);
            let there = earliest_within(windows, launch, 2e-5) <= within + 1e-3;
            assert!(depth < ALL || there, "case {case}: edge at {inside}, launch at {launch} not in {windows:?}");
        }
        was = if run == 1 { was } else { run > 0 };
    }
}

// The earliest intercept of the windows that hold a launch, to within a millisecond.
fn earliest(windows: &[Window], launch: f64) -> f64 {
    earliest_within(windows, launch, 1e-3)
}

fn earliest_within(windows: &[Window], launch: f64, tolerance: f64) -> f64 {
    let holds = |w: &&Window| launch >= w.launch_s[0] - tolerance && launch <= w.launch_s[7] + tolerance;
    windows.iter().filter(holds).map(|w| w.intercept_s[0].min(w.intercept_s[7])).fold(f64::INFINITY, f64::min)
}

fn nothing_invented(direct: &Direct, windows: &[Window], case: usize) {
    for w in windows {
        let middle = 0.5 * (w.intercept_s[0] + w.intercept_s[7]);
        let half = 0.5 * (w.intercept_s[7] - w.intercept_s[0]).abs();
        for (launch, intercept) in w.launch_s.iter().zip(w.intercept_s) {
            // A nudge inward from the edges, whose tolerance is 1e-5 s.
            let inward = intercept + (middle - intercept) * (1e-4 / half).min(1.0);
            assert!(direct.possible(inward), "case {case}: {inward} {:?} in {w:?}", direct.depth(inward));
            let (_, exact) = direct.depth(inward);
            assert!((exact - launch).abs() < 1e-2, "case {case}: launch {launch} {exact}");
        }
        assert!(w.launch_s.windows(2).all(|l| l[0] <= l[1]), "case {case}: {w:?}");
        for edge in [w.intercept_s[0], w.intercept_s[7]] {
            edge_is_one(direct, windows, w, edge + (edge - middle).signum() * 1e-3, case);
        }
    }
}

// A millisecond outside, no intercept is possible: or the flight has ended, or another part has the launch, or this part
// itself where launches turn back into it.
fn edge_is_one(direct: &Direct, windows: &[Window], own: &Window, t: f64, case: usize) {
    let (start, end) = direct.span();
    if t < start || t > end || !direct.possible(t) {
        return;
    }
    let (_, launch) = direct.depth(t);
    let taken = windows.iter().any(|w| {
        let tolerance = if w.part == own.part { 1e-9 } else { 2e-5 };
        launch >= w.launch_s[0] - tolerance && launch <= w.launch_s[7] + tolerance
    });
    assert!(taken, "case {case}: possible at {t}, a millisecond outside {own:?}");
}

// Limits beyond those of every unit, each for some.
fn with_limits(rng: &mut Lcg, spec: FireUnitSpec) -> FireUnitSpec {
    let chance = rng.below(2);
    // Around the speed of the interceptor, so that they bind while the target passes abeam; 0 now and then.
    let slowest = if rng.below(4) == 0 { 0.0 } else { rng.uniform(0.0, 1_600.0) };
    let fastest = slowest + rng.uniform(50.0, 1_000.0);
    let mut some = |share: f64, limit: f64, none: f64| if rng.uniform(0.0, 1.0) < share { limit } else { none };
    let azimuth_half_width_rad = some(0.3, 0.9, PI);
    let elevation_max_rad = some(0.3, 0.1 + 0.9 * f64::from(u8::from(chance > 0)), FRAC_PI_2);
    let crossing_angle_max_rad = some(0.2, 1.2, PI);
    let closing_speed_min_m_s = some(0.4, slowest, f64::NEG_INFINITY);
    let closing_speed_max_m_s = some(0.3, fastest, f64::INFINITY);
    let illumination_s = some(0.2, f64::INFINITY, 0.0);
    let illumination_s = some(0.2, 6.0, illumination_s);
    let track_to_intercept = some(0.3, 1.0, 0.0) > 0.0;
    let burst_s = some(0.15, 3.0, 0.0);
    let lateral_acceleration_ratio = some(0.5, 3.0, 0.0);
    let azimuth_centre_rad = rng.uniform(-6.0, 6.0);
    FireUnitSpec {
        azimuth_half_width_rad,
        azimuth_centre_rad,
        elevation_max_rad,
        crossing_angle_max_rad,
        closing_speed_min_m_s,
        closing_speed_max_m_s,
        illumination_s,
        track_to_intercept,
        burst_s,
        lateral_acceleration_ratio,
        ..spec
    }
}

// The windows and the reason of one pair, after they agree with the scan.
fn held_to_the_scan(
    path: Path,
    spec: FireUnitSpec,
    tables: &[FlyoutTable],
    track: &Track,
    more: &More,
    case: usize,
) -> (Vec<Window>, Reason) {
    let profile = Profile::new(path);
    let guide = more.guide.iter().map(|tracked_s| {
        let (coverage_s, tracked_s) = (Vec::new(), tracked_s.clone());
        SensorTrack { coverage_s, tracked_s, first_detection_s: None, reason: TrackReason::Tracked }
    });
    let tracked = Track { by_sensor: guide.collect(), ..track.clone() };
    let threat = Threat {
        profile: Some(&profile),
        launch_time_s: LAUNCH_TIME_S,
        manoeuvre_m_s2: MANOEUVRE_M_S2,
        track: &tracked,
        warned_s: more.warned_s,
    };
    let units = [if more.guide.is_some() { unit(spec).guided_by(vec![0]) } else { unit(spec) }];
    let tables: Vec<_> = tables.iter().collect();
    let defence = Defence { units: &units, tables: &tables, decision_time_s: DECISION_S, field: &Field::WGS84 };
    let (windows, reasons) = windows_of(&threat, &defence, |_| Some(more.reach_m));
    let direct = Direct { path, spec, table: tables[spec.table], track: &track.intervals_s, more };
    nothing_lost(&direct, &windows, reasons[0], case);
    nothing_invented(&direct, &windows, case);
    assert_eq!(windows.is_empty(), reasons[0] != Reason::Engageable);
    for pair in windows.windows(2) {
        let apart = (pair[1].launch_s[0] - pair[0].launch_s[7]).abs();
        let joined = apart < 1e-4 && (pair[1].intercept_s[0] - pair[0].intercept_s[7]).abs() < 1e-4;
        // Only where launches turn from rising to falling may two parts share an end.
        let rising = |w: &Window| w.intercept_s[7] > w.intercept_s[0];
        assert!(!joined || rising(&pair[0]) != rising(&pair[1]), "case {case}: one part in two: {windows:?}");
    }
    (windows, reasons[0])
}

#[test]
fn closing_limits_that_bind_on_a_long_straight_pass_lose_nothing() {
    // Few knots, so that one stretch of the search holds the approach, the pass abeam and the departure.
    let mut rng = Lcg(77);
    let mut bound = 0;
    for case in 0..cases(1_500) {
        let (speed, height) = (rng.uniform(100.0, 400.0), rng.uniform(50.0, 3_000.0));
        let abeam = rng.uniform(300.0, 6_000.0);
        let knots =
            knots(along_geodesic(1.0, (speed * rng.uniform(150.0, 250.0), abeam), speed, |_| height), 400.0, 10);
        let path = Path { knots: &knots };
        let own = speed * rng.uniform(1.1, 3.0);
        let table =
            FlyoutTable::limited(&Flyout::ConstantSpeed { speed_m_s: own }, &Limits::default(), 40e3, 20e3).unwrap();
        let least = own + speed * rng.uniform(-0.95, 0.95);
        let most = if case % 3 == 0 { least + rng.uniform(0.1, 1.0) * speed } else { f64::INFINITY };
        let spec = FireUnitSpec {
            fire_control_height_m: 30.0,
            closing_speed_min_m_s: least,
            closing_speed_max_m_s: most,
            ..FireUnitSpec::unlimited(ORIGIN, 0, 30e3)
        };
        let track = Track {
            intervals_s: vec![(path.start(), path.end() + LAUNCH_TIME_S)],
            first_detection: None,
            reason: TrackReason::Tracked,
            by_sensor: BySensor::NONE,
        };
        bound += usize::from(!held_to_the_scan(path, spec, &[table], &track, &NOTHING_MORE, case).0.is_empty());
    }
    assert!(bound > cases(1_000), "{bound}");
}

#[test]
fn windows_are_those_of_the_scan() {
    let mut rng = Lcg(2024);
    let tables = tables();
    let (mut engaged, mut parts, mut outrun, mut counts) = (0, 0, 0, [0; 22]);
    for case in 0..cases(10_000) {
        let knots = random_flight(&mut rng);
        let path = Path { knots: &knots };
        let plain = random_unit(&mut rng);
        let spec = if case % 2 == 0 { plain } else { with_limits(&mut rng, plain) };
        let track = random_track(&mut rng, (path.start() + LAUNCH_TIME_S, path.end() + LAUNCH_TIME_S));
        let span = (path.start() + LAUNCH_TIME_S, path.end() + LAUNCH_TIME_S);
        let more = if case % 2 == 0 { NOTHING_MORE } else { random_more(&mut rng, &spec, span) };
        let (windows, reason) = held_to_the_scan(path, spec, &tables, &track, &more, case);
        engaged += usize::from(!windows.is_empty());
        parts += windows.len();
        outrun += windows.iter().filter(|w| w.intercept_s[7] < w.intercept_s[0]).count();
        counts[reason as usize] += 1;
    }
    // The cases are worth something: many engaged, many in several parts, some that outrun the interceptor, every
    // reason of geometry and time met but that of ground.
    assert!(
        engaged > cases(500) && parts > engaged + cases(100) && outrun > cases(5),
        "{engaged} {parts} {outrun} {counts:?}"
    );
    let met = |k: usize| k == Reason::MaskedByTerrain as usize || counts[k] > 0;
    assert!((Reason::OutOfReach as usize..22).all(met), "{counts:?}");
}
