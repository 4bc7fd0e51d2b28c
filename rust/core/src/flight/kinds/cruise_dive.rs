//! The search for the moment of the dive that ends a hypersonic cruise at its destination, and for the ballistic coefficient in
//! the dive that gives it a terminal speed.

use super::hypersonic_cruise::{Choice, HypersonicCruiseFlight};
use crate::earth::ellipsoid::Geodetic;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{Error, Result};
use crate::flight::flown::path::{Event, Flown};
use crate::flight::phase::Air;
use crate::flight::search::endpoints::{Endpoints, MISS_TOLERANCE_M, NEAREST_M};
use crate::flight::search::lead::Lead;
use crate::flight::search::places;
use crate::flight::search::sent::{meet, rough, Found, Sent, Tried};
use crate::math::newton::Problem;
use crate::math::roots::bracketed;

// Ballistic coefficients in the dive over the missile's, and how well a terminal speed is met (m/s): 0.1 m/s at worst.
const DENSER_MIN: f64 = 0.05;
const DENSER_MAX: f64 = 100.0;
const SPEED_TOLERANCE_M_S: f64 = 0.03;
// How closely brackets find the logarithm of that, from where Newton's method takes it on.
const DENSITY_TOLERANCE: f64 = 1e-3;
// Height over which the air of the lowest 20 km thins by e (m).
const AIR_HEIGHT_M: f64 = 7_200.0;

// Whether a flight dived out of its cruise, with fuel left.
fn cruises(flown: &Flown) -> bool {
    let has = |event| flown.marks.iter().any(|mark| mark.event == event);
    has(Event::Cruise) && !has(Event::FuelOut)
}

impl HypersonicCruiseFlight {
    // The flight to a destination, and what led to it.
    pub(super) fn solve(
        &self,
        air: &Air,
        destination: &Geodetic,
        lead: Option<&Lead>,
    ) -> Result<(Flown, Option<Lead>)> {
        let ends = Endpoints::unchecked(air.world, self.launch_point, *destination);
        let (wanted_m, azimuth_rad) = (ends.line.distance_m, ends.line.azimuth_start_rad);
        places::check_distance(wanted_m, NEAREST_M, 5_000_000.0)?;
        let denser = self.first_density(air.world, destination)?;
        // The third unknown counts only with a speed to meet.
        let n = 2 + usize::from(self.terminal_speed_m_s.is_some());
        let off = |air: &Air, x: &[f64]| {
            let denser = x.get(2).map_or(1.0, |log| log.exp());
            let flown = self.trial(air, Choice { azimuth_rad: x[0], dive_s: x[1], denser }).ok()?.flown;
            let (beyond, right) = ends.miss(air.world, &flown)?;
            let last = flown.knots.last()?;
            let faster = self.terminal_speed_m_s.map(|wanted| last.velocity.norm() - wanted);
            Some(([beyond, right].into_iter().chain(faster).collect(), flown))
        };
        let problem = Problem {
            difference: &[1e-5, 1e-2, 1e-4][..n],
            low: &[azimuth_rad - 0.5, 0.0, DENSER_MIN.ln()][..n],
            high: &[azimuth_rad + 0.5, f64::INFINITY, DENSER_MAX.ln()][..n],
            tolerance: &[MISS_TOLERANCE_M, MISS_TOLERANCE_M, SPEED_TOLERANCE_M_S][..n],
            iterations_max: 40,
        };
        let led = lead.and_then(|lead| lead.follow(&problem, azimuth_rad, |x| off(air, x)));
        if let Some((flown, found)) = led.filter(|(flown, _)| cruises(flown)) {
            return Ok((flown, Some(Lead::of(&found, azimuth_rad))));
        }
        // Half way round the Earth is beyond every destination: what the fuel lasts for after that is not flown.
        let all_fuel = Choice { azimuth_rad, dive_s: f64::INFINITY, denser };
        let longest = self.trial_while(air, all_fuel, |k| ends.before_half_round(air.world, k.position))?;
        let (earliest, latest) = (longest.cruise_s, longest.dive_s);
        let search = Sent {
            what: "azimuth and dive of a cruise, with its terminal speed",
            names: &["azimuth in rad", "time of the dive in s"],
            problem: Problem {
                low: &[azimuth_rad - 0.5, earliest, DENSER_MIN.ln()][..n],
                high: &[azimuth_rad + 0.5, latest, DENSER_MAX.ln()][..n],
                ..problem
            },
            bracket: 0.5,
            wanted_m,
            span_m: Some(ends.span_m()),
        };
        let settings = rough(air.settings);
        let coarse = Air { settings: &settings, ..*air };
        let from = |dive_s: f64| [azimuth_rad, dive_s, denser.ln()][..n].to_vec();
        match search.solve(|x| off(air, x), |x| off(&coarse, x), from) {
            Ok((flown, found)) => Ok((flown, Some(Lead::of(&found, azimuth_rad)))),
            // Where the longest flight is cut short by the time or the steps allowed, so is what would arrive.
            Err(Error::NotConverged { .. }) if !longest.flown.outcome.came_down() => Ok((longest.flown, None)),
            Err(error) => {
                let speed = self.terminal_speed_m_s.ok_or(error)?;
                let (flown, found) = meet_speed(&search, |x| off(air, x), |x| off(&coarse, x), azimuth_rad, speed)?;
                Ok((flown, Some(Lead::of(&found, azimuth_rad))))
            }
        }
    }

