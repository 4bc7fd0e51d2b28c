//! Newton's method for a few equations in as many unknowns, with finite differences and damping.
//!
//! The Jacobian is corrected by what each step shows of it (Broyden, "A class of methods for solving nonlinear simultaneous
//! equations", Mathematics of Computation 19, 1965), and found anew by differences where that serves ill: an evaluation is
//! a whole flight.

/// What to solve and how closely.
#[derive(Debug, Clone)]
pub struct Problem<'a> {
    /// Step of the finite difference of each unknown, in its unit.
    pub difference: &'a [f64],
    /// Lowest allowed value of each unknown.
    pub low: &'a [f64],
    /// Highest allowed value of each unknown.
    pub high: &'a [f64],
    /// Largest allowed residual of each equation, in its unit.
    pub tolerance: &'a [f64],
    /// Largest number of iterations.
    pub iterations_max: usize,
}

/// How a solution ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The unknowns.
    pub x: Vec<f64>,
    /// The largest residual in units of its tolerance: converged when at most 1.
    pub residual: f64,
    /// Iterations made.
    pub iterations: usize,
    /// The derivatives there, as well as they are known: rows by equation, columns by unknown.
    pub jacobian: Option<Jacobian>,
}

/// Derivatives: rows by equation, columns by unknown.
pub type Jacobian = Vec<Vec<f64>>;

// A second step that leaves more of the residual than this share asks for a new Jacobian.
const LEFT: f64 = 0.5;

impl Problem<'_> {
    /// Solves `f(x) = 0` from `start`. `f` returns `None` where it cannot be evaluated; steps into such places are
    /// halved. The best point found is returned, converged or not.
    pub fn solve(&self, f: impl FnMut(&[f64]) -> Option<Vec<f64>>, start: &[f64]) -> Solution {
        self.solve_with(f, start, None)
    }

    /// As [`Self::solve`], with a Jacobian to begin with.
    pub fn solve_with(
        &self,
        mut f: impl FnMut(&[f64]) -> Option<Vec<f64>>,
        start: &[f64],
        jacobian: Option<Jacobian>,
    ) -> Solution {
        let mut x = start.to_vec();
        self.clamp(&mut x);
        let Some(mut r) = f(&x) else {
            return Solution { x, residual: f64::INFINITY, iterations: 0, jacobian };
        };
        let (mut size, mut iterations, mut known, mut poor) = (self.size(&r), 0, jacobian, false);
        while size > 1.0 && iterations < self.iterations_max {
            iterations += 1;
            let fresh = known.is_none();
            let Some(j) = known.take().or_else(|| self.jacobian(&mut f, &x, &r)) else { break };
            let halvings = if fresh { 12 } else { 1 };
            let step = eliminate(j.clone(), &r);
            match step.and_then(|dx| self.descend(&mut f, (&x, size), dx, halvings)) {
                Some((x_new, r_new, size_new)) => {
                    let slow = size_new > (LEFT * size).max(1.0);
                    if !(slow && poor) {
                        known = Some(self.corrected(j, (&x, &r), (&x_new, &r_new)));
                    }
                    poor = slow && !poor;
                    (x, r, size) = (x_new, r_new, size_new);
                }
                None if fresh => break,
                None => {}
            }
        }
        Solution { x, residual: size, iterations, jacobian: known }
    }

    // The step, halved until the residual falls: where it leads to, with the residual and its size.
    fn descend(
        &self,
        f: &mut impl FnMut(&[f64]) -> Option<Vec<f64>>,
        (x, size): (&[f64], f64),
        mut dx: Vec<f64>,
        halvings: usize,
    ) -> Option<(Vec<f64>, Vec<f64>, f64)> {
        for _ in 0..halvings {
            let mut trial: Vec<f64> = x.iter().zip(&dx).map(|(x, d)| x - d).collect();
            self.clamp(&mut trial);
            if let Some(r) = f(&trial) {
                let smaller = self.size(&r);
                if smaller < size {
                    return Some((trial, r, smaller));
                }
            }
            for d in &mut dx {
                *d *= 0.5;
            }
        }
        None
    }

    // Broyden's correction, J + (dr - J dx) dx'/(dx' dx), with the unknowns in units of their differences.
    fn corrected(&self, mut j: Jacobian, (x, r): (&[f64], &[f64]), (x_new, r_new): (&[f64], &[f64])) -> Jacobian {
        let dx: Vec<f64> = x_new.iter().zip(x).map(|(new, old)| new - old).collect();
        let weighted: Vec<f64> = dx.iter().zip(self.difference).map(|(d, unit)| d / (unit * unit)).collect();
        let square: f64 = dx.iter().zip(&weighted).map(|(d, w)| d * w).sum();
        if square > 0.0 {
            for (row, (new, old)) in j.iter_mut().zip(r_new.iter().zip(r)) {
                let foreseen: f64 = row.iter().zip(&dx).map(|(slope, d)| slope * d).sum();
                let share = (new - old - foreseen) / square;
                row.iter_mut().zip(&weighted).for_each(|(slope, w)| *slope += share * w);
            }
        }
        j
    }

    fn clamp(&self, x: &mut [f64]) {
        for (i, value) in x.iter_mut().enumerate() {
            *value = value.clamp(self.low[i], self.high[i]);
        }
    }

    fn size(&self, r: &[f64]) -> f64 {
        let worst = r.iter().zip(self.tolerance).map(|(r, t)| r.abs() / t).fold(0.0, f64::max);
        if r.iter().all(|r| r.is_finite()) {
            worst
        } else {
            f64::INFINITY
        }
    }

    /// Columns of the Jacobian at a point where the residuals are known, by one-sided differences that stay within the bounds.
    pub fn jacobian(&self, f: &mut impl FnMut(&[f64]) -> Option<Vec<f64>>, x: &[f64], r: &[f64]) -> Option<Jacobian> {
        let n = x.len();
        let mut j = vec![vec![0.0; n]; n];
        for k in 0..n {
            let mut moved = None;
            for sign in [1.0, -1.0] {
                let mut trial = x.to_vec();
                let d = sign * self.difference[k];
                trial[k] += d;
                if trial[k] < self.low[k] || trial[k] > self.high[k] {
                    continue;
                }
                if let Some(r_trial) = f(&trial) {
                    moved = Some((d, r_trial));
                    break;
                }
            }
            let (d, r_trial) = moved?;
            for i in 0..n {
                j[i][k] = (r_trial[i] - r[i]) / d;
            }
        }
        Some(j)
    }
}

