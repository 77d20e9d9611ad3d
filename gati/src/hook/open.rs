//! From the route to the handler: who calls, then the `before` hooks.

use std::ops::ControlFlow;
use std::time::Duration;

use super::attempt::{attempt, may_pass};
use super::row::{Around, BeforeFn, HookRow};
use super::{Outcome, RequestHead};
use crate::HttpResponse;
use crate::app::Shared;
use crate::app::watch::{Step, Told};
use crate::auth::admit;
use crate::call::Call;
use crate::endpoint::{Context, Route, RouteAuth};
use crate::exchange::Exchange;
use crate::lctx::{At, Lctx};
use crate::problem::{Problem, catalogue};
use crate::rejection::Rejection;

/// Calls a handler once its caller is known and its `before` hooks let the request pass.
pub(crate) async fn open<G: Context>(
    mut call: Call<G>,
    route: &'static Route<G>,
) -> Result<HttpResponse, Rejection> {
    call.exchange().enter(At::Before);
    if let Some(auth) = route.auth {
        authenticate(&mut call, auth).await?;
    }
    if let Some(hooks) = route.hooks {
        let lctx = call.take_lctx();
        let opening = Opening {
            head: call.head(),
            shared: call.shared(),
            exchange: call.exchange(),
        };
        // The context goes back to the request when the hooks are done, and the handler takes it from there.
        if let ControlFlow::Break(outcome) = opening.before(lctx, hooks.before).await? {
            return Ok(outcome.into_response(route.name, route.statuses, call.common(), call.edge())?);
        }
    }
    call.exchange().enter(At::Handler);
    call.tell_of_handler();
    call.run().await
}

async fn authenticate<G: Context>(call: &mut Call<G>, auth: RouteAuth) -> Result<(), Rejection> {
    let common = call.common();
    let Some(authenticator) = common.authenticator.as_deref() else {
        // `App::into_router` refuses to build such an app.
        return Err(catalogue::internal("no authenticator is registered").into());
    };
    let identity = admit(authenticator, auth, common.package, call.parts()).await?;
    call.exchange().set_identity(identity);
    Ok(())
}

/// What the hooks of a request are lent, but for its context.
struct Opening<'a, G: 'static> {
    head: &'a RequestHead,
    shared: &'a Shared<G>,
    exchange: &'a Exchange,
}

impl<G: Context> Opening<'_, G> {
    /// Runs the hooks of the table, then those that they registered.
    async fn before(
        &self,
        mut lctx: Lctx,
        rows: &'static [HookRow<BeforeFn<G>>],
    ) -> Result<ControlFlow<Outcome>, Problem> {
        for row in rows {
            let verdict = self.run(&mut lctx, row).await?;
            if verdict.is_break() {
                return Ok(verdict);
            }
        }
        while let Some((name, hook)) = lctx.next_before() {
            let lent = &mut lctx;
            let verdict = attempt(self.step(&name), None, move || hook(lent)).await?;
            if verdict.is_break() {
                return Ok(verdict);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    async fn run(
        &self,
        lctx: &mut Lctx,
        row: &HookRow<BeforeFn<G>>,
    ) -> Result<ControlFlow<Outcome>, Problem> {
        let mut left = row.retries;
        loop {
            let around = Around {
                lctx: &mut *lctx,
                gctx: &self.shared.gctx,
                head: self.head,
            };
            let time = row.timeout_ms.map(Duration::from_millis);
            let verdict = attempt(self.step(row.name), time, || (row.run)(around)).await;
            if left == 0 || !may_pass(&verdict) {
                return verdict;
            }
            left -= 1;
        }
    }

    /// The next hook begins.
    fn step<'b>(&'b self, name: &'b str) -> Told<'b> {
        self.exchange.next_hook();
        Told::start(&self.shared.common.watchers, self.exchange, Step::Before, name)
    }
}
