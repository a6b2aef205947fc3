// @ts-check
/**
 * The page in a cell of a notebook: what it asks of its server goes to the window that it is shown in, and from there to Python. A
 * plain script, before all others; what it is to know stands in the document.
 */
{
  const { root, seeds, theme, hash: begins } = JSON.parse(document.documentElement.dataset.cell ?? "{}");
  if (begins) window.history.replaceState(null, "", begins);

  /** What a browser would keep, for as long as the cell is there: several cells share one browser. @param {Record<string, any>} entries */
  const memory = (entries) => {
    const kept = new Map(Object.entries(entries));
    return {
      getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
      setItem: (/** @type {string} */ name, /** @type {string} */ value) => void kept.set(name, String(value)),
      removeItem: (/** @type {string} */ name) => void kept.delete(name),
    };
  };
  const { pathname, search, hash } = window.location;
  const own = `playground-run ${pathname}${search}${hash}`;
  const run = seeds ? { [own]: JSON.stringify({ ...seeds, hash }) } : {};
  // No socket gets through: events are what is left.
  Object.defineProperty(window, "sessionStorage", { value: memory({ ...run, "playground-mute-sockets": "3" }) });
  Object.defineProperty(window, "localStorage", { value: memory(theme ? { "playground-theme": theme } : {}) });

  /** @typedef {{status?: number, headers?: Record<string, string>, part?: ArrayBuffer, end?: boolean, fault?: string}} Heard */
  let asked = 0;
  /** @type {Map<number, (heard: Heard) => void>} */
  const waiting = new Map();
  window.addEventListener("message", ({ source, data }) => {
    if (source === window.parent) waiting.get(data?.to)?.(data);
  });

  /** @param {string} url @param {any} options @param {(heard: Heard) => void} hear @returns {() => void} ends it */
  function ask(url, { method = "GET", headers = {}, body = null }, hear) {
    const id = ++asked;
    waiting.set(id, (heard) => {
      if (heard.end || heard.fault) waiting.delete(id);
      hear(heard);
    });
    window.parent.postMessage({ id, method, path: url.slice(root.length), headers, body }, "*");
    return () => {
      if (waiting.delete(id)) window.parent.postMessage({ id, drop: true }, "*");
    };
  }

  const elsewhere = window.fetch.bind(window);
  window.fetch = (input, options = {}) => {
    const url = String(input);
    if (!url.startsWith(root)) return elsewhere(input, options);
    return new Promise((resolve, reject) => {
      /** @type {ArrayBuffer[]} */
      const parts = [];
      /** @type {Heard} */
      let begun = {};
      ask(url, options, (heard) => {
        if (heard.status) begun = heard;
        if (heard.part) parts.push(heard.part);
        if (heard.fault) reject(new TypeError(heard.fault));
        else if (heard.end) resolve(new Response(begun.status === 204 ? null : new Blob(parts), { status: begun.status, headers: begun.headers }));
      });
    });
  };

  /** Events over the same way. */
  window.EventSource = /** @type {any} */ (class extends EventTarget {
    /** @param {string} url */
    constructor(url) {
      super();
      /** @type {(() => void)|null} */
      this.onerror = null;
      const decoder = new TextDecoder();
      let text = "";
      this.close = ask(String(url), { headers: { accept: "text/event-stream" } }, ({ status, part, end, fault }) => {
        if (part) text += decoder.decode(part, { stream: true });
        const events = text.split("\n\n");
        text = events.pop() ?? "";
        for (const event of events) this.#tell(event);
        if (end || fault || (status && status !== 200)) this.onerror?.();
      });
    }

    /** @param {string} event */
    #tell(event) {
      const fields = Object.fromEntries(event.split("\n").map((line) => [line.split(": ", 1)[0], line.slice(line.indexOf(": ") + 2)]));
      if (fields.data !== undefined) this.dispatchEvent(new MessageEvent(fields.event ?? "message", { data: fields.data }));
    }
  });

  // A script that comes later has to come the same way.
  const source = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, "src"));
  Object.defineProperty(HTMLScriptElement.prototype, "src", {
    ...source,
    set(url) {
      if (!String(url).startsWith(root)) return source.set?.call(this, url);
      window.fetch(url).then((answer) => answer.text()).then((script) => {
        this.after(Object.assign(document.createElement("script"), { textContent: script }));
        this.dispatchEvent(new Event("load"));
      }).catch(() => this.dispatchEvent(new Event("error")));
    },
  });
}