    // First guess of the ballistic coefficient in the dive over the missile's. A straight fall at an angle d through air
    // that thins by e over H (Allen and Eggers, NACA 1381): V_t = V_f exp(-rho H/(2 beta sin d)), where V_f is the speed of
    // a fall without drag and rho that at the ground.
    fn first_density(&self, world: &World, destination: &Geodetic) -> Result<f64> {
        let Some(wanted) = self.terminal_speed_m_s else { return Ok(1.0) };
        let cruiser = &self.cruiser;
        let speed = cruiser.mach * world.speed_of_sound(cruiser.altitude_m);
        let free = (speed * speed + 2.0 * STANDARD_GRAVITY_M_S2 * (cruiser.altitude_m - destination.altitude_m)).sqrt();
        if wanted > 0.97 * free {
            let allowed =
                format!("below {:.0} m/s, the speed of a dive from the cruise nearly without drag", 0.97 * free);
            return Err(Error::invalid("terminal_speed_m_s", wanted, &allowed));
        }
        let column = world.density(destination.altitude_m) * AIR_HEIGHT_M;
        let beta = column / (2.0 * self.dive_angle_rad.sin() * (free / wanted).ln());
        Ok((beta / cruiser.ballistic_coefficient_kg_m2).clamp(DENSER_MIN, DENSER_MAX))
    }
}