// Solves j x = r by Gaussian elimination with partial pivoting.
fn eliminate(mut j: Jacobian, r: &[f64]) -> Option<Vec<f64>> {
    let n = r.len();
    let mut b = r.to_vec();
    for col in 0..n {
        let pivot = (col..n).max_by(|&p, &q| j[p][col].abs().total_cmp(&j[q][col].abs()))?;
        if j[pivot][col] == 0.0 || !j[pivot][col].is_finite() {
            return None;
        }
        j.swap(col, pivot);
        b.swap(col, pivot);
        for row in col + 1..n {
            let m = j[row][col] / j[col][col];
            let upper = j[col].clone();
            for (below, above) in j[row].iter_mut().zip(&upper).skip(col) {
                *below -= m * above;
            }
            b[row] -= m * b[col];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| j[row][k] * b[k]).sum();
        b[row] = (b[row] - known) / j[row][row];
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rosenbrock_gradient_is_solved() {
        let f = |x: &[f64]| Some(vec![1.0 - x[0], 10.0 * (x[1] - x[0] * x[0])]);
        let problem = Problem {
            difference: &[1e-7, 1e-7],
            low: &[-5.0, -5.0],
            high: &[5.0, 5.0],
            tolerance: &[1e-9, 1e-9],
            iterations_max: 50,
        };
        let s = problem.solve(f, &[-1.2, 1.0]);
        assert!(s.residual <= 1.0 && (s.x[0] - 1.0).abs() < 1e-8 && (s.x[1] - 1.0).abs() < 1e-8);
    }

    #[test]
    fn a_jacobian_is_made_once_and_corrected() {
        // Of three equations, and of few evaluations: differences at every step would take four each.
        let mut asked = 0;
        let mut f = |x: &[f64]| {
            asked += 1;
            Some(vec![x[0] + 0.1 * x[1] * x[1] - 1.0, x[1] + 0.1 * x[2].sin() - 2.0, x[2] + 0.1 * x[0] * x[1] + 1.0])
        };
        let problem = Problem {
            difference: &[1e-7; 3],
            low: &[-5.0; 3],
            high: &[5.0; 3],
            tolerance: &[1e-9; 3],
            iterations_max: 50,
        };
        let s = problem.solve(&mut f, &[0.0; 3]);
        assert!(s.residual <= 1.0 && s.jacobian.is_some());
        let again = problem.solve_with(&mut f, &[s.x[0] + 1e-3, s.x[1], s.x[2]], s.jacobian);
        assert!(again.residual <= 1.0);
        assert!(asked <= 18, "{asked}");
    }

    #[test]
    fn no_solution_is_reported() {
        let problem =
            Problem { difference: &[1e-6], low: &[-1.0], high: &[1.0], tolerance: &[1e-9], iterations_max: 20 };
        assert!(problem.solve(|x| Some(vec![x[0] * x[0] + 1.0]), &[0.5]).residual > 1.0);
        assert!(problem.solve(|_| None, &[0.5]).residual.is_infinite());
    }
}
