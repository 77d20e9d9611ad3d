//! A running program: started, ready, stopped, gone.

use std::io;
use std::net::{SocketAddr, TcpStream};
use std::os::unix::net::UnixDatagram;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::event::{Event, Events, Stream};
use super::output::{self, LastWords};
use super::process::Group;

/// How often to look whether a program that was started is still there, and ready.
const INTERVAL: Duration = Duration::from_millis(100);

/// How long lines may come after the program that wrote them.
const LAST_LINES: Duration = Duration::from_millis(300);

/// What a program is started with.
#[derive(Debug)]
pub(super) struct Launch<'a> {
    pub(super) executable: &'a Path,
    pub(super) arguments: &'a [String],
    pub(super) dir: &'a Path,
    pub(super) variables: Vec<(String, String)>,
    /// Its standard input, if that is the socket.
    pub(super) socket: Option<io::Result<std::os::fd::OwnedFd>>,
    pub(super) address: SocketAddr,
    /// A folder for the socket on which it tells that it is ready.
    pub(super) scratch: &'a Path,
    /// Whether its output is shown in colour.
    pub(super) coloured: bool,
}

/// A program.
#[derive(Debug)]
pub(super) struct App {
    pub(super) id: u64,
    pub(super) started: Instant,
    /// When it was told to stop, if it was.
    pub(super) told_to_stop: Option<Instant>,
    pub(super) last_words: LastWords,
    group: Group,
}

impl App {
    /// Starts a program; what becomes of it is told as events.
    pub(super) fn start(id: u64, launch: Launch<'_>, events: &Events) -> io::Result<Self> {
        let path = launch.scratch.join(format!("{id}.sock"));
        let ready = UnixDatagram::bind(&path)?;
        ready.set_read_timeout(Some(INTERVAL))?;
        let mut command = Command::new(launch.executable);
        command
            .args(launch.arguments)
            .current_dir(launch.dir)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .envs(launch.variables)
            .env("NOTIFY_SOCKET", &path)
            .env("GATI_DEV", std::process::id().to_string());
        if launch.coloured {
            // Its streams are pipes, but we show them on a terminal.
            command.env("CLICOLOR_FORCE", "1");
        }
        let own_socket = launch.socket.is_none();
        match launch.socket {
            Some(socket) => command.stdin(Stdio::from(socket?)).env("GATI_LISTEN_FD", "0"),
            None => command
                .stdin(Stdio::null())
                .env("GATI_ADDR", launch.address.to_string()),
        };
        let started = Instant::now();
        let (mut child, group) = Group::spawn(&mut command)?;
        let stdout = child
            .stdout
            .take()
            .map(|from| output::forward(id, Stream::Out, from, events));
        let stderr = child
            .stderr
            .take()
            .map(|from| output::forward(id, Stream::Err, from, events));

        let is_over = Arc::new(AtomicBool::new(false));
        let tell_ready = Ready {
            app: id,
            socket: ready,
            address: own_socket.then_some(launch.address),
            is_over: Arc::clone(&is_over),
            events: events.clone(),
        };
        thread::spawn(move || tell_ready.wait());
        let events = events.clone();
        thread::spawn(move || {
            let status = child.wait();
            is_over.store(true, Ordering::Relaxed);
            finish([stdout, stderr]);
            let status = status.unwrap_or_else(|_| ExitStatus::from_raw(0));
            let _ = events.send(Event::Exited { app: id, status });
        });
        Ok(Self {
            id,
            started,
            told_to_stop: None,
            last_words: LastWords::default(),
            group,
        })
    }

    /// Asks it to stop: it finishes the requests that run.
    pub(super) fn stop(&mut self) {
        if self.told_to_stop.is_none() {
            self.told_to_stop = Some(Instant::now());
            self.group.ask_to_stop();
        }
    }

    /// Ends it, and whatever it has started.
    pub(super) fn kill(&self) {
        self.group.kill();
    }

    /// It has ended.
    pub(super) fn ended(&mut self) {
        self.group.ended();
    }
}

/// Waits for the word that a program is ready.
struct Ready {
    app: u64,
    socket: UnixDatagram,
    /// The port that the program opens itself: when somebody answers there, that is as good as the word.
    address: Option<SocketAddr>,
    is_over: Arc<AtomicBool>,
    events: Events,
}

impl Ready {
    fn wait(&self) {
        let mut message = [0; 1024];
        while !self.is_over.load(Ordering::Relaxed) {
            let told = match self.socket.recv(&mut message) {
                Ok(length) => message[..length]
                    .split(|byte| *byte == b'\n')
                    .any(|line| line == b"READY=1"),
                Err(_) => self
                    .address
                    .is_some_and(|address| TcpStream::connect_timeout(&address, INTERVAL).is_ok()),
            };
            if told {
                let _ = self.events.send(Event::Ready { app: self.app });
                return;
            }
        }
    }
}

/// Waits for the last lines. A process that the program has left behind may hold its streams open for ever.
fn finish(readers: [Option<JoinHandle<()>>; 2]) {
    let until = Instant::now() + LAST_LINES;
    while Instant::now() < until && readers.iter().flatten().any(|reader| !reader.is_finished()) {
        thread::sleep(Duration::from_millis(5));
    }
}

/// How a program ended, in words.
pub(super) fn in_words(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(101), _) => "it panicked (exit code 101)".to_owned(),
        (Some(code), _) => format!("exit code {code}"),
        (None, Some(9)) => "it was killed (signal 9)".to_owned(),
        (None, Some(6)) => "it aborted (signal 6)".to_owned(),
        (None, Some(11)) => "it crashed (signal 11, a wrong access to memory)".to_owned(),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "nobody knows how".to_owned(),
    }
}
