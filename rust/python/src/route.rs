//! Routes: `RouteFlight` of Python to that of the core, those of classes by columns, and the ground they fly over.

use crate::array::{check_width, given, listed, mapped_columns, numbers, rows, same_length, Column};
use crate::error::{exception, invalid};
use crate::flight::{index, run, Trajectories};
use crate::watch::{watched, watched_here};
use crate::world::World as PlanetWorld;
use intercept_core::batch::Workers;
use intercept_core::earth::terrain;
use intercept_core::flight::flown::ground::check_clear;
use intercept_core::flight::flown::path;
use intercept_core::flight::kinds::flight::Flight;
use intercept_core::flight::route::plan::{self, Agility, Dive, Fuel, PopUp, Turn, Waypoint, FOLLOW_M};
use intercept_core::math::integrator::Settings;
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use std::sync::Arc;

/// Ground heights (m) at the nodes of a grid of ascending latitudes and longitudes (rad): shape (rows, columns).
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Terrain {
    pub(crate) inner: Arc<terrain::Terrain>,
}

#[pymethods]
impl Terrain {
    #[new]
    #[pyo3(signature = (latitude_rad, longitude_rad, height_m, beyond_m = None))]
    fn new(
        py: Python<'_>,
        latitude_rad: PyReadonlyArray1<'_, f64>,
        longitude_rad: PyReadonlyArray1<'_, f64>,
        height_m: PyReadonlyArray2<'_, f64>,
        beyond_m: Option<f64>,
    ) -> PyResult<Self> {
        let (latitude, longitude) = (latitude_rad.as_array().to_vec(), longitude_rad.as_array().to_vec());
        check_width("height_m", &height_m, longitude.len())?;
        let heights = numbers(&height_m)?;
        let heights = listed(py, heights.len(), |i| heights[i])?;
        let raster = || {
            terrain::Terrain::new(latitude, longitude, heights)
                .and_then(|raster| beyond_m.into_iter().try_fold(raster, terrain::Terrain::with_beyond))
        };
        let inner = watched_here(py, raster)?.map_err(|e| exception(&e))?;
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Height of the ground (m) at places (rad), NaN outside the raster.
    #[pyo3(signature = (latitude_rad, longitude_rad, threads=0))]
    fn height_m<'py>(
        &self,
        py: Python<'py>,
        latitude_rad: PyReadonlyArray1<'py, f64>,
        longitude_rad: PyReadonlyArray1<'py, f64>,
        threads: usize,
    ) -> PyResult<Column<'py>> {
        let ([latitude, longitude], rows) =
            given([("latitude_rad", &latitude_rad), ("longitude_rad", &longitude_rad)])?;
        let ground = &self.inner;
        let height = |i| [ground.height(latitude.at(i), longitude.at(i)).unwrap_or(f64::NAN)];
        mapped_columns(py, threads, rows, height).map(|[column]| column)
    }
}

/// A planned route. Waypoints: latitude, longitude (rad), altitude (m), kind of turn (0 fly-by, 1 fly-over, 2 loiter for
/// a time, 3 for a number of turns) and its time (s) or turns, negative to the left: shape (n, 5). Speeds of legs (m/s).
/// Limits: bank, climb angle (rad), climb rate (m/s), descent angle, descent rate, normal and speeding acceleration
/// (m/s^2). Dive: angle, altitude, speed, and whether the speed changes evenly. Pop-up: distance, altitude, angle. Fuel: range through the air, over the
/// ground (m), endurance (s).
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct RouteFlight {
    inner: plan::RouteFlight,
}

