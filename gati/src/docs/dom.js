"use strict";
// Small helpers. Text always enters the page as text, never as markup: a description is not trusted.

const $ = (id) => document.getElementById(id);

/** An element: el("a.name", { href }, child, "text", [more], null). */
function el(spec, ...content) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  const first = content[0];
  if (first && typeof first === "object" && !(first instanceof Node) && !Array.isArray(first)) {
    for (const [name, value] of Object.entries(content.shift())) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
  }
  for (const child of content.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/** Doc comments: paragraphs, lists, code blocks, and within them code, emphasis and links. */
function markdown(text) {
  if (!text) return null;
  const blocks = [];
  text.split(/```/).forEach((part, i) => {
    if (i % 2) {
      blocks.push(el("pre", el("code", part.replace(/^[^\n]*\n/, "").trimEnd())));
      return;
    }
    for (const block of part.split(/\n\s*\n/)) {
      const lines = block.split("\n").filter((line) => line.trim());
      if (!lines.length) continue;
      if (lines.every((line) => /^\s*[-*] /.test(line))) {
        blocks.push(el("ul", lines.map((line) => el("li", inline(line.replace(/^\s*[-*] /, ""))))));
      } else {
        blocks.push(el("p", inline(lines.join(" ").replace(/^#+\s*/, ""))));
      }
    }
  });
  return el("div.doc", blocks);
}

function inline(text) {
  const parts = [];
  const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:[^)\s]+|#[^)\s]*)\)/g;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(from, match.index));
    if (match[1]) parts.push(el("code", match[1]));
    else if (match[2]) parts.push(el("b", match[2]));
    else parts.push(el("a", { href: match[4], rel: "noreferrer" }, match[3]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** JSON with colours. */
function coloured(value) {
  const text = JSON.stringify(value, null, 2);
  if (text === undefined) return [];
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d[\d.eE+-]*/g)) {
    parts.push(text.slice(from, match.index));
    const kind = match[2] ? "k" : match[1] ? "s" : "n";
    parts.push(el(`span.${kind}`, match[1] || match[0]), match[2] || "");
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** A block of code with a caption and a button that copies it. */
function figure(caption, content, text) {
  const button = el("button.plain", { type: "button", onclick: () => copy(text, button) }, "copy");
  return el("figure", el("figcaption", el("span", caption), button), el("pre", { tabindex: "0" }, el("code", content)));
}

async function copy(text, button) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    // Without a secure context there is no clipboard; a selection can be copied by hand.
    const range = document.createRange();
    range.selectNodeContents(button.closest("figure").querySelector("code"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  button.textContent = done ? "copied" : "selected";
  setTimeout(() => { button.textContent = "copy"; }, 1500);
}