// The flight that meets a terminal speed (m/s) where the search failed, by nested brackets: at each moment of the
// dive the ballistic coefficient that meets the speed, the denser, the faster; of those moments the one that meets the
// distance. Slow and sure.
fn meet_speed(
    search: &Sent,
    off: impl Fn(&[f64]) -> Option<Tried>,
    roughly: impl Fn(&[f64]) -> Option<Tried>,
    azimuth_rad: f64,
    wanted_m_s: f64,
) -> Result<Found> {
    let Problem { low, high, .. } = search.problem;
    // How far beyond, how much faster, and the logarithm that is nearest to the speed.
    let best = |dive_s: f64| {
        let faster = |log: f64| roughly(&[azimuth_rad, dive_s, log]).map_or(f64::NAN, |(off, _)| off[2]);
        let log = bracketed(faster, low[2], high[2], DENSITY_TOLERANCE);
        off(&[azimuth_rad, dive_s, log]).map_or((f64::NAN, f64::NAN, log), |(off, _)| (off[0], off[2], log))
    };
    let dive_s = search.length(|dive_s| Some(best(dive_s).0).filter(|beyond_m| beyond_m.is_finite()), None)?;
    let (_, faster, log) = best(dive_s);
    meet(&search.problem, off, &[azimuth_rad, dive_s, log], None).map_err(|found| {
        // At either end of what the ballistic coefficient may be.
        let word = if log <= low[2] { Some("at least") } else { (log >= high[2]).then_some("at most") };
        word.map_or_else(
            || search.not_converged(&found),
            |word| {
                let allowed = format!("{word} {:.0} m/s, that of a dive onto this destination", wanted_m_s + faster);
                Error::invalid("terminal_speed_m_s", wanted_m_s, &allowed)
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::hypersonic_cruise::{Goal, Trial};
    use super::*;
    use crate::earth::ellipsoid::MEAN_RADIUS_M;
    use crate::earth::geodesic;
    use crate::flight::flown::limits::Limits;
    use crate::flight::forces::hypersonic_engine::Cruiser;
    use crate::flight::forces::hypersonic_engine::Rocket;
    use crate::math::integrator::Settings;
    use crate::math::vec3::Vec3;

    // A flight of shares of what every parameter may be, and the distance it is sent over (m).
    fn flight(share: impl Fn(u32) -> f64) -> (HypersonicCruiseFlight, f64) {
        let even = |k: u32, low: f64, high: f64| low + (high - low) * share(k);
        let by_ratio = |k: u32, low: f64, high: f64| low * (high / low).powf(share(k));
        // Most of those of all ranges never come to their cruise.
        let wide = share(0) < 0.4;
        let near = |k: u32, low: f64, high: f64, usual: f64| if wide { by_ratio(k, low, high) } else { usual };
        let launch_point = Geodetic::new(even(1, -1.1, 0.5), even(2, -2.6, -2.2), 0.0);
        let (azimuth, distance_m) = (even(3, -3.0, 3.0), by_ratio(4, 2e3, 4.9e6));
        let (latitude, longitude, _) =
            geodesic::direct(launch_point.latitude_rad, launch_point.longitude_rad, azimuth, distance_m);
        let cruiser = Cruiser {
            rocket: Rocket {
                specific_impulse_s: near(5, 100.0, 500.0, 250.0),
                burn_time_s: near(6, 1.0, 300.0, 40.0),
                mass_ratio: near(7, 1.01, 20.0, 3.0),
                pitch_rad: near(8, 0.01, 1.5, 0.5),
            },
            mach: near(9, 3.0, 15.0, 6.5),
            altitude_m: near(10, 1e4, 5e4, 26e3),
            lift_to_drag: by_ratio(11, 0.5, 10.0),
            specific_impulse_s: by_ratio(12, 100.0, 5e3),
            thrust_max_m_s2: near(13, 0.1, 500.0, 30.0),
            fuel_share: even(14, 0.0, 0.9),
            ballistic_coefficient_kg_m2: near(15, 100.0, 1e6, 4e3),
            lift_max_m_s2: near(16, 1.0, 2e3, 60.0),
        };
        let flight = HypersonicCruiseFlight {
            launch_point,
            launch_speed_m_s: 0.0,
            cruiser,
            dive_angle_rad: even(17, 0.1, 1.5),
            terminal_speed_m_s: None,
            goal: Goal::Destination(Geodetic::new(latitude, longitude, 0.0)),
            limits: Limits::NONE,
        };
        (flight, distance_m)
    }

    // Distance from the launch to where a flight comes down (m); of one that passed a third of the way round, the length of its
    // path over ground, which is bent.
    fn reach(launch: &Geodetic, flown: &Flown) -> f64 {
        let angle = |a: Vec3, b: Vec3| a.cross(b).norm().atan2(a.dot(b));
        let over_ground: f64 =
            flown.knots.windows(2).map(|pair| MEAN_RADIUS_M * angle(pair[0].position, pair[1].position)).sum();
        if over_ground > THIRD_ROUND_M {
            return over_ground;
        }
        let end = World::EARTH.geodetic(flown.knots[flown.knots.len() - 1].position);
        geodesic::inverse(launch.latitude_rad, launch.longitude_rad, end.latitude_rad, end.longitude_rad).distance_m
    }

    const THIRD_ROUND_M: f64 = 1.3e7;

    #[test]
    fn what_is_out_of_reach_is_so_for_every_moment_of_the_dive() {
        const MOMENTS: u32 = 40;
        let roots =
            (2..200u32).filter(|n| (2..*n).all(|m| n % m != 0)).map(|n| f64::from(n).sqrt()).collect::<Vec<_>>();
        let settings = Settings { tolerance_m: 1e-2, ..Settings::default() };
        let (mut flown, mut refused, mut round) = (0, 0, 0);
        for i in 1..=80u32 {
            let (flight, wanted_m) = flight(|k| (f64::from(i) * roots[k as usize]).fract());
            let air = Air { world: &World::EARTH, ground_m: 0.0, settings: &settings };
            let Ok(ends) = flight.check().map(|()| {
                let Goal::Destination(place) = flight.goal else { unreachable!() };
                Endpoints::unchecked(air.world, flight.launch_point, place)
            }) else {
                continue;
            };
            let choice = |dive_s| Choice { azimuth_rad: ends.line.azimuth_start_rad, dive_s, denser: 1.0 };
            let reach = |trial: &Trial| reach(&flight.launch_point, &trial.flown);
            match flight.fly(air.world, &settings) {
                Ok(path) => {
                    let end = air.world.geodetic(path.knots[path.knots.len() - 1].position);
                    assert!(places::line(air.world, &end, &ends.destination).distance_m < 1.0, "{i}: {flight:?}");
                    flown += 1;
                    let all = flight.trial(&air, choice(f64::INFINITY)).unwrap();
                    round += u32::from(reach(&all) > 0.5 * 4e7);
                }
                Err(Error::Unreachable { reachable_m, .. }) => {
                    let all = flight.trial(&air, choice(f64::INFINITY)).unwrap();
                    let moments = (0..=MOMENTS).map(|k| f64::from(k) / f64::from(MOMENTS));
                    let reached: Vec<f64> = moments
                        .map(|share| {
                            reach(
                                &flight
                                    .trial(&air, choice(all.cruise_s + (all.dive_s - all.cruise_s) * share))
                                    .unwrap(),
                            )
                        })
                        .collect();
                    let (least, most) =
                        reached.iter().fold((f64::INFINITY, 0.0f64), |(low, high), &m| (low.min(m), high.max(m)));
                    let nearest = if reachable_m < wanted_m { most } else { least };
                    // Azimuths are not led here: what comes down to the side is that little nearer or farther.
                    assert!(
                        (nearest - reachable_m).abs() < 4e-3 * nearest + 100.0,
                        "{i}: {nearest} {reachable_m} {flight:?}"
                    );
                    assert!(
                        reachable_m >= 0.0 && (least > wanted_m || most < wanted_m),
                        "{i}: {least} {most} {flight:?}"
                    );
                    refused += 1;
                }
                Err(error) => panic!("{i}: {error} {flight:?}"),
            }
        }
        assert!(flown >= 10 && refused >= 40 && round >= 1, "{flown} {refused} {round}");
    }
}
