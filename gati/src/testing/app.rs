//! An app in one process, without a socket.

use std::ops::Deref;

use axum::Router;
use http::Method;
use serde_json::Value;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt;

use super::given::Given;
use super::logs::{LogLine, Recorder};
use super::outage::Outage;
use super::request::TestRequest;
use crate::Secrets;
use crate::app::{App, Started};
use crate::endpoint::Context;
use crate::listen::listen;
use crate::module::{CallError, FakeOf, HasModule, Holds, Module};

/// An app that runs in a test.
///
/// It keeps its log to itself: what the thread of the test logs while it lives is in [`logs`](Self::logs). Under `#[tokio::test]`, which has one
/// thread, that is everything.
#[derive(Debug)]
pub struct TestApp<G: 'static> {
    client: TestClient,
    started: Started<G>,
    recorder: Recorder,
    _guard: DefaultGuard,
}

/// An app that is about to run in a test.
#[derive(Debug)]
#[must_use = "it runs after `.start().await`"]
pub struct TestBuilder<G: 'static>(App<G>);

/// Sends requests to an app in the same process. Clones go to the same app, from any task.
#[derive(Clone, Debug)]
pub struct TestClient {
    router: Router,
}

impl<G: Context> TestApp<G> {
    /// The app with what is told here.
    pub fn of(app: App<G>) -> TestBuilder<G> {
        TestBuilder(app)
    }

    /// The global context, for calling handlers as the functions that they are.
    #[must_use]
    pub fn gctx(&self) -> &G {
        self.started.gctx()
    }

    /// A client that other tasks can have.
    #[must_use]
    pub fn client(&self) -> TestClient {
        self.client.clone()
    }

    /// Everything that was logged so far.
    #[must_use]
    pub fn logs(&self) -> Vec<LogLine> {
        self.recorder.lines()
    }

    /// Takes a module away, or the fake in its place, until the outage is dropped: calls of it end their request with a 503.
    pub fn outage<M: Module>(&self) -> Outage<M>
    where
        G: HasModule<M>,
    {
        Outage::of(M::slot(self.gctx().handle()))
    }

    /// Calls a method of a module, or of the fake in its place, with JSON: arguments and result are held against the module's manifest, with their
    /// constraints.
    ///
    /// # Errors
    ///
    /// If there is no such method, the arguments or the result do not fit their types, or the method fails.
    pub async fn call_module<M: Module>(&self, method: &str, arguments: Value) -> Result<Value, CallError>
    where
        G: HasModule<M>,
    {
        M::call_json(self.gctx().handle(), method, arguments).await
    }

    /// Stops the app as a server would when it is told to: streams end, and modules are closed in the reverse of their order. Gives everything
    /// that was logged, until the end.
    pub async fn stop(self) -> Vec<LogLine> {
        self.started.stop().await;
        self.recorder.lines()
    }
}

impl<G> Deref for TestApp<G> {
    type Target = TestClient;

    fn deref(&self) -> &TestClient {
        &self.client
    }
}

impl<G: Context> TestBuilder<G> {
    /// Lets a fake stand in for a module, which is then not started.
    pub fn fake<M: Module<Fake = F>, F: FakeOf<M>>(self, fake: F) -> Self
    where
        G: HasModule<M>,
    {
        Self(self.0.fake(fake))
    }

    /// With this configuration, whatever the files and the environment say.
    pub fn config<C: Send + 'static>(self, config: C) -> Self
    where
        G: Holds<C>,
    {
        Self(self.0.config(config))
    }

    /// With these secrets by their names, and no others.
    pub fn secrets<const N: usize>(self, secrets: [(&str, &str); N]) -> Self {
        Self(self.0.secrets(Secrets::of(vec![Box::new(Given::of(secrets))])))
    }

    /// Starts the modules that are no fakes.
    ///
    /// # Panics
    ///
    /// If one of them does not start, or the configuration is wrong.
    pub async fn start(self) -> TestApp<G> {
        let recorder = Recorder::default();
        let guard = listen(tracing_subscriber::registry().with(recorder.clone()));
        let started = match self.0.start().await {
            Ok(started) => started,
            Err(error) => panic!("the app does not start: {error:?}"),
        };
        TestApp {
            client: TestClient {
                router: started.router(),
            },
            started,
            recorder,
            _guard: guard,
        }
    }
}

impl TestClient {
    /// A request with any method.
    pub fn request(&self, method: Method, target: &str) -> TestRequest {
        TestRequest::new(self.router.clone(), method, target)
    }

    /// A `GET` request for a path, with a query or not.
    pub fn get(&self, target: &str) -> TestRequest {
        self.request(Method::GET, target)
    }

    /// A `POST` request.
    pub fn post(&self, target: &str) -> TestRequest {
        self.request(Method::POST, target)
    }

    /// A `PUT` request.
    pub fn put(&self, target: &str) -> TestRequest {
        self.request(Method::PUT, target)
    }

    /// A `PATCH` request.
    pub fn patch(&self, target: &str) -> TestRequest {
        self.request(Method::PATCH, target)
    }

    /// A `DELETE` request.
    pub fn delete(&self, target: &str) -> TestRequest {
        self.request(Method::DELETE, target)
    }
}
