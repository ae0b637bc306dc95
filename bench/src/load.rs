//! Load: a number of connections that each send the next request when the last was answered, for a bounded time.

use crate::client::{Connection, Request};
use anyhow::{Result, ensure};
use serde::Serialize;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How much load, and for how long at most.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Connections at once.
    pub connections: usize,
    /// Not measured, so that pools, caches and statements are as in the middle of a day.
    pub warm_up: Duration,
    /// Measured.
    pub time: Duration,
    /// Stop after this many requests, even if there is time left.
    pub requests: usize,
}

/// What was seen, in microseconds and requests per second.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// Connections at once.
    pub connections: usize,
    /// Requests answered while measuring.
    pub requests: usize,
    /// Requests per second.
    pub per_second: f64,
    /// Half of the requests took no longer.
    pub p50_us: u64,
    /// 95 of 100 requests took no longer.
    pub p95_us: u64,
    /// The longest.
    pub max_us: u64,
}

/// Sends the request over and over. An answer that is not 200, or empty, is an error: errors are fast, and prove nothing.
pub async fn run(address: SocketAddr, request: &Request, plan: Plan) -> Result<Measured> {
    let begin = Instant::now() + plan.warm_up;
    let end = begin + plan.time;
    let each = plan.requests.div_ceil(plan.connections);
    let mut tasks = Vec::new();
    for _ in 0..plan.connections {
        tasks.push(tokio::spawn(one(address, request.clone(), begin, end, each)));
    }
    let mut times = Vec::new();
    let mut last = begin;
    for task in tasks {
        let (mine, finished) = task.await??;
        times.extend(mine);
        last = last.max(finished);
    }
    Ok(summary(plan.connections, times, last - begin))
}

async fn one(
    address: SocketAddr,
    request: Request,
    begin: Instant,
    end: Instant,
    most: usize,
) -> Result<(Vec<u64>, Instant)> {
    let mut connection = Connection::open(address).await?;
    let mut times = Vec::new();
    loop {
        let sent = Instant::now();
        let answer = connection.send(&request).await?;
        ensure!(answer.status == 200, "{}: {}", answer.status, String::from_utf8_lossy(answer.body));
        ensure!(!answer.body.is_empty(), "an empty answer");
        let now = Instant::now();
        if sent >= begin {
            times.push(u64::try_from((now - sent).as_micros())?);
        }
        if now >= end || times.len() >= most {
            return Ok((times, now));
        }
    }
}

/// Sends the request over and over on one connection for as long as the flag is up.
pub async fn run_while(address: SocketAddr, request: &Request, flag: &AtomicBool) -> Result<Measured> {
    let mut connection = Connection::open(address).await?;
    let begin = Instant::now();
    let mut times = Vec::new();
    while flag.load(Ordering::Relaxed) {
        let sent = Instant::now();
        let answer = connection.send(request).await?;
        ensure!(answer.status == 200, "{}: {}", answer.status, String::from_utf8_lossy(answer.body));
        times.push(u64::try_from(sent.elapsed().as_micros())?);
    }
    Ok(summary(1, times, begin.elapsed()))
}

/// Sums up times, which may come in any order.
pub fn summary(connections: usize, mut times: Vec<u64>, took: Duration) -> Measured {
    times.sort_unstable();
    let percentile = |percent: usize| {
        let rank = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times.get(rank).copied().unwrap_or_default()
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of requests are far below 2^52")]
    let per_second = times.len() as f64 / took.as_secs_f64();
    Measured {
        connections,
        requests: times.len(),
        per_second,
        p50_us: percentile(50),
        p95_us: percentile(95),
        max_us: percentile(100),
    }
}

#[cfg(test)]
mod tests {
    use super::summary;
    use std::time::Duration;

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let measured = summary(1, (1..=100).rev().collect(), Duration::from_secs(2));
        assert_eq!((measured.p50_us, measured.p95_us), (50, 95));
        assert!((measured.per_second - 50.0).abs() < f64::EPSILON);
    }

    #[test]
    fn nothing_measured_is_nothing() {
        assert_eq!(summary(1, Vec::new(), Duration::from_secs(1)).p95_us, 0);
    }
}
