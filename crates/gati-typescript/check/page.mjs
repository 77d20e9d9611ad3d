// The page of the payments example in headless Chromium: `node page.mjs`, with PAYMENTS_URL, SDK (the folder of the SDK) and CHROMIUM (the
// browser) in the environment. With `--serve`, only serves it.
//
// A script in the page does what a person would do: reads the table, fills in the form, presses buttons, watches what happens.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { PAYMENTS_URL, SDK, CHROMIUM } = process.env;
const WEB = new URL("../../../examples/payments/web/", import.meta.url);
const TYPES = { html: "text/html", js: "text/javascript" };
const serveOnly = process.argv.includes("--serve");

/** Runs in the page. */
async function visit() {
    const found = [];
    const until = async (what, look) => {
        for (let i = 0; i < 1200; i += 1) {
            const seen = look();
            if (seen) {
                return seen;
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`nothing was seen of ${what}: ${document.body.innerText}`);
    };
    const first = () => document.querySelector("#payments tr");
    try {
        await until("the payments", () => document.querySelector("#payment-44"));
        found.push("listed");
        document.querySelector("#authorise [name=amount]").value = "600";
        document.querySelector("#authorise button").click();
        const row = await until("a new payment", () => first()?.cells[2].textContent === "600 EUR" && first());
        found.push("authorised");
        row.querySelector("button").click();
        await until("what was taken", () => first().cells[3].textContent === "500");
        found.push("captured");
        first().querySelector("button").click();
        await until("a refusal", () => document.querySelector("#message").textContent === "Only 100 can be taken.");
        found.push("refused");
        await until("the events", () => document.querySelector("#events").innerText.includes("captured"));
        found.push("watched");
    } catch (error) {
        found.push(String(error));
    }
    await fetch("/__report", { method: "POST", body: JSON.stringify(found) });
}

let report;
const reported = new Promise((resolve) => {
    report = resolve;
});
const server = createServer((request, response) => {
    const send = (type, content) => response.writeHead(200, { "content-type": type }).end(content);
    const path = request.url === "/" ? "/index.html" : request.url;
    const end = path.slice(path.lastIndexOf(".") + 1);
    if (path === "/__visit.js") {
        send(TYPES.js, `(${visit})();`);
    } else if (path === "/__report") {
        let text = "";
        request.on("data", (chunk) => { text += chunk; }).on("end", () => {
            response.end();
            report(JSON.parse(text));
        });
    } else if (path === "/index.html") {
        const page = readFileSync(new URL("index.html", WEB), "utf8");
        send(TYPES.html, serveOnly ? page : page.replace("</html>", '<script type="module" src="/__visit.js"></script></html>'));
    } else if (path.startsWith("/sdk/") && end in TYPES) {
        send(TYPES[end], readFileSync(join(SDK, path.slice(5))));
    } else if (path === "/page.js") {
        send(TYPES.js, readFileSync(new URL("page.js", WEB)));
    } else {
        // Everything else is the API's.
        const passed = ask(PAYMENTS_URL + path, { method: request.method, headers: request.headers }, (answer) => {
            response.writeHead(answer.statusCode, answer.headers);
            answer.pipe(response);
        });
        passed.on("error", () => response.destroy());
        response.on("close", () => passed.destroy());
        request.pipe(passed);
    }
});
server.listen(serveOnly ? 8080 : 0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}/`;
if (serveOnly) {
    console.log(`the page is at ${url}`);
} else {
    const profile = mkdtempSync(join(tmpdir(), "page-"));
    const browser = spawn(CHROMIUM, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", `--user-data-dir=${profile}`, url], { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    browser.stderr.on("data", (chunk) => { said += chunk; });
    const limit = setTimeout(() => report(["the browser said nothing for three minutes", said]), 180_000);
    browser.on("error", (error) => report([`${error}`]));
    browser.on("exit", (code) => report([`the browser ended with ${code}`, said]));
    const found = await reported;
    clearTimeout(limit);
    browser.kill();
    if (browser.exitCode === null && browser.signalCode === null) {
        await once(browser, "exit");
    }
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    assert.deepEqual(found, ["listed", "authorised", "captured", "refused", "watched"]);
    console.log("the page of payments works in Chromium");
}
