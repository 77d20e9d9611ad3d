//! A load driver: some connections, each asking again as soon as it is answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Requests per second over `duration`, on `connections` keep-alive connections.
///
/// # Errors
///
/// If a connection fails, or an answer is not the expected status.
pub async fn drive(
    address: SocketAddr,
    request: Vec<u8>,
    connections: usize,
    duration: Duration,
) -> std::io::Result<f64> {
    let stop = Arc::new(AtomicBool::new(false));
    let answered = Arc::new(AtomicU64::new(0));
    let request: Arc<[u8]> = request.into();
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let (stop, answered, request) = (stop.clone(), answered.clone(), request.clone());
        workers.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut buffer = Vec::with_capacity(4096);
            while !stop.load(Ordering::Relaxed) {
                stream.write_all(&request).await?;
                read_answer(&mut stream, &mut buffer).await?;
                answered.fetch_add(1, Ordering::Relaxed);
            }
            std::io::Result::Ok(())
        });
    }
    let start = Instant::now();
    tokio::time::sleep(duration).await;
    let count = answered.load(Ordering::Relaxed);
    let seconds = start.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    while let Some(worker) = workers.join_next().await {
        worker.map_err(std::io::Error::other)??;
    }
    Ok(count as f64 / seconds)
}

async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<()> {
    buffer.clear();
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(buffer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
    if !head.starts_with("http/1.1 2") {
        return Err(std::io::Error::other(format!("not a success: {head}")));
    }
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| std::io::Error::other("an answer without content-length"))?;
    while buffer.len() < end + length {
        if stream.read_buf(buffer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}
