// @ts-check
/**
 * A formula in plain text, such as "g(z) = 1 / (1 + e⁻ᶻ)", as the parts of MathML.
 *
 * Letters are variables, longer words functions or plain words; raised and lowered letters become scripts, `^(…)` too,
 * and √ takes what follows it under a root. Nothing is reordered: what is written is what is shown.
 */

/** @typedef {{tag: string, text?: string, children?: Node[]}} Node */

/** @type {Record<string, string>} */
const RAISED = { "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "−", "⁺": "+", "ᶻ": "z", "ˣ": "x", "ⁿ": "n", "ᵀ": "T", "ᵗ": "t" };
/** @type {Record<string, string>} */
const LOWERED = { "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8", "₉": "9", "ₜ": "t", "₊": "+", "ᵢ": "i", "ⱼ": "j" };
const FUNCTIONS = new Set(["max", "min", "log", "exp", "cos", "softmax"]);
/** Words that formulas of the catalogue have, in English. */
export const WORDS = new Set(["for", "otherwise", "or", "and", "then", "as", "if", "by", "mean", "sum", "over", "outputs", "values"]);

/** @param {string} tag @param {string} text @returns {Node} */
const leaf = (tag, text) => ({ tag, text });
/** @param {Node[]} children @returns {Node} */
const row = (children) => (children.length === 1 ? children[0] : { tag: "mrow", children });

/**
 * @param {string} text
 * @returns {Node[]}
 */
export function mathOf(text) {
  const characters = [...text];
  let at = 0;

  /** @param {Record<string, string>} table */
  function script(table) {
    /** @type {Node[]} */
    const parts = [];
    while (at < characters.length && table[characters[at]] !== undefined) {
      const c = table[characters[at++]];
      parts.push(leaf(/\d/.test(c) ? "mn" : /[−+]/.test(c) ? "mo" : "mi", c));
    }
    return row(parts);
  }

  /** What stands alone: a number, a name, a bracketed group, a sign. @returns {Node} */
  function atom() {
    const c = characters[at];
    if (/[\d.]/.test(c)) {
      let digits = "";
      while (at < characters.length && /[\d.]/.test(characters[at])) digits += characters[at++];
      return leaf("mn", digits);
    }
    if (/[\p{L}]/u.test(c) && RAISED[c] === undefined && LOWERED[c] === undefined) {
      let word = "";
      while (at < characters.length && (/[\p{L}\p{M}]/u.test(characters[at]) || (word && /[′̂]/u.test(characters[at]))) && RAISED[characters[at]] === undefined && LOWERED[characters[at]] === undefined) word += characters[at++];
      const plain = word.replace(/[′\p{M}]/gu, "");
      if (WORDS.has(plain)) return leaf("mtext", `\u00a0${word}\u00a0`);
      const primes = word.match(/′+$/)?.[0] ?? "";
      const name = leaf("mi", primes ? word.slice(0, -primes.length) : word);
      return primes ? { tag: "msup", children: [name, leaf("mo", primes)] } : name;
    }
    if (c === "√") {
      at += 1;
      return { tag: "msqrt", children: [characters[at] === "(" ? group(false) : scripted()] };
    }
    if (c === "(") return group(true);
    at += 1;
    return leaf("mo", c);
  }

  /** @param {boolean} fenced whether the brackets are shown @returns {Node} */
  function group(fenced) {
    at += 1;
    const inside = sequence(")");
    at += 1;
    return fenced ? { tag: "mrow", children: [leaf("mo", "("), ...inside, leaf("mo", ")")] } : row(inside);
  }

  /** An atom with what is raised or lowered beside it. @returns {Node} */
  function scripted() {
    let base = atom();
    for (;;) {
      const c = characters[at];
      if (c !== undefined && RAISED[c] !== undefined) base = { tag: "msup", children: [base, script(RAISED)] };
      else if (c !== undefined && LOWERED[c] !== undefined) base = { tag: "msub", children: [base, script(LOWERED)] };
      else if (c === "^" && characters[at + 1] === "(") {
        at += 1;
        base = { tag: "msup", children: [base, group(false)] };
      } else return base;
    }
  }

  /** @param {string} [end] @returns {Node[]} */
  function sequence(end) {
    /** @type {Node[]} */
    const nodes = [];
    while (at < characters.length && characters[at] !== end) {
      const c = characters[at];
      if (/\s/.test(c)) {
        at += 1;
        continue;
      }
      if (c === ")" || c === "^") {
        at += 1;
        nodes.push(leaf("mo", c));
        continue;
      }
      if (c === ";" || c === ",") {
        at += 1;
        nodes.push(leaf("mtext", `${c}\u2002`));
        continue;
      }
      const node = scripted();
      const last = nodes[nodes.length - 1];
      // A function's name is set off from what it is of.
      if (last?.tag === "mi" && FUNCTIONS.has(last.text ?? "") && node.tag !== "mrow") nodes.push({ tag: "mspace", text: "" });
      nodes.push(node);
    }
    return nodes;
  }

  return sequence();
}
