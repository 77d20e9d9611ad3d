use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Note {
    text: String,
}

#[derive(Deserialize, GType)]
struct Receipt {
    note: String,
    file: Upload,
}

#[gati::handler("POST /notes")]
async fn note(form: Form<Note>) {
    let _ = &form.text;
}

#[gati::handler("POST /receipts")]
async fn receipt(form: Multipart<Receipt>) {
    let _ = (&form.note, &form.file);
}

fn main() {}
