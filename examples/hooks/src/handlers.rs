//! Handlers that use all of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use gati::prelude::*;
use gati::{Key, Signal};

use crate::app::Gctx;
use crate::around::{self, PLAN, change, flaky, gate, prepare, seal, stamp};
use crate::plan::End;

/// Does what its plan says.
#[gati::handler("POST /run", before = [prepare, gate], after = [stamp, seal], catch = [around::hide])]
async fn run(lctx: &mut Lctx, gctx: &Gctx) -> Result<Json<String>, Problem> {
    act(lctx, gctx).await
}

/// The same, with little time.
#[gati::handler("POST /brief", before = [prepare, gate], after = [stamp, seal], catch = [around::hide], timeout = "100ms")]
async fn brief(lctx: &mut Lctx, gctx: &Gctx) -> Result<Json<String>, Problem> {
    act(lctx, gctx).await
}

async fn act(lctx: &mut Lctx, gctx: &Gctx) -> Result<Json<String>, Problem> {
    let plan = lctx.get(&PLAN).cloned().unwrap_or_default();
    let trails = Arc::clone(&gctx.state);
    let id = lctx.request_id().to_owned();
    trails.note_at(lctx, "handler");
    for (i, waits) in plan.after.iter().enumerate() {
        let (trails, step) = (Arc::clone(&trails), format!("after local {i}"));
        if *waits {
            lctx.after_async(format!("a{i}"), move |lctx, _| {
                Box::pin(async move {
                    tokio::task::yield_now().await;
                    trails.note_at(lctx, step);
                })
            });
        } else {
            lctx.after(format!("a{i}"), move |lctx, _| trails.note_at(lctx, step));
        }
    }
    for (i, waits) in plan.catch.iter().enumerate() {
        let (trails, step) = (Arc::clone(&trails), format!("catch local {i}"));
        if *waits {
            lctx.catch_async(format!("c{i}"), move |lctx, _| {
                Box::pin(async move {
                    tokio::task::yield_now().await;
                    trails.note_at(lctx, step);
                })
            });
        } else {
            lctx.catch(format!("c{i}"), move |lctx, _| trails.note_at(lctx, step));
        }
    }
    for (i, waits) in plan.cleanups.iter().enumerate() {
        let (trails, id, waits) = (Arc::clone(&trails), id.clone(), *waits);
        lctx.cleanup(format!("cleanup {i}"), async move {
            if waits {
                tokio::task::yield_now().await;
            }
            trails.note(&id, format!("cleanup {i}"));
        });
    }
    for (i, fails) in plan.compensations.iter().enumerate() {
        let (trails, id, fails) = (Arc::clone(&trails), id.clone(), *fails);
        lctx.compensate(format!("step {i}"), async move {
            trails.note(&id, format!("undo {i}"));
            if fails { Err("it cannot be undone") } else { Ok(()) }
        });
    }
    match plan.end {
        End::Fail => Err(Problem::new(409, "planned")),
        End::Panic => panic!("as planned"),
        End::Wait => std::future::pending().await,
        End::Answer | End::Stopped | End::Refused => Ok(Json("answered".to_owned())),
    }
}

/// A value with a contract.
#[derive(Clone, Debug, Serialize, Deserialize, GType)]
pub struct Amount {
    /// How much.
    #[gtype(min = 1, max = 100)]
    pub amount: u32,
}

/// Gives back what it takes, unless a hook changes it.
#[gati::handler("POST /echo", after = [change])]
async fn echo(body: Json<Amount>, lctx: &mut Lctx, gctx: &Gctx) -> Json<Amount> {
    gctx.state.note(lctx.request_id(), "handler");
    body
}

/// Answers what its caller says, right or wrong.
#[gati::handler("POST /say")]
async fn say(body: Json<u32>) -> Json<Amount> {
    Json(Amount { amount: body.0 })
}

/// Waits for a hook that fails at first.
#[gati::handler("GET /flaky", before = [flaky])]
async fn patient() {}

/// A step on the local state.
#[derive(Clone, Debug, Serialize, Deserialize, GType)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Op {
    /// Reads a value.
    Get {
        /// Whose.
        key: u8,
    },
    /// Sets a value, and gives the one before it.
    Set {
        /// Whose.
        key: u8,
        /// To what.
        to: i32,
    },
    /// Takes a value out.
    Remove {
        /// Whose.
        key: u8,
    },
    /// Empties the state.
    Clear,
}

/// The keys of [`state`].
static KEYS: [Key<i32>; 4] = [Key::new("k0"), Key::new("k1"), Key::new("k2"), Key::new("k3")];

/// Does steps on the local state, and lets others run between them.
#[gati::handler("POST /state")]
async fn state(body: Json<Vec<Op>>, lctx: &mut Lctx) -> Json<Vec<Option<i32>>> {
    let mut seen = Vec::new();
    for op in body.0 {
        let key = |key: u8| &KEYS[usize::from(key) % KEYS.len()];
        seen.push(match op {
            Op::Get { key: k } => lctx.get(key(k)).copied(),
            Op::Set { key: k, to } => lctx.set(key(k), to),
            Op::Remove { key: k } => lctx.remove(key(k)),
            Op::Clear => {
                lctx.clear();
                None
            }
        });
        tokio::task::yield_now().await;
    }
    Json(seen)
}

