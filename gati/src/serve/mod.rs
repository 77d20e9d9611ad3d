//! Serving an app: listen, tell where, answer until told to stop, finish what runs.

mod address;
mod banner;
mod connection;
mod inherit;
#[cfg(feature = "log")]
mod log;
mod patient;
mod request;
mod signal;
mod supervisor;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

use crate::app::{Aftermath, App, Lifecycle, Limits, Phase, Started, abandon};
use crate::endpoint::Context;
use crate::error::Error;
use connection::Connections;

impl<G: Context> App<G> {
    /// Serves the app until the process is told to stop (SIGTERM or Ctrl-C), then finishes the requests that run.
    ///
    /// It takes over standard input if `GATI_LISTEN_FD=0` says that this is a listening socket. Otherwise it listens at `GATI_ADDR`, or at `PORT` on all interfaces, or at the app's own [`address`](App::address), or at `127.0.0.1:3000`, and prints
    /// where everything is. Unless the program has set up logging of its own, the log goes to standard error (feature `log`): `RUST_LOG` filters it,
    /// `GATI_LOG=json` makes it JSON.
    ///
    /// When it is told to stop, `/health/ready` answers 503, after the [drain period](App::drain_period) no connection is accepted, event streams
    /// end, and running requests have the [grace period](App::grace_period). A second Ctrl-C ends them at once.
    ///
    /// # Errors
    ///
    /// If the address cannot be listened at, a module does not start, or a handler wants to know who calls and there is no authenticator.
    pub async fn serve(self) -> Result<(), Error> {
        #[cfg(feature = "log")]
        log::install();
        #[cfg(feature = "testing")]
        if let Some(file) = address::variable("GATI_VERIFY") {
            // Started by `gati version verify`, which waits for this file and not for a server.
            return crate::testing::report(self, &file, address::variable("GATI_VERIFY_SEED")).await;
        }
        let app = self.settled();
        let listener = match inherit::listener()? {
            Some(listener) => listener,
            None => address::choose(app.address.as_deref())?.listen().await?,
        };
        let (facts, local) = (app.facts(), listener.local_addr()?);
        let say = || {
            if supervisor::dev_loop().is_none() {
                banner::print(&facts, local);
            }
        };
        let stop = async {
            tokio::select! {
                () = signal::stop() => {}
                () = supervisor::orphaned() => {}
            }
        };
        app.serve_started(listener, stop, say).await
    }

    /// Serves the app on a listener of your own until `stop` completes, then finishes the requests that run and stops the modules.
    ///
    /// # Errors
    ///
    /// If a module does not start, or a handler wants to know who calls and there is no authenticator.
    pub async fn serve_on(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send,
    ) -> Result<(), Error> {
        self.settled().serve_started(listener, stop, || {}).await
    }

    /// Starts the modules, says so, serves, and stops the modules when the last request is answered.
    async fn serve_started(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send,
        say: impl FnOnce() + Send,
    ) -> Result<(), Error> {
        let limits = self.limits_in_force();
        let (grace, drain) = (self.grace, self.drain);
        let (router, shared) = self.build()?;
        let mut stop = std::pin::pin!(stop);
        let launched = tokio::select! {
            launched = Started::launch(router, Arc::clone(&shared)) => Some(launched?),
            () = &mut stop => None,
        };
        let Some(started) = launched else {
            abandon(&shared).await;
            return Ok(());
        };
        say();
        let server = Server {
            lifecycle: &shared.common.lifecycle,
            sockets: &shared.common.sockets,
            aftermath: &shared.common.aftermath,
            limits,
            grace,
            drain,
        };
        server.run(listener, started.router(), stop).await;
        started.close().await;
        Ok(())
    }

    /// [`serve`](App::serve) on a runtime of its own.
    ///
    /// # Errors
    ///
    /// As [`serve`](App::serve), and if no runtime can be started.
    pub fn run(self) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let served = runtime.block_on(self.serve());
        // Whatever still blocks a thread has had the grace period.
        runtime.shutdown_timeout(Duration::from_secs(1));
        served
    }
}

struct Server<'a> {
    lifecycle: &'a Lifecycle,
    sockets: &'a Semaphore,
    aftermath: &'a Aftermath,
    limits: Limits,
    grace: Duration,
    drain: Duration,
}

impl Server<'_> {
    async fn run(&self, listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
        // Each connection holds a permit while it lives: they bound the number of connections, and tell when all have ended.
        let permits = Arc::new(Semaphore::new(self.limits.connections));
        let (close, closing) = watch::channel(Closing::No);
        let connections = Connections::new(router, self.limits, closing);
        self.lifecycle.enter(Phase::Ready);
        supervisor::tell("READY=1");
        {
            let accept = connections.accept(&listener, &permits);
            let mut accept = std::pin::pin!(accept);
            tokio::select! {
                () = &mut accept => {}
                () = stop => {}
            }
            self.lifecycle.enter(Phase::Stopping);
            supervisor::tell("STOPPING=1");
            tracing::info!(target: "gati", "stopping: finishing the requests that run");
            if !self.drain.is_zero() {
                let _ = tokio::time::timeout(self.drain, accept).await;
            }
        }
        drop(listener);
        close.send_replace(Closing::AfterTheRequest);
        let all = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let ended = async {
            let _ = permits.acquire_many(all(self.limits.connections)).await;
            // Sockets have left their connections behind.
            let _ = self.sockets.acquire_many(all(self.limits.sockets.count)).await;
            // What is left to do for requests that have ended may need the modules.
            self.aftermath.over().await;
        };
        tokio::select! {
            () = ended => {}
            () = tokio::time::sleep(self.grace) => {
                tracing::warn!(target: "gati", "the grace period is over: closing the connections that are left");
            }
            () = signal::stop() => {
                tracing::warn!(target: "gati", "told to stop again: closing the connections that are left");
            }
        }
        close.send_replace(Closing::Now);
        self.lifecycle.enter(Phase::Over);
    }
}

/// What connections are told when the server stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    No,
    AfterTheRequest,
    Now,
}
