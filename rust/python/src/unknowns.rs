//! What is not known, as arrays: a row for each vector.

use crate::array::same_length;
use crate::error::invalid;
use crate::raid::{most, whole};
use intercept_core::raid::unknowns::{Depot, Magazine, Unknowns as Vector};
use numpy::{PyReadonlyArray1, PyReadonlyArray2, PyReadonlyArray3, PyUntypedArrayMethods};
use pyo3::prelude::*;

const MAGAZINE: usize = 13;
const DEPOT: usize = 3;

/// Vectors of what is not known: a row of each array for each.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Unknowns {
    pub(crate) rows: Vec<Vector>,
}

#[pymethods]
impl Unknowns {
    /// Shares of shape (vectors, unit classes), (vectors, sensor classes) or (vectors, threat classes); decision times (vectors,);
    /// magazines of shape (vectors, units, 13): rounds, channels, reload time (s), spare rounds, salvo, salvo spacing (s),
    /// shoot-look-shoot (0 or 1), assess time (s), whether that is drawn exponentially (0 or 1), most rounds at a target and most
    /// engagements of it without a kill (infinite for no limit), lull before topping up (s), most threats that wait for it (infinite
    /// for no limit); depots of shape (vectors, unit classes, 3): rounds, resupply per day, delivery time (s).
    #[new]
    #[pyo3(signature = (*, kill_probability, common_cause_share, unit_availability, sensor_availability, failure_share,
        jam_share, jam_crash_share, decoy_share, discrimination_share, decision_time_s, magazines, depots))]
    #[allow(clippy::too_many_arguments, reason = "the columns of one table")]
    fn new(
        py: Python<'_>,
        kill_probability: PyReadonlyArray2<'_, f64>,
        common_cause_share: PyReadonlyArray2<'_, f64>,
        unit_availability: PyReadonlyArray2<'_, f64>,
        sensor_availability: PyReadonlyArray2<'_, f64>,
        failure_share: PyReadonlyArray2<'_, f64>,
        jam_share: PyReadonlyArray2<'_, f64>,
        jam_crash_share: PyReadonlyArray2<'_, f64>,
        decoy_share: PyReadonlyArray2<'_, f64>,
        discrimination_share: PyReadonlyArray2<'_, f64>,
        decision_time_s: PyReadonlyArray1<'_, f64>,
        magazines: PyReadonlyArray3<'_, f64>,
        depots: PyReadonlyArray3<'_, f64>,
    ) -> PyResult<Self> {
        let decision = decision_time_s.as_array();
        let count = decision.len();
        let shares = [
            ("kill_probability", &kill_probability),
            ("common_cause_share", &common_cause_share),
            ("unit_availability", &unit_availability),
            ("sensor_availability", &sensor_availability),
            ("failure_share", &failure_share),
            ("jam_share", &jam_share),
            ("jam_crash_share", &jam_crash_share),
            ("decoy_share", &decoy_share),
            ("discrimination_share", &discrimination_share),
        ];
        for (name, array) in shares {
            same_length(name, array.shape()[0], count, "decision_time_s")?;
        }
        for (name, array, width) in [("magazines", &magazines, MAGAZINE), ("depots", &depots, DEPOT)] {
            same_length(name, array.shape()[0], count, "decision_time_s")?;
            if array.shape()[2] != width {
                let allowed = format!("an array of shape (vectors, n, {width})");
                return Err(invalid(name, format!("an array of shape {:?}", array.shape()), &allowed));
            }
        }
        let row = |array: &PyReadonlyArray2<'_, f64>, i: usize| array.as_array().row(i).to_vec();
        let vector = |i: usize| -> PyResult<Vector> {
            py.check_signals()?;
            let table = magazines.as_array();
            let stores = depots.as_array();
            let magazine = |r: numpy::ndarray::ArrayView1<'_, f64>| magazine_of(&r.to_vec());
            let depot = |r: numpy::ndarray::ArrayView1<'_, f64>| -> PyResult<Depot> {
                let rounds = whole("rounds of a depot", r[0])?;
                Ok(Depot { rounds, resupply_per_day: r[1], delivery_time_s: r[2] })
            };
            Ok(Vector {
                kill_probability: row(&kill_probability, i),
                common_cause_share: row(&common_cause_share, i),
                unit_availability: row(&unit_availability, i),
                sensor_availability: row(&sensor_availability, i),
                failure_share: row(&failure_share, i),
                jam_share: row(&jam_share, i),
                jam_crash_share: row(&jam_crash_share, i),
                decoy_share: row(&decoy_share, i),
                discrimination_share: row(&discrimination_share, i),
                decision_time_s: decision[i],
                magazines: table
                    .index_axis(numpy::ndarray::Axis(0), i)
                    .rows()
                    .into_iter()
                    .map(magazine)
                    .collect::<PyResult<_>>()?,
                depots: stores
                    .index_axis(numpy::ndarray::Axis(0), i)
                    .rows()
                    .into_iter()
                    .map(depot)
                    .collect::<PyResult<_>>()?,
            })
        };
        Ok(Self { rows: (0..count).map(vector).collect::<PyResult<_>>()? })
    }
}

fn magazine_of(r: &[f64]) -> PyResult<Magazine> {
    Ok(Magazine {
        rounds: whole("rounds", r[0])?,
        channels: whole("channels", r[1])?,
        reload_time_s: r[2],
        spare: whole("spare", r[3])?,
        salvo: whole("salvo", r[4])?,
        salvo_spacing_s: r[5],
        shoot_look_shoot: r[6] > 0.0,
        assess_time_s: r[7],
        assess_exponential: r[8] > 0.0,
        rounds_per_target_max: most("rounds_per_target_max", r[9])?,
        misses_max: most("misses_max", r[10])?,
        top_up_after_s: r[11],
        waiting_max: most("waiting_max", r[12])?,
    })
}