#[pymethods]
impl RouteFlight {
    #[new]
    #[pyo3(signature = (waypoints, speeds_m_s, *, limits, dive, pop_up, terrain, above_ground, fuel))]
    #[allow(clippy::too_many_arguments, reason = "keyword-only parts of one plan")]
    fn new(
        waypoints: PyReadonlyArray2<'_, f64>,
        speeds_m_s: PyReadonlyArray1<'_, f64>,
        limits: [f64; 7],
        dive: Option<(f64, f64, Option<f64>, bool)>,
        pop_up: Option<(f64, f64, f64)>,
        terrain: Option<PyRef<'_, Terrain>>,
        above_ground: bool,
        fuel: (f64, f64, f64),
    ) -> PyResult<Self> {
        let [bank_rad, climb_angle_rad, climb_rate_m_s, descent_angle_rad, descent_rate_m_s, normal, speeding] = limits;
        let inner = plan::RouteFlight {
            waypoints: rows("waypoints", &waypoints, 5)?.iter().enumerate().map(|(i, r)| waypoint(i, r)).collect(),
            speeds_m_s: speeds_m_s.as_array().to_vec(),
            agility: Agility {
                bank_rad,
                climb_angle_rad,
                climb_rate_m_s,
                descent_angle_rad,
                descent_rate_m_s,
                normal_acceleration_m_s2: normal,
                acceleration_m_s2: speeding,
            },
            dive: dive.map(|(angle_rad, altitude_m, speed_m_s, evenly)| Dive {
                angle_rad,
                altitude_m,
                speed_m_s,
                evenly,
            }),
            pop_up: pop_up.map(|(distance_m, altitude_m, angle_rad)| PopUp { distance_m, altitude_m, angle_rad }),
            terrain: terrain.map(|t| t.inner.clone()),
            above_ground,
            follow_m: FOLLOW_M,
            fuel: Fuel { air_range_m: fuel.0, ground_range_m: fuel.1, endurance_s: fuel.2 },
        };
        Ok(Self { inner })
    }

    /// Routes of classes, shape (n, 10): altitude at start, cruise and end (m), speed, end speed (m/s), climb angle, dive
    /// angle (rad), normal acceleration (m/s^2), bank (rad), range (m); with waypoints (latitude, longitude, rad) of shape
    /// (m, 2), ragged by offsets of shape (n + 1,). Over ground, if given, altitudes count from it, and a path that follows it
    /// lies at most `follow_m` above the lowest that clears it (m, 1e-6 to 1e3).
    #[staticmethod]
    #[pyo3(signature = (parameters, waypoints, waypoint_offsets, *, terrain = None, follow_m = None))]
    fn of_rows(
        parameters: PyReadonlyArray2<'_, f64>,
        waypoints: PyReadonlyArray2<'_, f64>,
        waypoint_offsets: PyReadonlyArray1<'_, u64>,
        terrain: Option<PyRef<'_, Terrain>>,
        follow_m: Option<f64>,
    ) -> PyResult<Vec<Self>> {
        let follow_m = follow_m.unwrap_or(FOLLOW_M);
        let ground = terrain.map(|t| t.inner.clone());
        let parameters = rows("parameters", &parameters, 10)?;
        let points = rows("waypoints", &waypoints, 2)?;
        let offsets: Vec<usize> = waypoint_offsets.as_array().iter().map(|&o| index(o)).collect();
        same_length("waypoint_offsets", offsets.len(), parameters.len() + 1, "parameters and one more")?;
        if offsets.windows(2).any(|w| w[0] > w[1]) || offsets.last().is_some_and(|&o| o != points.len()) {
            let allowed = "ascending and ending at the last waypoint";
            return Err(invalid("waypoint_offsets", format!("{offsets:?}"), allowed));
        }
        let route = |(i, r): (usize, &Vec<f64>)| Self {
            inner: plan::RouteFlight {
                follow_m,
                ..class_route(r, &points[offsets[i]..offsets[i + 1]], ground.as_ref())
            },
        };
        Ok(parameters.iter().enumerate().map(route).collect())
    }
}

