// The rooms of `examples/rooms` through the `ws` package: node talk.cjs ws://127.0.0.1:3000

const assert = require("node:assert");
const { once } = require("node:events");
const { WebSocket } = require("ws");

const SECONDS = 60;

function enter(server, room, name) {
  const socket = new WebSocket(`${server}/rooms/${room}?name=${name}`);
  // What comes before anybody waits for it is kept.
  socket.heard = [];
  socket.on("message", (data) => socket.heard.push(JSON.parse(data)));
  return socket;
}

async function heard(socket) {
  if (socket.heard.length === 0) await once(socket, "message");
  return socket.heard.shift();
}

async function main(server) {
  const [ada, grace] = [enter(server, "yard", "ada"), enter(server, "yard", "grace")];
  await Promise.all([once(ada, "open"), once(grace, "open")]);
  assert.strictEqual(ada.extensions, "", "no compression is negotiated");

  ada.send(JSON.stringify({ text: "hello" }));
  for (const socket of [ada, grace]) {
    assert.deepStrictEqual(await heard(socket), { name: "ada", text: "hello" });
  }

  ada.ping("there?");
  assert.strictEqual(String((await once(ada, "pong"))[0]), "there?");

  const refused = new WebSocket(`${server}/rooms/yard?name=`);
  refused.on("error", () => {});
  const [, answer] = await once(refused, "unexpected-response");
  assert.strictEqual(answer.statusCode, 400);

  grace.send(JSON.stringify({ text: "quiet!!!" }));
  const [code, reason] = await once(grace, "close");
  assert.deepStrictEqual([code, String(reason)], [4403, "thrown_out"]);

  ada.close(1000, "bye");
  assert.strictEqual((await once(ada, "close"))[0], 1000);
}

setTimeout(() => {
  console.error("nothing happened for too long");
  process.exit(1);
}, SECONDS * 1000).unref();

main(process.argv[2]).then(
  () => {
    console.log("ws (Node): all is well");
    process.exit(0);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
