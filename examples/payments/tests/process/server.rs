//! A server that runs as a process of its own, on a free port.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use serde_json::Value;

/// The process, and what it has written to its log.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

impl Server {
    /// The program with these variables in its environment.
    pub(crate) fn start(environment: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_payments"))
            .env("GATI_ADDR", "127.0.0.1:0")
            .env("GATI_LOG", "json")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let reader = std::thread::spawn({
            let (log, stderr) = (Arc::clone(&log), BufReader::new(child.stderr.take().unwrap()));
            move || {
                for line in stderr.lines().map_while(Result::ok) {
                    let mut log = log.lock().unwrap();
                    log.push_str(&line);
                    log.push('\n');
                }
            }
        });
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines
            .map_while(Result::ok)
            .find_map(|line| {
                let start = line.find("http://")?;
                let address = line[start + 7..].split(['/', ' ']).next()?;
                Some(format!("http://{address}"))
            })
            .unwrap_or_else(|| panic!("it does not start: {}", log.lock().unwrap()));
        Self {
            child,
            url,
            log,
            reader: Some(reader),
        }
    }

    /// The program with its books in a file.
    pub(crate) fn with_books(books: &Path, environment: &[(&str, &str)]) -> Self {
        let books = books.to_str().unwrap();
        let books = [("GATI__APP__BOOKS", books)];
        Self::start(&[&books, environment].concat())
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        self.end();
    }

    /// Ends the process, and gives the lines of its audit.
    pub(crate) fn audit(mut self) -> Vec<Value> {
        self.end();
        let log = self.log.lock().unwrap();
        log.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .filter(|line: &Value| line["target"] == "payments::audit")
            .collect()
    }

    fn end(&mut self) {
        // It may be gone already, which is all that is wanted.
        let _ = self.child.kill();
        self.child.wait().unwrap();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