fn waypoint(number: usize, r: &[f64]) -> Waypoint {
    let (amount, clockwise) = (r[4].abs(), r[4] >= 0.0);
    let turn = match r[3] {
        1.0 => Turn::FlyOver,
        2.0 => Turn::LoiterTime { duration_s: amount, clockwise },
        3.0 => Turn::LoiterTurns { turns: amount, clockwise },
        _ => Turn::FlyBy,
    };
    Waypoint { latitude_rad: r[0], longitude_rad: r[1], altitude_m: r[2], turn, number }
}

/// Flies routes, one row for each.
#[pyfunction]
#[pyo3(signature = (flights, *, world, threads))]
pub(crate) fn fly_route(
    py: Python<'_>,
    flights: Vec<PyRef<'_, RouteFlight>>,
    world: &PlanetWorld,
    threads: usize,
) -> PyResult<Trajectories> {
    let flights: Vec<_> = flights.iter().map(|flight| Ok(Flight::Route(flight.inner.clone()))).collect();
    run(py, threads, &flights, &world.inner, &Settings::default(), None)
}

/// The same flights, those that meet the ground of a raster before their end as rows that say where.
#[pyfunction]
pub(crate) fn clear_of_ground(
    py: Python<'_>,
    trajectories: PyRef<'_, Trajectories>,
    terrain: PyRef<'_, Terrain>,
    threads: usize,
) -> PyResult<Trajectories> {
    let (flown, ground) = (&trajectories.inner, &*terrain.inner);
    let workers = Workers::new(threads).map_err(|e| exception(&e))?;
    let check = |i: usize| flown.path(i).map_or(Ok(()), |path| check_clear(flown.world(), &path, ground));
    let checked = watched(py, || workers.map(0..flown.len(), check))?;
    let kept = |(i, clear): (usize, intercept_core::error::Result<()>)| {
        clear.map_or_else(|error| path::row(Err(error)), |()| flown.row(i))
    };
    let rows = checked.into_iter().enumerate().map(kept).collect();
    Ok(Trajectories { inner: path::Trajectories::new(flown.world(), rows) })
}

/// Endurance (s) of a jet by Breguet: specific consumption (1/s, weight of fuel per thrust and time), lift-to-drag, mass
/// full over mass empty.
#[pyfunction]
pub(crate) fn breguet_endurance_s(
    specific_consumption_per_s: f64,
    lift_to_drag: f64,
    mass_ratio: f64,
) -> PyResult<f64> {
    Fuel::breguet_endurance_s(specific_consumption_per_s, lift_to_drag, mass_ratio).map_err(|e| exception(&e))
}

// Climb, cruise at one height and speed, and a dive that ends at its own speed.
fn class_route(r: &[f64], points: &[Vec<f64>], ground: Option<&Arc<terrain::Terrain>>) -> plan::RouteFlight {
    let waypoint = |(i, p): (usize, &Vec<f64>)| Waypoint {
        latitude_rad: p[0],
        longitude_rad: p[1],
        altitude_m: if i == 0 { r[0] } else { r[1] },
        turn: Turn::FlyBy,
        number: i,
    };
    plan::RouteFlight {
        waypoints: points.iter().enumerate().map(waypoint).collect(),
        speeds_m_s: vec![r[3]; points.len().saturating_sub(1)],
        agility: Agility {
            bank_rad: r[8],
            climb_angle_rad: r[5],
            climb_rate_m_s: f64::INFINITY,
            descent_angle_rad: r[6],
            descent_rate_m_s: f64::INFINITY,
            normal_acceleration_m_s2: r[7],
            // The speed changes in the dive only.
            acceleration_m_s2: 1.0,
        },
        dive: (!r[2].total_cmp(&r[1]).is_eq()).then_some(Dive {
            angle_rad: r[6],
            altitude_m: r[2],
            speed_m_s: Some(r[4]),
            evenly: true,
        }),
        pop_up: None,
        terrain: ground.cloned(),
        above_ground: ground.is_some(),
        follow_m: FOLLOW_M,
        fuel: Fuel { ground_range_m: r[9], ..Fuel::ENDLESS },
    }
}
