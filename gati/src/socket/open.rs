//! A call whose answer is a socket.

use std::sync::Arc;

use hyper::upgrade::OnUpgrade;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::end::Socket;
use super::handshake;
use super::line::{Ends, Line, Wire};
use super::sender::SocketSender;
use super::session::{self, Surroundings};
use crate::GType;
use crate::answer::Checker;
use crate::call::Call;
use crate::endpoint::{AnswerFuture, Context};
use crate::problem::catalogue;
use crate::rejection::Rejection;
use crate::version::Conversation;

impl<G: Context> Call<G> {
    /// Runs a handler that takes a socket. Its future outlives the answer: that opens the socket, and the handler goes on.
    #[must_use]
    pub fn open(mut self, handler: fn(Self) -> AnswerFuture) -> AnswerFuture {
        let line = Line::new();
        self.parts_mut().extensions.insert(Arc::clone(&line));
        let around = Surroundings::of(&self);
        session::serve(line, handler(self), around)
    }

    /// The socket that this request opens.
    ///
    /// # Errors
    ///
    /// If the request opens none, or there are too many already.
    pub fn socket<In, Out>(&mut self) -> Result<Socket<In, Out>, Rejection>
    where
        In: for<'de> Deserialize<'de> + GType + 'static,
        Out: Serialize + GType + 'static,
    {
        let accept = handshake::read(self.parts())?;
        let extensions = &mut self.parts_mut().extensions;
        let (Some(upgrade), Some(line)) = (
            extensions.remove::<OnUpgrade>(),
            extensions.get::<Arc<Line>>().map(Arc::clone),
        ) else {
            return Err(catalogue::upgrade_required("use a connection of HTTP/1.1").into());
        };
        let common = self.common();
        let Ok(permit) = Arc::clone(&common.sockets).try_acquire_owned() else {
            return Err(catalogue::unavailable("there are too many sockets; try again later").into());
        };
        let queue = common.limits.sockets.queue;
        let (incoming, to_handler) = mpsc::channel(queue);
        let (from_handler, outgoing) = mpsc::channel(queue);
        let checker = Checker::new(&self.desk());
        let carried = Conversation::of(&self.desk());
        let sender = SocketSender::new(from_handler, Arc::clone(&line), checker, carried);
        line.put(Wire {
            upgrade,
            accept,
            ends: Ends { incoming, outgoing },
            permit,
        });
        Ok(Socket::new(to_handler, sender, self.message_checker()))
    }
}
