//! Filing and fetching the receipt of a payment.

use gati::prelude::*;

use crate::app::Gctx;
use crate::payment::{Payment, PaymentId};
use crate::receipts::Receipt;

// ANCHOR: upload
/// A receipt on its way in.
#[derive(Debug, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct ReceiptForm {
    /// The file, of a megabyte at most.
    #[gtype(max_length = 1_000_000)]
    pub file: Upload,
    /// A remark.
    #[serde(default)]
    #[gtype(max_length = 200)]
    pub note: Option<String>,
}
// ANCHOR_END: upload

/// What was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
pub struct Filed {
    /// The payment.
    pub payment: PaymentId,
    /// The size of the file in bytes.
    pub size: u64,
    /// Whether it took the place of an earlier one.
    pub replaced: bool,
}

/// Why nothing can be done about a receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ReceiptError {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
    /// The file was received and could not be read back.
    #[gtype(status = 500)]
    Unreadable,
}

impl From<std::io::Error> for ReceiptError {
    fn from(_: std::io::Error) -> Self {
        Self::Unreadable
    }
}

/// Files the receipt of a payment, in place of an earlier one.
#[gati::handler("PUT /payments/:id/receipt", tags = ["receipts"])]
pub async fn file_receipt(
    id: PaymentId,
    form: Multipart<ReceiptForm>,
    gctx: &Gctx,
) -> Result<Json<Filed>, ReceiptError> {
    if gctx.modules.ledger.find(id).is_none() {
        return Err(ReceiptError::NotFound);
    }
    let ReceiptForm { file, note } = form.0;
    let name = file.file_name().map(str::to_owned);
    let bytes = file.bytes().await?;
    let size = bytes.len() as u64;
    let receipt = Receipt { name, note, bytes };
    let replaced = gctx.modules.ledger.file_receipt(id, receipt).await;
    Ok(Json(Filed {
        payment: id,
        size,
        replaced,
    }))
}

/// Fetches the receipt of a payment: the one that was filed, or a plain one made from the books.
#[gati::handler("GET /payments/:id/receipt", tags = ["receipts"])]
pub async fn receipt(id: PaymentId, gctx: &Gctx) -> Result<Reply<Bytes>, ReceiptError> {
    let payment = gctx.modules.ledger.find(id).ok_or(ReceiptError::NotFound)?;
    let filed = gctx.modules.ledger.receipt(id);
    let bytes = filed.map_or_else(|| plain(&payment), |receipt| receipt.bytes);
    // Whoever filed it chose the bytes: no browser should take them for a page of ours.
    Ok(Reply::new(bytes)
        .header(
            "content-disposition",
            format!("attachment; filename=\"receipt-{}\"", id.0),
        )
        .header("x-content-type-options", "nosniff"))
}

fn plain(payment: &Payment) -> Bytes {
    let Payment {
        id,
        captured,
        currency,
        customer,
        ..
    } = payment;
    format!(
        "Receipt for payment {}: {captured} {currency} from {customer}\n",
        id.0
    )
    .into()
}
