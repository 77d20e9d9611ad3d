//! Each command is one or a few calls of the client.

use std::path::Path;

use gati_client::Upload;
use payments_client::payments::{
    Amount, Authorise, Capture, Client, Cursor, Filter, IdempotencyKey, PaymentId, ReceiptForm, Reference,
    Refund, Repeatable, Resume, Watch,
};

use crate::args::{self, Arguments, Command, Receipt, Sum};
use crate::failure::Failure;
use crate::output::Output;

/// Does what was asked for.
pub(crate) async fn run(arguments: Arguments) -> Result<(), Failure> {
    let client = Client::new(&arguments.url).map_err(|error| Failure::local("this is no address", &error))?;
    let output = Output::new(arguments.json);
    match arguments.command {
        Command::Authorise(what) => authorise(&client, &output, what).await,
        Command::Capture(Sum { id, amount, currency }) => {
            let body = Capture {
                amount: Amount(amount),
                currency,
            };
            output.payment(&client.capture(PaymentId(id), &body).await?)
        }
        Command::Refund(Sum { id, amount, currency }) => {
            let body = Refund {
                amount: Amount(amount),
                currency,
            };
            output.payment(&client.refund(PaymentId(id), &body).await?)
        }
        Command::Release { id } => output.payment(&client.release(PaymentId(id)).await?),
        Command::Get { id } => output.payment(&client.get(PaymentId(id)).await?),
        Command::List(what) => list(&client, &output, what).await,
        Command::Watch(what) => watch(&client, &output, what).await,
        Command::Receipt(what) => receipt(&client, &output, what).await,
    }
}

async fn authorise(client: &Client, output: &Output, what: args::Authorise) -> Result<(), Failure> {
    let headers = Repeatable {
        idempotency_key: what.key.map(IdempotencyKey),
    };
    let body = Authorise {
        amount: Amount(what.amount),
        currency: what.currency,
        customer: what.customer,
        reference: what.reference.map(Reference),
        labels: what.labels.into_iter().collect(),
    };
    output.payment(&client.authorise(&headers, &body).await?)
}

async fn list(client: &Client, output: &Output, what: args::List) -> Result<(), Failure> {
    let mut filter = Filter {
        state: what.state,
        currency: what.currency,
        min_authorised: what.min,
        limit: what.limit,
        cursor: what.cursor.map(Cursor),
    };
    let mut page = client.list(&filter).await?;
    // Nothing stands above a list that cannot be had.
    output.heading()?;
    loop {
        for payment in &page.items {
            output.row(payment)?;
        }
        match page.next {
            Some(next) if what.all => filter.cursor = Some(next),
            Some(next) => return output.more(&next.0),
            None => return Ok(()),
        }
        page = client.list(&filter).await?;
    }
}

async fn watch(client: &Client, output: &Output, what: args::Watch) -> Result<(), Failure> {
    let watch = Watch {
        after: what.after,
        payment: what.payment.map(PaymentId),
        follow: !what.past,
    };
    let mut events = client.events(&watch, &Resume::default()).await?;
    while let Some(event) = events.next().await {
        output.event(&event?.data)?;
    }
    Ok(())
}

async fn receipt(client: &Client, output: &Output, what: Receipt) -> Result<(), Failure> {
    match what {
        Receipt::Upload { id, file, note } => {
            let form = ReceiptForm {
                file: upload(&file)?,
                note,
            };
            output.filed(&client.file_receipt(PaymentId(id), form).await?)
        }
        Receipt::Download { id, output: file } => {
            let bytes = client.receipt(PaymentId(id)).await?;
            match file {
                Some(file) => std::fs::write(&file, bytes)
                    .map_err(|error| Failure::local(format!("cannot write {}", file.display()), &error)),
                None => output.bytes(&bytes),
            }
        }
    }
}

fn upload(file: &Path) -> Result<Upload, Failure> {
    let bytes = std::fs::read(file)
        .map_err(|error| Failure::local(format!("cannot read {}", file.display()), &error))?;
    let upload = Upload::new(bytes);
    Ok(match file.file_name().and_then(|name| name.to_str()) {
        Some(name) => upload.file_name(name),
        None => upload,
    })
}
