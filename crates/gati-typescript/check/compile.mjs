// Puts SDKs to the TypeScript compiler: `node compile.mjs [--types-only] folder …`, with typescript on NODE_PATH.
//
// Each must type-check under rules stricter than `strict`, as source with the browser's types, and as declarations with those of
// the browser or of Node alone. And what it has as JavaScript and as declarations must be what the compiler makes of its source.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const require = createRequire(import.meta.url);
const ts = require("typescript");

const STRICT = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noPropertyAccessFromIndexSignature: true,
    noFallthroughCasesInSwitch: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    // Declarations are checked, those of the language and of browsers are not.
    skipLibCheck: false,
    skipDefaultLibCheck: true,
    types: [],
    declaration: true,
};
const BROWSER = ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"];

const typesOnly = process.argv.includes("--types-only");
const folders = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const findings = [];

// What all SDKs have in common is checked once, as a module of its own, where there are many: it is most of each.
const MARK = "// What every generated client stands on.";
const COMMON = resolve("common.ts");
let common;

function shorten(host) {
    const read = host.readFile.bind(host);
    host.fileExists = (path) => path === COMMON || ts.sys.fileExists(path);
    host.readFile = (path) => {
        if (path === COMMON) {
            return common;
        }
        const text = read(path);
        const at = path.endsWith("src/client.ts") ? text.indexOf(MARK) : -1;
        if (at < 0) {
            return text;
        }
        if (common === undefined) {
            common = text.slice(at).replace(/^(?=(class|interface|type|function|const) )/gm, "export ");
        }
        const types = [...common.matchAll(/^export (?:class|interface|type) (\w+)/gm)].map((found) => found[1]).filter((name) => name !== "Wire");
        return `import { Wire } from ${JSON.stringify(COMMON.replace(/ts$/, "js"))};\nimport type { ${types.join(", ")} } from ${JSON.stringify(COMMON.replace(/ts$/, "js"))};\nexport type { ${types.join(", ")} };\n${text.slice(0, at)}`;
    };
}

function check(files, options) {
    const host = ts.createCompilerHost(options);
    if (typesOnly) {
        shorten(host);
    }
    const program = ts.createProgram(files, options, host);
    for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
        const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
        const { file, start } = diagnostic;
        const where = file === undefined ? "" : `${relative(".", file.fileName)}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}: `;
        findings.push(`${where}TS${diagnostic.code}: ${text}`);
    }
    return program;
}

/** The program without comments and in one way of writing. */
function normal(name, text) {
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, false, name.endsWith(".js") ? ts.ScriptKind.JS : ts.ScriptKind.TS);
    return ts.createPrinter({ removeComments: true }).printFile(file).replace(/\s+/g, " ");
}

const sources = folders.flatMap((folder) => ["client.ts", "context.ts"].map((name) => join(folder, "src", name)));
const program = check(sources, { ...STRICT, lib: BROWSER, noUnusedLocals: !typesOnly });

if (!typesOnly) {
    const declarations = folders.flatMap((folder) => ["client.d.ts", "context.d.ts"].map((name) => join(folder, name)));
    check(declarations, { ...STRICT, lib: BROWSER, noEmit: true });
    const roots = (process.env.NODE_PATH ?? "").split(":").map((path) => join(path, "@types"));
    if (roots.some((root) => existsSync(join(root, "node")))) {
        check(declarations, { ...STRICT, lib: ["lib.es2022.d.ts"], types: ["node"], typeRoots: roots, noEmit: true });
    } else {
        findings.push("@types/node is not there");
    }
    for (const file of program.getSourceFiles().filter((file) => sources.some((source) => file.fileName.endsWith(source.replace(/^\.\//, ""))))) {
        program.emit(file, (path, made) => {
            const twin = path.replace(/\/src\/([^/]+)$/, "/$1");
            const ours = normal(twin, readFileSync(twin, "utf8"));
            const theirs = normal(twin, made);
            if (ours !== theirs) {
                let at = 0;
                while (ours[at] === theirs[at]) at += 1;
                findings.push(`${relative(".", twin)} is not what tsc makes:\n  ours:   …${ours.slice(Math.max(0, at - 60), at + 120)}\n  theirs: …${theirs.slice(Math.max(0, at - 60), at + 120)}`);
            }
        });
    }
}

for (const finding of findings.slice(0, 50)) {
    console.error(finding);
}
if (folders.length === 0 || findings.length > 0) {
    console.error(`${findings.length} findings in ${folders.length} SDKs`);
    process.exit(1);
}
console.log(`${folders.length} SDKs type-check under rules stricter than \`strict\`${typesOnly ? "" : ", and their JavaScript and declarations are what tsc makes"}`);
