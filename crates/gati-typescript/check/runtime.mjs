// Makes `runtime/runtime.js` and `runtime/runtime.d.ts` from `runtime/runtime.ts`: `node runtime.mjs`, with typescript on NODE_PATH.
// Run it after every change there; `compile.mjs` finds out if nobody did.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";

const ts = createRequire(import.meta.url)("typescript");
const source = new URL("../runtime/runtime.ts", import.meta.url);
const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
    types: [],
    strict: true,
    declaration: true,
};
const program = ts.createProgram([source.pathname], options);
const mistakes = ts.getPreEmitDiagnostics(program);
if (mistakes.length > 0) {
    console.error(ts.formatDiagnostics(mistakes, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => ".", getNewLine: () => "\n" }));
    process.exit(1);
}
program.emit(undefined, (path, text) => writeFileSync(path, text));
