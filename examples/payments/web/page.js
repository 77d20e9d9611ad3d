// A page over the payments API: one file, no build, the SDK as it was generated.
// ANCHOR: client
import { Client, toDate } from "./sdk/client.js";

const client = new Client({ baseUrl: location.origin });
// ANCHOR_END: client
const rows = document.querySelector("#payments");
const events = document.querySelector("#events");
const message = document.querySelector("#message");

/** The value of a call, or a sentence on the page about why there is none. */
async function attempt(call) {
    const outcome = await call.result();
    message.textContent = "";
    if (outcome.ok) {
        return outcome.value;
    }
    const { error } = outcome;
    switch (error.kind) {
        case "api":
            // The handler's own errors, each with its fields.
            message.textContent = error.problem.code === "insufficient_funds"
                ? `Only ${error.problem.available} can be taken.`
                : error.problem.title;
            break;
        case "problem":
            message.textContent = (error.problem.violations ?? []).map(({ pointer, expected }) => `${pointer}: expected ${expected}`).join("; ") || error.message;
            break;
        default:
            message.textContent = error.message;
    }
    return undefined;
}

function show(payment) {
    const row = document.querySelector(`#payment-${payment.id}`) ?? rows.insertRow(0);
    row.id = `payment-${payment.id}`;
    row.replaceChildren();
    // Sums are `bigint`: they are printed, compared and added as they are.
    for (const text of [payment.id, payment.customer, `${payment.authorised} ${payment.currency}`, payment.captured, payment.state]) {
        row.insertCell().textContent = String(text);
    }
    const take = document.createElement("button");
    take.textContent = "Take 500";
    take.onclick = async () => {
        const taken = await attempt(client.capture(payment.id, { amount: 500, currency: payment.currency }));
        if (taken !== undefined) {
            show(taken);
        }
    };
    row.insertCell().append(take);
}

document.querySelector("#authorise").onsubmit = async (event) => {
    event.preventDefault();
    const { amount, currency, customer } = Object.fromEntries(new FormData(event.target));
    const payment = await attempt(client.authorise({ amount: Number(amount), currency, customer }));
    if (payment !== undefined) {
        show(payment);
    }
};

async function watch() {
    for await (const { data } of client.events({ follow: true })) {
        const item = document.createElement("li");
        item.textContent = `${toDate(data.at).toLocaleTimeString()}: payment ${data.payment} ${data.kind}`;
        events.prepend(item);
    }
}

const page = await attempt(client.list({ limit: 20 }));
page?.items.forEach(show);
watch().catch((error) => {
    message.textContent = error.message;
});