/// Listens as often as is said, emits each number, and lets others run in between; gives what its own listeners heard.
#[gati::handler("POST /events/:listeners")]
async fn events(listeners: u8, body: Json<Vec<u32>>, lctx: &mut Lctx) -> Json<Vec<u32>> {
    static NUMBER: Signal<u32> = Signal::new("number");
    let heard = Arc::new(std::sync::Mutex::new(Vec::new()));
    for _ in 0..listeners {
        let heard = Arc::clone(&heard);
        lctx.listen(&NUMBER, move |number| {
            heard
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner())
                .push(*number);
        });
    }
    for number in body.0 {
        tokio::task::yield_now().await;
        lctx.emit(&NUMBER, &number);
    }
    let heard = heard
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
        .clone();
    Json(heard)
}

/// What a request knows of itself.
#[derive(Clone, Debug, Serialize, Deserialize, GType)]
pub struct Facts {
    /// Its name.
    pub request_id: String,
    /// Its trace.
    pub trace_id: String,
    /// What was asked for.
    pub path: String,
    /// The handler.
    pub handler: String,
    /// The version.
    pub version: String,
    /// What is switched on.
    pub flags: Vec<String>,
    /// What the caller says that it is.
    pub user_agent: Option<String>,
    /// Whether it is in a hurry.
    pub has_deadline: bool,
}

/// Tells what it knows of itself.
#[gati::handler("POST /facts/*rest")]
async fn facts(rest: String, body: Json<Vec<String>>, lctx: &mut Lctx) -> Json<Facts> {
    let _ = rest;
    for flag in body.0 {
        lctx.set_flag(flag);
    }
    Json(Facts {
        request_id: lctx.request_id().to_owned(),
        trace_id: lctx.trace_id().to_owned(),
        path: lctx.path().to_owned(),
        handler: lctx.handler().to_owned(),
        version: lctx.version().to_owned(),
        flags: lctx.flags().map(str::to_owned).collect(),
        user_agent: lctx.client().user_agent.map(str::to_owned),
        has_deadline: lctx.deadline().is_some() && gati::deadline() == lctx.deadline(),
    })
}

/// What a snapshot is taken of.
#[derive(Clone, Debug, Serialize, Deserialize, GType)]
pub struct Scene {
    /// Values of the local state.
    pub state: BTreeMap<String, i32>,
    /// What is switched on.
    pub flags: Vec<String>,
    /// Tasks; each says whether it ends.
    pub tasks: Vec<bool>,
}

/// Takes a snapshot of itself.
#[gati::handler("POST /snapshot")]
async fn snapshot(body: Json<Scene>, lctx: &mut Lctx) -> Result<Json<String>, Problem> {
    let scene = body.0;
    for (key, value) in KEYS.iter().zip(scene.state.values()) {
        lctx.set(key, *value);
    }
    for flag in scene.flags {
        lctx.set_flag(flag);
    }
    for (i, ends) in scene.tasks.into_iter().enumerate() {
        let task = lctx.spawn(format!("task {i}"), async move {
            if !ends {
                std::future::pending::<()>().await;
            }
        });
        if ends {
            let _ = task.await;
        }
    }
    print(lctx).map(Json)
}

/// Takes over the snapshot of another request: gives one of itself, and how many values of the state can be read.
#[gati::handler("POST /restore")]
async fn restore(body: Json<String>, lctx: &mut Lctx) -> Result<Json<(String, u32)>, Problem> {
    let snapshot: gati::Snapshot =
        serde_json::from_str(&body.0).map_err(|error| Problem::new(400, "no_snapshot").cause(error))?;
    lctx.restore(&snapshot);
    let known = KEYS.iter().map(|key| u32::from(lctx.get(key).is_some())).sum();
    Ok(Json((print(lctx)?, known)))
}

fn print(lctx: &Lctx) -> Result<String, Problem> {
    let failed = |error: &dyn std::error::Error| Problem::new(500, "no_snapshot").cause(error);
    let snapshot = lctx.snapshot().map_err(|error| failed(&error))?;
    serde_json::to_string(&snapshot).map_err(|error| failed(&error))
}

/// Starts a task that belongs to it and one that does not.
#[gati::handler("POST /tasks")]
async fn tasks(lctx: &mut Lctx, gctx: &Gctx) -> NoContent {
    for detached in [false, true] {
        let (trails, id) = (Arc::clone(&gctx.state), lctx.request_id().to_owned());
        let guard = Told(trails, id, if detached { "detached" } else { "owned" });
        let task = lctx.spawn("task", async move {
            let _guard = guard;
            if !detached {
                std::future::pending::<()>().await;
            }
        });
        if detached {
            task.detach();
        }
    }
    NoContent
}

struct Told(Arc<crate::trail::Trails>, String, &'static str);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.note(&self.1, self.2);
    }
}
